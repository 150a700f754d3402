"""Names of variables, and what those hold that every session has."""

from __future__ import annotations

# Obfuscators pick letters out of them. Sources: learn.microsoft.com about_Automatic_Variables,
# about_Preference_Variables, about_Environment_Variables.
SESSION = {
    "pshome": "C:\\Windows\\System32\\WindowsPowerShell\\v1.0",
    "shellid": "Microsoft.PowerShell",
    "verbosepreference": "SilentlyContinue",
    "env:comspec": "C:\\Windows\\system32\\cmd.exe",
    "env:windir": "C:\\Windows",
    "env:systemroot": "C:\\Windows",
    "env:systemdrive": "C:",
    "ofs": " ",
}
# about_Scopes; the text is read as one scope, from the start to the end.
_SCOPES = ("global:", "script:", "local:", "private:", "using:", "variable:")


def key(name: str) -> str:
    """The name of a variable for comparisons: in lower case, without its scope."""
    lower = name.lower()
    return next((lower[len(scope) :] for scope in _SCOPES if lower.startswith(scope)), lower)
