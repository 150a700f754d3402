"""Services and drivers of Windows that hold programs back by who signed them.

AppIDSvc determines who signed a file and applockerfltr and AppID enforce the rules on it: learn.microsoft.com,
"AppLocker architecture and components", "Configure the Application Identity service". People stop CryptSvc
to mend Windows Update, and start it again; without it no catalog counts, so nobody disables it ("Cryptographic
Services", its description).
"""

from __future__ import annotations

SERVICES = frozenset({"appidsvc", "applockerfltr", "appid"})
KEPT = SERVICES | {"cryptsvc"}
"""The same, and what may stop for a while but has to start."""
WORDS = ("appidsvc", "applockerfltr", "appid", "cryptsvc")
"""One of these stands in every line or key that names one."""


def of_name(name: str, *, disabled: bool = False) -> str:
    """The service or driver of this name, in lower case, or "". disabled: it is not to start again."""
    lower = name.strip("\"' ").lower()
    return lower if lower in (KEPT if disabled else SERVICES) else ""
