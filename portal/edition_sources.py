"""Everything that public pages are drawn from, and what they are not drawn from, with why (ADR 25).

Each model of the installation stands here, and all its columns with it; a new one without a line
fails a test. The triggers in the database are made from it (publishing.editions.triggers).
"""

from leads.models import CalendarPeriod, Topic
from maps.models import MapFeature
from news.models import Article, Column, KindTag, SitePage
from parks.kinds import Kind
from parks.models import (
    BuildingSpec,
    CostFactor,
    Industry,
    KindRule,
    LandTerms,
    Listing,
    ListingFile,
    ListingIndex,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from parks.models.terms import CONTROLS
from policies.models import Policy, PolicyCategory
from publishing.editions.content_sources import APPROVED, PREFECTURE, Moments, Source, Way
from publishing.models import Asset
from regions.models import FriendLink, MenuItem, Region, RegionAlias, ServiceTile, Site
from reporting.models import QuarterFigures
from search.models import SearchEntry, SynonymGroup

# Who wrote and approved it, and when it was first stored: for staff.
STAFF = ("created_by_id", "approved_by_id", "created_at")
WINDOW = Moments(("publish_at", "expire_at"))
# Whether a plot counts in the medians that stand beside all plots of the prefecture.
IS_COUNTED = ("region_id", "kind", "status", "publish_at", "expire_at", "hidden_at")
# A listing shows at its region and is counted on the page of its park, wherever that lies; plots
# count in the medians of the prefecture.
LISTING_KEYS = """
SELECT region.id, kinds.kind
FROM (
    SELECT id, '' AS kind FROM near
    UNION
    SELECT listing.region_id, ''
    FROM parks_listing listing JOIN parks_park park ON park.id = listing.park_id
        JOIN near ON near.id = park.region_id
    WHERE listing.status = 'approved'
    UNION
    SELECT id, '{land}' FROM regions_region
    WHERE starts_with(path, substring(%(path)s FROM '^(?:[^/]*/){{2}}'))
) region, unnest('{{{kinds}}}'::text[]) AS kinds (kind)
WHERE region.kind IN ('', kinds.kind)
""".format(land=Kind.LAND.value, kinds=",".join(Kind.values))  # noqa: S608 -- our own words
# A park shows at its region and by its name on its listings; articles are put in order by it.
PARK_KEYS = """
SELECT park.id FROM parks_park park
WHERE park.region_id IN (SELECT id FROM near)
    OR EXISTS (
        SELECT FROM near JOIN parks_listing listing
            ON listing.park_id = park.id AND listing.region_id = near.id
        WHERE listing.status = 'approved'
    )
    OR EXISTS (
        SELECT FROM news_article_parks link
            JOIN news_article article ON article.id = link.article_id
            JOIN news_column ON news_column.id = article.column_id
            JOIN regions_site site ON site.id = news_column.site_id
            JOIN near ON near.id = site.region_id
        WHERE link.park_id = park.id
    )
"""
# Of a file readers are told size and pages wherever something links to it.
FILE_PLACES = """
SELECT region.path FROM news_article article
    JOIN news_column ON news_column.id = article.column_id
    JOIN regions_site site ON site.id = news_column.site_id
    JOIN regions_region region ON region.id = site.region_id
WHERE publishing_media_names(article.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM news_sitepage page
    JOIN regions_site site ON site.id = page.site_id
    JOIN regions_region region ON region.id = site.region_id
WHERE publishing_media_names(page.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM parks_park park JOIN regions_region region ON region.id = park.region_id
WHERE publishing_media_names(park.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path
FROM parks_listing listing JOIN regions_region region ON region.id = listing.region_id
WHERE publishing_media_names(listing.body) @> ARRAY[touched.file::text]
UNION
SELECT region.path FROM parks_listingfile paper
    JOIN parks_listing listing ON listing.id = paper.listing_id
    JOIN regions_region region ON region.id = listing.region_id
WHERE paper.document = touched.file
UNION
SELECT region.path
FROM policies_policy policy JOIN regions_region region ON region.id = policy.region_id
WHERE publishing_media_names(policy.body) @> ARRAY[touched.file::text]
    OR publishing_media_names(policy.interpretation) @> ARRAY[touched.file::text]
    OR publishing_media_names(policy.how_to_apply) @> ARRAY[touched.file::text]
"""
# What a park is called and whether it is public stands at its listings and orders articles.
OF_LISTING = (Way("listing__region"),)
OF_PARK = (Way("park__region"), Way("park__listings__region"))

SOURCES = (
    # ---- The frame of every page ----
    # Sites name each other: neighbours, links, canonical addresses, the choice of a site.
    Source(Site, moving=("region_id",)),
    Source(Region, moving=("path",)),
    Source(RegionAlias),
    Source(ServiceTile, (Way("site__region"),)),
    Source(FriendLink, (Way("site__region"),)),
    Source(MenuItem, (Way("site__region"),)),
    Source(MapFeature, (Way("region"),)),
    Source(Topic, quiet=("routing_email",)),
    Source(CalendarPeriod),
    # ---- What the office writes ----
    Source(Column, (Way("site__region"),), quiet=("max_age_days",), moving=("site_id",)),
    Source(KindTag),
    Source(
        Article,
        (Way("column__site__region"),),
        quiet=(*STAFF, "provenance", "is_attention_needed"),
        moving=("column_id",),
        where=APPROVED,
        moments=WINDOW,
    ),
    Source(Article.parks.through, (Way("article__column__site__region"),)),
    Source(SitePage, (Way("site__region"),), quiet=STAFF, where=APPROVED, moments=WINDOW),
    Source(PolicyCategory),
    Source(
        Policy,
        (Way("region"),),
        quiet=STAFF,
        moving=("region_id",),
        where=APPROVED,
        moments=WINDOW,
    ),
    Source(Policy.industries.through, (Way("policy__region"),)),
    # ---- What is on offer ----
    Source(Industry),
    Source(KindRule),
    Source(SynonymGroup),
    Source(
        Park,
        (Way("region"), Way("listings__region"), Way("articles__column__site__region")),
        quiet=STAFF,
        moving=("region_id",),
        where=APPROVED,
        moments=Moments(("publish_at", "expire_at"), key=("id",), keys=PARK_KEYS),
    ),
    Source(Park.industries.through, (Way("park__region"),)),
    Source(Utility, OF_PARK),
    Source(TransportLink, OF_PARK),
    Source(CostFactor, OF_PARK),
    Source(
        Listing,
        (Way("region"),),
        quiet=(*STAFF, "hold_reason"),
        moving=("region_id", "park_id"),
        where=APPROVED,
        moments=Moments(
            ("publish_at", "expire_at", "stale_at", "hidden_at"),
            key=("region_id", "kind"),
            keys=LISTING_KEYS,
        ),
    ),
    Source(
        Listing,
        (Way("region", PREFECTURE),),
        only=IS_COUNTED,
        where=f"{APPROVED} AND this.kind = '{Kind.LAND.value}'",
        name="medians",
    ),
    Source(Listing.industries.through, OF_LISTING),
    Source(ListingPhoto, OF_LISTING),
    Source(ListingFile, OF_LISTING),
    Source(BuildingSpec, OF_LISTING),
    Source(LandTerms, OF_LISTING),
    Source(
        LandTerms,
        (Way("listing__region", PREFECTURE),),
        only=("listing_id", *CONTROLS),
        name="medians",
    ),
    Source(
        Asset,
        only=("file", "size_bytes", "pages"),
        places=FILE_PLACES,
        place_keys=("file",),
    ),
    # Copies: their times are those of what they copy.
    Source(ListingIndex, (Way("region"), Way("park__region"))),
    Source(SearchEntry, (Way("region"),)),
    # ---- What a site says of itself ----
    Source(QuarterFigures, (Way("site__region"),)),
)

# Why no page that is kept shows it → models.
NOT_SHOWN = {
    "spellings of a region follow its names, which are sources; they are searched, not shown": (
        "regions.RegionSpelling",
    ),
    "an enquiry is shown to its visitor and its office alone, on pages that are never kept": (
        *("leads.Contact", "leads.Lead", "leads.LeadListing", "leads.Outbox", "leads.PhoneSearch"),
        *("leads.Submission", "leads.Consent", "leads.Throttle", "leads.Message"),
        *("leads.ContactView", "leads.FollowUp", "leads.StageChange", "leads.OwnerChange"),
        *("leads.NextStep", "leads.Promise", "leads.Call"),
        *("leads.Party", "leads.PartyIdentifier", "leads.PartyMerge"),
        *("leads.RoutingRule", "leads.RoutingPlace", "leads.Absence", "leads.LeadNeed"),
        *("leads.NoticeChannel", "leads.ChannelNotice", "leads.TextMessage"),
        *("leads.NoticePreferences", "leads.Digest"),
        *("leads.OfficeHours", "leads.LostReason", "leads.StageGate"),
        *("visits.Visit", "visits.VisitSlot", "visits.VisitStop", "visits.VisitEvent"),
        *("visits.RefusalReason", "visits.Refusal"),
        *("leads.ClockRule", "leads.Clock", "leads.Pause"),
        *("leads.MessageQuote", "leads.AnswerFile", "leads.ReplyTemplate"),
        *("landing.LandingNode", "landing.LandingDocument", "landing.NodeTemplate"),
        *("landing.LandStandard", "answers.ShownPassage", "ratings.Rating"),
        *("claims.Talk", "claims.CompanyMark", "claims.ClaimTransfer"),
        *("proposals.Proposal", "privacy.ErasureRequest"),
    ),
    "counts of what readers ask, for staff": (
        *("parks.NeedDemand", "parks.CountedDemand", "parks.UnknownDemand", "search.MissedQuery"),
        *("answers.AnswerCount", "reporting.ViewCount"),
    ),
    "work of staff and worker": (
        *("parks.ImportJob", "parks.ImportFault", "parks.ExportLog", "parks.ExportJob"),
        "parks.RuleRecalculation",
        *("search.ReindexProgress", "search.ReindexRequest", "search.PendingWords"),
        "parks.ListingIndexChange",
        *(
            "portal.Heartbeat",
            "portal.ClockMark",
            "portal.AuditSeal",
            "portal.AuditCheck",
            "portal.DeskPreferences",
        ),
        "portal.SavedView",
    ),
    "earlier states, shown in the desk": (
        *("news.HistoricalArticle", "news.HistoricalSitePage", "policies.HistoricalPolicy"),
        *("parks.HistoricalPark", "parks.HistoricalListing", "news.HistoricalColumn"),
        *("regions.HistoricalMenuItem", "regions.HistoricalServiceTile"),
        *("regions.HistoricalFriendLink", "regions.HistoricalRedirect"),
        *("regions.HistoricalSite", "regions.HistoricalMembership", "admin.LogEntry"),
    ),
    "words by which searches are read; pages of searches are not kept": ("search.SearchTerm",),
    "leads on from addresses that show nothing": (
        "regions.FormerAddress",
        "regions.Redirect",
    ),
    "what waits beside public rows; a change is public once it is in the row itself": (
        "publishing.PendingChange",
        "news.OldPage",
    ),
    "what hung on rows in versions that have passed": ("publishing.VersionRows",),
    "by what texts are checked before they are public, and who signed for what was found": (
        *("publishing.WordList", "publishing.RuleSeverity", "publishing.SignedFinding"),
        *("publishing.ContentAudit", "publishing.AuditedFinding"),
    ),
    "where texts link to, written with them; what came of looking there is for staff": (
        *("publishing.TextLink", "publishing.OutsideLink"),
    ),
    "work of review; the names that readers see stand in the article itself": (
        *("publishing.ReviewSignature", "publishing.ReviewComment"),
    ),
    "the editions themselves": ("publishing.Change", "publishing.ChangeTotal"),
    "accounts, sessions and logins; who is signed in is shown nothing that is kept": (
        *("regions.Membership", "auth.User", "auth.Group", "auth.Permission"),
        *("auth.Group_permissions", "auth.User_groups", "auth.User_user_permissions"),
        *("sessions.Session", "contenttypes.ContentType", "axes.AccessLog"),
        *("accounts.DeskSession", "accounts.OwedInvitation", "accounts.RecoveryCode"),
        "publishing.OpenForm",
        "publishing.PreviewLink",
        *("accounts.Authenticator", "otp_totp.TOTPDevice"),
        *("axes.AccessFailureLog", "axes.AccessAttempt", "axes.AccessAttemptExpiration"),
    ),
}
