"""All settings, driven by the environment (.env.example lists every variable)."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

from portal import env as env
from portal.api_settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 -- settings are read by name

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything the running system writes: embedded database, uploads, collected static files.
VAR_DIR = Path(env.text("PORTAL_VAR", str(BASE_DIR / "var"))).resolve()

# ---- What kind of installation this is ----
DEBUG = env.flag("PORTAL_DEBUG")
# A demonstration on this machine: plain http, mails to the console, 演示数据 ribbon.
DEMO = env.flag("PORTAL_DEMO")
LOCAL = DEBUG or DEMO

if LOCAL:
    SECRET_KEY = env.text("PORTAL_SECRET_KEY") or get_random_secret_key()
else:
    SECRET_KEY = env.secret("PORTAL_SECRET_KEY", why="用于签名，应为至少 50 个字符的随机串")
# Keys before it: what they signed stays good (links, codes on receipts); they sign nothing new.
SECRET_KEY_FALLBACKS = env.words("PORTAL_SECRET_KEY_FALLBACKS")
# What visitors said is sealed with the first (core.sealing); without any, with the secret key.
DATA_KEYS = env.keys("PORTAL_DATA_KEYS")

ALLOWED_HOSTS = env.hosts("PORTAL_HOSTS", is_local=LOCAL, is_debug=DEBUG)
# Mails, sitemap, QR codes and canonical links use this address, never the request's Host.
PUBLIC_URL = env.text(
    "PORTAL_PUBLIC_URL", "http://127.0.0.1:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0]}"
).rstrip("/")
# How many proxies of ours add to X-Forwarded-For; 0 means the peer address is the client.
PROXY_COUNT = env.count("PORTAL_PROXY_COUNT", default=0)

# Threads of each web process, also read by deploy/gunicorn.conf.py.
WEB_THREADS = env.count("PORTAL_THREADS", default=4)

# ---- Applications ----
INSTALLED_APPS = [
    "portal",
    "reporting",
    "landing",
    "upkeep",
    "answers",
    "claims",
    "visits",
    "ratings",
    "proposals",
    "privacy",
    "leads",
    "news",
    "policies",
    "exchange",
    "maps",
    "finding",
    "parks",
    "search",
    "publishing",
    "accounts",
    "regions",
    "tools",
    # django.contrib.admin, with our own login.
    "accounts.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "ckeditor",
    "django_filters",
    "django_htmx",
    "simple_history",
    "axes",
    # The table of the second factor alone; its pages are ours (accounts).
    "django_otp.plugins.otp_totp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    # Counts what the page memory answers as well.
    "reporting.middleware.ViewCounter",
    # Outermost of all that makes replies: what it keeps has every header already.
    "portal.page_memory.PageMemory",
    "portal.middleware.security_headers",
    "portal.middleware.vary_pages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.answer_health_checks",
    "portal.middleware.refuse_uncounted_proxies",
    "portal.middleware.read_forms_as_utf8",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.thread_shares.ThreadShares",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.prolong_staff_sessions",
    "portal.middleware.give_staff_time",
    "portal.middleware.follow_site_choice",
    "portal.middleware.refuse_large_bodies",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.former_addresses.moved_addresses",
    "portal.typed_redirects.typed_addresses",
    "publishing.middleware.EditionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "portal.template_loader.UnindentedLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.page_chrome",
            ],
            "builtins": [
                "django.templatetags.static",
                "portal.templatetags.portal_ui",
                "portal.templatetags.components",
                "portal.templatetags.kept",
                "publishing.templatetags.picture_copies",
            ],
        },
    },
]

# ---- Database ----
DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    if DATABASE_URL
    else {
        "ENGINE": "tools.pgembed",
        "NAME": "portal",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Where the machine of the database is gone, nothing answers: do not wait for minutes.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Language and time ----
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
FORM_RENDERER = "core.form_renderer.FormRenderer"

# ---- Search ----
# How often a process reads the names of regions, parks, columns and industries that its dictionary
# knows; 0 leaves them out.
SEARCH_WORDS_SECONDS = 300

# ---- Files ----
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Leaflet from npm (package.json). Without it the maps are drawings, and everything still works.
LEAFLET_DIST = BASE_DIR / "node_modules" / "leaflet" / "dist"
HAS_LEAFLET = LEAFLET_DIST.is_dir()
STATICFILES_DIRS = [BASE_DIR / "static", *([("leaflet", LEAFLET_DIST)] if HAS_LEAFLET else [])]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "publishing.finders.ServedAppFinder",
    "portal.bundles.BundleFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Columns of all places for the counts of lists, written by the worker of this machine.
LIST_SNAPSHOT = VAR_DIR / "lists" / "places.snapshot"
STORAGES = {
    # What editors upload; its addresses are below MEDIA_URL wherever it lies.
    "default": env.storage("PORTAL_MEDIA_STORAGE"),
    # Uploaded lists of listings until they are imported; never served.
    "imports": env.storage("PORTAL_IMPORTS_STORAGE", location=VAR_DIR / "imports"),
    # Files that officers send with answers; handed out by us alone, never by address.
    "answers": env.storage("PORTAL_ANSWERS_STORAGE", location=VAR_DIR / "answers"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL
FILE_UPLOAD_HANDLERS = [
    "publishing.uploads.RequestSizeHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# What staff write, pictures pasted into a text included; everybody else sends less
# (portal.middleware.refuse_large_bodies). Files: publishing.uploads, exchange.upload_checks.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# Of whoever has not signed in. Reading a form and showing it again takes dozens of times its size
# and seconds from a megabyte on; the longest enquiry is a tenth of this.
PUBLIC_FORM_BYTES = 256 * 1024

# ---- Cache ----
CACHE_URL = env.cache_url("PORTAL_CACHE_URL")
CACHES = {
    "default": {"BACKEND": "core.forgiving_cache.ForgivingRedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Public pages kept whole, in each web process (portal/page_memory.py); 0 keeps none. Whoever works
# at templates wants to see each change.
PAGE_MEMORY_BYTES = 0 if DEBUG else env.count("PORTAL_PAGE_MEMORY_MB", default=32) * 1024 * 1024
# How often what readers looked at is written down (reporting/middleware.py); 0 counts nothing.
VIEW_COUNT_SECONDS = env.count("PORTAL_VIEW_COUNT_SECONDS", default=60)
# What pages of a site share, kept in each web process (core/kept_parts.py); 0 keeps nothing.
KEPT_PARTS_BYTES = 0 if DEBUG else env.count("PORTAL_KEPT_PARTS_MB", default=16) * 1024 * 1024

# ---- Lists in and out ----
# How long an import belongs to a process that says nothing, in seconds; then another goes on.
IMPORT_LEASE_SECONDS = 120
# Rows of one export. csv is streamed; xlsx is written while the browser and the proxy (35 s) wait:
# 10,000 rows take 7 s of a processor.
EXPORT_LIMITS = {"xlsx": 10_000, "csv": 200_000}
EXPORT_AT_ONCE = 500  # rows that are written while the browser waits; longer lists by the worker

# ---- Printed sheets ----
# How long the download of a sheet waits for its turn, in seconds; then the page is shown instead.
SHEET_WAIT_SECONDS = 1

# ---- Maps ----
# 天地图 tiles; asked for only on the map of a site that has a 审图号.
TIANDITU_KEY = env.token("PORTAL_TIANDITU_KEY")

# ---- Mail ----
MAIL_FROM = env.text("PORTAL_MAIL_FROM", "noreply@localhost")
DEFAULT_FROM_EMAIL = MAIL_FROM
SERVER_EMAIL = MAIL_FROM
SMTP_HOST = env.text("PORTAL_SMTP_HOST")
# Encrypted from the first byte (465), or from the greeting on (587, 25); a server elsewhere is
# never spoken to in the clear, unless somebody says so.
SMTP_SSL = env.flag("PORTAL_SMTP_SSL", default=True)
SMTP_PLAIN = env.flag("PORTAL_SMTP_PLAIN") or SMTP_HOST in {"localhost", "127.0.0.1", "::1"}
SMTP_STARTTLS = not SMTP_SSL and not SMTP_PLAIN
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": SMTP_HOST,
            "port": env.number("PORTAL_SMTP_PORT", default=465),
            "username": env.text("PORTAL_SMTP_USER"),
            "password": env.text("PORTAL_SMTP_PASSWORD"),
            "use_ssl": SMTP_SSL,
            "use_tls": SMTP_STARTTLS,
            "timeout": 10,
        },
    }
    if SMTP_HOST
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}

# ---- Notices to the office ----
# Hosts that group chats' webhooks may be posted to; none: no chat is told anything.
NOTICE_HOSTS = env.words("PORTAL_NOTICE_HOSTS")
# Where texts to visitors are posted, signed with the key; its host is one of those. Empty: none is.
SMS_GATEWAY, SMS_KEY = env.text("PORTAL_SMS_GATEWAY").strip(), env.text("PORTAL_SMS_KEY")
# From when on each working morning officers are told by mail what is due; None: never.
DIGEST_AT = env.time_of_day("PORTAL_DIGEST_AT", "08:30")

# ---- Links to other websites ----
# Hosts that the nightly look at links may ask: a host, .gov.cn for all below, * for any; none: off.
LINK_CHECK_HOSTS = env.words("PORTAL_LINK_CHECK_HOSTS")

# ---- Staff's lists ----
# How long one of staff's statements may run, and wait for a lock; a reader's: gunicorn.conf.py.
STAFF_STATEMENT_LIMITS = {"statement": "30s", "lock": "10s"}
# Rows that one action may change: each is saved by itself, and the proxy waits 35 s.
ADMIN_ACTION_MAX_ROWS = 200

# ---- Signing in ----
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# A code of the phone after the password. A new account may work without for so many days.
SECOND_FACTOR = env.flag("PORTAL_SECOND_FACTOR", default=not DEBUG)
SECOND_FACTOR_GRACE_DAYS = 7
# How long an invitation to set a password is good (accounts.invitations).
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else a stranger could prolong it for ever
AXES_HANDLER = "core.login_policy.LoginHandler"
AXES_LOCKOUT_PARAMETERS = "core.login_policy.lockout_parameters"
AXES_LOCKOUT_CALLABLE = "core.login_policy.lockout_page"
AXES_CLIENT_IP_CALLABLE = "core.login_policy.login_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = (
    False  # regions.admin.accounts registers its lists, so that they answer anything
)

# ---- Security ----
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_AGE = 30 * 60
SESSION_LONGEST = timedelta(hours=12)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [] if LOCAL else [PUBLIC_URL]
# The browser that a form of enquiry was drawn for (leads.browsers); the reader's display settings.
CONSULT_COOKIE_NAME = "consult"
DISPLAY_COOKIE_NAME = "display"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if not LOCAL:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    CONSULT_COOKIE_NAME = "__Host-consult"
    DISPLAY_COOKIE_NAME = "__Host-display"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.flag("PORTAL_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# ckeditor.W001: CKEditor 4 is unsupported. The owner fixed django-ckeditor; what makes up for it is
# tested in tests/publishing: test_richtext.py (sanitising on save, load and output),
# test_uploads.py (own upload view), test_editor.py (plugins, CSP).
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
CKEDITOR_BASEPATH = "/static/ckeditor/ckeditor/"

# ---- Logging: ids and codes only, never names, phones or message text ----
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "core.error_frames.FramesFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("PORTAL_LOG_LEVEL", "INFO")},
}
SIMPLE_HISTORY_REVERT_DISABLED = True
