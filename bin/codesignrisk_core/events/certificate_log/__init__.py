"""Windows' own logs about certificates and signatures: one module per log, found by event number and channel.

Event numbers are unique per channel only: 1007 is an exported certificate in one log, and a matter of licensing in the
Application log.
"""

from __future__ import annotations

from codesignrisk_core.events.certificate_log import (
    app_packages,
    applocker,
    authority,
    capi2,
    code_integrity,
    directory,
    lifecycle,
    user_data,
)
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.process import unread
from codesignrisk_core.records.fields import View

KIND = "certificate_log"

# Event number -> where it comes from, as a part of ":<channel>:<provider>" in lower case, and what judges it.
_JUDGES = {
    number: (origin, judge)
    for origin, numbers, judge in (
        (":microsoft-windows-capi2", capi2.EVENT_IDS, capi2.judge),
        (":microsoft-windows-certificateservicesclient-lifecycle", lifecycle.EVENT_IDS, lifecycle.judge),
        (":microsoft-windows-codeintegrity", code_integrity.EVENT_IDS, code_integrity.judge),
        (":microsoft-windows-applocker", applocker.EVENT_IDS, applocker.judge),
        # as the log and its provider are called
        (":microsoft-windows-appxdeployment", app_packages.EVENT_IDS, app_packages.judge),
        (":security:", authority.EVENT_IDS, authority.judge),
        (":security:", directory.EVENT_IDS, directory.judge),
    )
    for number in numbers
}


def matches(view: View) -> bool:
    """Whether this is an event of one of the logs."""
    known = _JUDGES.get(view.get("event_id"))
    return known is not None and known[0] in _origin(view)


def judge(view: View, site: Site) -> Assessment:
    """What the event tells. An empty report means nothing to say."""
    _, judge_log = _JUDGES[view.get("event_id")]
    report, limit = judge_log(view, site.parents), user_data.limit(view)
    if limit:
        unread.judge(report, [view.get("user_data")])
    return Assessment(report, limit)


def _origin(view: View) -> str:
    """Splunk's source ends in the channel (``XmlWinEventLog:Security``), where there is no Channel of its own."""
    return f":{view.get('channel')}:{view.get('provider')}".lower()
