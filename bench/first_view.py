"""The first view of a page in Chromium on Lighthouse's slow phone: requests, bytes, LCP, CLS."""

from dataclasses import dataclass

# Lighthouse 13, mobile: a screen of 412 CSS pixels is more than most phones here have.
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
SLOW_4G = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 1_600_000 / 8,  # bytes a second
    "uploadThroughput": 750_000 / 8,
}
CPU_SLOWDOWN = 4
SETTLED_MS = 1_000  # after all has come: late scripts, late shifts
WATCH = """
window.seen = {lcp: 0, cls: 0};
const watch = (type, note) => {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({type, buffered: true});
};
watch("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
"""


@dataclass(frozen=True)
class FirstView:
    """`addresses` of all that was sent, the page first, and their bytes, headers included.

    What the browser found in its own cache was not sent: a tab's picture is the icon sprite again.
    """

    addresses: tuple[str, ...]
    sent: int
    lcp_ms: float
    cls: float


def first_view(browser, url, *, is_slow=True) -> FirstView:
    """Opens the page in a context of its own, as somebody does who was never here."""
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        asked, sent = _watched(context.new_cdp_session(page), is_slow=is_slow)
        page.goto(url, wait_until="load")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED_MS)
        seen = page.evaluate("seen")
    finally:
        context.close()
    addresses = tuple(address for key, address in asked.items() if sent.get(key) != 0)
    return FirstView(addresses, sum(sent.values()), seen["lcp"], seen["cls"])


def _watched(devtools, *, is_slow):
    """By the request: its address; the bytes that came."""
    asked, sent = {}, {}

    def note_request(event):
        asked[event["requestId"]] = event["request"]["url"]

    def note_end(event):
        sent[event["requestId"]] = event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", note_request)
    devtools.on("Network.loadingFinished", note_end)
    devtools.send("Network.enable")
    if is_slow:
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return asked, sent
