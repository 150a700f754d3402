"""What is known of a scored event: names and findings, as text that is safe to show. `command` is masked (`lines`)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from codesignrisk_core.process import unread
from codesignrisk_core.records import fields

from lab.cases import accounts
from lab.output.summary import BANDS
from lab.output.terminal import printable, when
from lab.records import RECORD_NUMBERS, SOURCE_FILE, Record, Value

LONGEST = 600
"""Longer texts are cut, as the command cuts its own: names that come straight from an event have no bound."""

MOST = 50
_SID = re.compile(r"s-1-[\d-]+")
_NUMBER = re.compile(r"\d{1,20}")


@dataclass(frozen=True, slots=True)
class Event:
    """A scored event. All text is printable and bounded; "" where the event says nothing.

    unread: something telling in it was not read, so that no lowest score leaves it out, as in the command.
    """

    score: int
    band: str
    time: float | None
    when: str
    host: str
    user: str
    kind: str
    code: str
    log: str
    record: str
    image: str
    parent: str
    parent_class: str
    action: str
    store: str
    thumbprint: str
    message: str
    reasons: tuple[str, ...]
    techniques: tuple[str, ...]
    files: tuple[str, ...]
    targets: tuple[str, ...]
    source: str = ""
    command: str = ""
    unread: bool = False
    pid: str = ""

    @property
    def title(self) -> str:
        """What was done, without the circumstances: the first sentence of the message."""
        return self.message.partition("; ")[0] or self.action or self.kind

    @property
    def told(self) -> str:
        """The message without parent and user, for places that have columns for them."""
        first, *rest = self.message.split("; ")
        kept = [first, *(part for part in rest if not part.startswith(("parent ", "user ")))]
        return "; ".join(kept) or self.action or self.kind

    @property
    def things(self) -> tuple[str, ...]:
        """What it was done to and with: names of files, addresses, the thumbprint of the certificate."""
        named = (thing if "://" in thing else basename(thing) for thing in (*self.files, *self.targets))
        return tuple(filter(None, (*named, self.thumbprint)))

    @property
    def likeness(self) -> tuple[object, ...]:
        """What events have in common that people tell in one line: action and band, by one program and user."""
        return (self.host, self.kind, self.action, self.store, self.band, self.image.casefold(), self.account)

    def same_as(self, other: Event) -> bool:
        """Whether it is the same event of one host, whatever score, or host's whole name, it was given."""
        return (self.time, self.log, self.record, self.message) == (other.time, other.log, other.record, other.message)

    @property
    def account(self) -> str:
        """The user's name without domain, to compare; "" for none and for a SID, which may be anybody's."""
        name = self.user.rpartition("\\")[2].casefold()
        return "" if _SID.fullmatch(name) else name


class EventReader:
    """Turns scored records into events."""

    def __init__(self) -> None:
        self._reader = fields.Reader()

    def read(self, record: Record, score: int) -> Event:
        """The event of a record, whatever its source calls its fields."""
        view = self._reader.view(record)
        event = fields.event(view)
        time = text(record.get("_time"))
        band = text(record.get("codesign_band"))
        kind = text(record.get("codesign_event")).replace("_", " ")
        # A script block names its user by SID only.
        user = event.user or (text(record.get("UserID")) if kind == "script" else "")
        return Event(
            score=score,
            band=band if band in BANDS else "info",
            time=_epoch(time),
            when=when(time),
            host=text(event.host or record.get("host")),
            user=_account(text(user), record, text(event.host or record.get("host"))),
            kind=kind,
            # The record's own: sensors that number nothing are read as if they were Sysmon.
            code=next(filter(None, (_number(text(record.get(name))) for name in fields.ALIASES["event_id"])), ""),
            log=text(event.channel) or kind,
            record=next(filter(None, (_number(text(record.get(name))) for name in RECORD_NUMBERS)), ""),
            image=text(event.image or view.get("writer")),
            parent=text(event.parent_image),
            parent_class=text(record.get("codesign_parent_class")),
            action=text(record.get("codesign_action")),
            store=text(record.get("codesign_store")),
            thumbprint=text(record.get("codesign_thumbprint")),
            message=text(record.get("codesign_message")),
            reasons=texts(record.get("codesign_reasons")),
            techniques=texts(record.get("codesign_techniques")),
            files=texts(record.get("codesign_files")),
            targets=texts(record.get("codesign_target")),
            source=text(record.get(SOURCE_FILE)),
            unread=unread.INDICATOR in texts(record.get("codesign_indicators")),
            pid=text(record.get("codesign_pid")),
        )


def _account(user: str, record: Record, host: str) -> str:
    """The user, by its one name where it is an account of every host. The SID of 4688 is the subject's."""
    subject = text(record.get("SubjectUserName"))
    own = subject and subject.casefold() == user.rpartition("\\")[2].casefold()
    return accounts.named(user, text(record.get("SubjectUserSid")) if own else "", host)


def score_of(record: Record) -> int:
    """The record's score; 0 where there is none."""
    try:
        return int(float(text(record.get("codesign_score")) or 0))
    except (ValueError, OverflowError):
        return 0


def text(value: Value | None) -> str:
    """One printable text, cut where it is too long. Nothing in it can turn the direction of writing."""
    joined = " ".join(value) if isinstance(value, list) else value or ""
    shown = printable(joined[: LONGEST + 1])
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def texts(value: Value | None) -> tuple[str, ...]:
    """The values of a field, each as a printable text."""
    values = value if isinstance(value, list) else [value or ""]
    return tuple(text(item) for item in values[:MOST] if item)


def basename(path: str) -> str:
    """The last part of a path of any system."""
    return re.split(r"[\\/]", path)[-1]


def _epoch(time: str) -> float | None:
    """A time that can be put in order and written as a date."""
    try:
        seconds = float(time)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and when(time) != time else None


def _number(value: str) -> str:
    return value if _NUMBER.fullmatch(value) else ""
