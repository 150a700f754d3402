"""SQL text on a line that saves a certificate of a database server with its private key.

``BACKUP CERTIFICATE name TO FILE = 'path' WITH PRIVATE KEY (FILE = 'path', ENCRYPTION BY PASSWORD = 'x')``. Source:
learn.microsoft.com, BACKUP CERTIFICATE (Transact-SQL). Whoever restores an encrypted database elsewhere needs it.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import outputs, passwords

MARK = "backup certificate"
WORDS = ("backup certificate",)
_KEY = re.compile(
    r"backup certificate\b.{0,400}?\bprivate key\b.{0,200}?\bfile\s{0,8}=\s{0,8}N?'([^']{1,260})'", re.I | re.S
)
_PASSWORD = re.compile(r"\bencryption by password\s{0,8}=\s{0,8}N?'([^']{1,128})'", re.I)


def judge_text(report: Report, who: str, text: str) -> None:
    """Add the private key that the text has the server write. who: for the sentence."""
    found = _KEY.search(text)
    if found is None:
        return
    report.action = "export_key"
    report.add(
        "database_key_saved", f"{who} has a database server write its private key to {paths.base(found.group(1))}"
    )
    outputs.judge(report, found.group(1))
    secret = _PASSWORD.search(text)
    if secret is not None:
        passwords.judge_secret(report, secret.group(1), "the password of the key")
