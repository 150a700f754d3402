"""Imported before the SDK, it keeps the SDK's client of the REST interface out, with the TLS, HTTP and mail behind it.

The command speaks through its pipe alone, also where no REST interface is (on indexers); and splunkd starts it several
times a search, so what is read at the start is paid for each time.
"""

from __future__ import annotations

import sys
from types import ModuleType

_CLIENT = "splunklib.client"


class _NoClient(ModuleType):
    Service = None
    """What the SDK takes from its client."""


sys.modules.setdefault(_CLIENT, _NoClient(_CLIENT))
