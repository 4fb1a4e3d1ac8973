"""How the read-only API answers and describes itself; nothing here depends on the machine."""

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "core.api_pages.NumberedPages",
    "DEFAULT_FILTER_BACKENDS": ["core.query_parameters.FilterSetBackend"],
    "EXCEPTION_HANDLER": "core.api_errors.told_as_json",
    "PAGE_SIZE": 20,
    # Else ?version= of the schema goes into a header unread, line breaks included.
    "ALLOWED_VERSIONS": ["1"],
}
SPECTACULAR_SETTINGS = {
    # The schema names what can be chosen, read from tables that a check must not need: it runs
    # before the first migration, too. Tests and `make contract` hold the schema.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "TITLE": "区域招商网开放数据",
    "DESCRIPTION": "只读接口：站点、载体、园区、动态、政策。只含已公开的内容，无需密钥。",
    "VERSION": "1",
    # Null is said of a reference as well, which 3.0 cannot.
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.api_schema.tell_errors",
        "portal.api_schema.share_long_patterns",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    # Docstrings speak to developers of this project, the schema to users of its data.
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "ListingKindEnum": "parks.models.Listing.Kind",
        "ParkLevelEnum": "parks.models.Park.Level",
        "PolicyLevelEnum": "policies.models.Policy.Level",
    },
}
