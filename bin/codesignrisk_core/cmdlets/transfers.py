"""Statements that send data to another host, whatever the data is: what is in the script's hands goes with it.

Sources: the pages of Invoke-WebRequest, Invoke-RestMethod, Send-MailMessage, System.Net.WebClient, HttpClient and
System.Net.Sockets on learn.microsoft.com.
"""

from __future__ import annotations

from codesignrisk_core.powershell import parameters
from codesignrisk_core.powershell.values import Statement

_WEB = frozenset({"invoke-webrequest", "invoke-restmethod"})
_ALWAYS = frozenset(
    """send-mailmessage .uploadstring .uploaddata .uploadfile .uploadvalues
    .uploadstringtaskasync .uploaddatataskasync .postasync .putasync .getrequeststream""".split()
)
_METHODS = frozenset({"post", "put"})


def sends(statement: Statement) -> bool:
    """Whether the statement sends something: a body, a file, a mail, or by the methods POST and PUT."""
    if statement.name in _ALWAYS:
        return True
    if statement.name not in _WEB:
        return False
    bound = parameters.bind(statement)
    return bool(bound.value("method").lower in _METHODS or bound.value("body", "infile").text)


def receivers(statement: Statement) -> list[str]:
    """The addresses that a statement which sends names."""
    bound = parameters.bind(statement)
    named = [bound.value("uri").text, *(arg.text for arg in statement.args)]
    return [text for text in named if "://" in text]
