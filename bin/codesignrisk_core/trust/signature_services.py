"""Services and drivers of Windows that hold programs back by who signed them.

AppIDSvc determines who signed a file and applockerfltr and AppID enforce the rules on it: learn.microsoft.com,
"AppLocker architecture and components", "Configure the Application Identity service". CryptSvc is none: people stop it
to mend Windows Update.
"""

from __future__ import annotations

SERVICES = frozenset({"appidsvc", "applockerfltr", "appid"})
WORDS = ("appidsvc", "applockerfltr", "appid")
"""One of these stands in every line or key that names one."""


def of_name(name: str) -> str:
    """The service or driver of this name, in lower case, or ""."""
    lower = name.strip("\"' ").lower()
    return lower if lower in SERVICES else ""
