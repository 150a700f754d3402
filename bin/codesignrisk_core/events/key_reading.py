"""A key file, or a container of keys, that a program reads. Security 4663 tells of it where somebody audits it.

Sources: learn.microsoft.com, event-4663, "Key storage and retrieval" (where containers lie, and that the key isolation
service in lsass reads those of CNG); lolbas-project.github.io (tools of Windows that copy); MITRE ATT&CK T1552.004.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.kind import Site
from codesignrisk_core.model import Report
from codesignrisk_core.process import writer
from codesignrisk_core.trust import file_kinds, key_places, places

# Programs that do nothing but carry files to other hosts and stores; T1048, T1567.002.
_SENDERS = frozenset(
    """rclone winscp pscp psftp scp sftp rsync ftp tftp nc ncat netcat azcopy s3cmd s5cmd gsutil megacmd megaclient
    mega-put restic filezilla freefilesync""".split()
)
# Tools of Windows that copy or pack files and use no keys themselves.
_COPIERS = frozenset("esentutl robocopy xcopy cmd ntdsutil diskshadow makecab tar expand extrac32 findstr".split())
_ARCHIVER = "archiver"
# PowerShell copies, too, but the keys of old providers (CryptoAPI) are read by whoever uses them.
_SHELLS = frozenset({"powershell", "pwsh", "powershell_ise"})
_READ_BY_USERS = "\\microsoft\\crypto\\rsa\\"
# AppData holds programs, too: a folder for each product (learn.microsoft.com, per-user installations), but for Temp.
_INSTALLED_BY_USER = re.compile(r"\\appdata\\local\\(?!temp\\)[^\\]+\\")


def judge(path: str, image: str, site: Site) -> Report:
    """What it means that a program reads a file. path: normalised. An empty report means: nothing.

    Told is a sender of files, or a program that lies where any may write; of containers, one that copies. A client of
    the web reads its own key, so curl and its like are no senders.
    """
    report = Report()
    sends, contained = paths.stem(image) in _SENDERS, key_places.is_key_folder(path)
    is_key = contained or paths.extension(path) in file_kinds.PRIVATE_KEYS
    reader = paths.normal(image)
    # Programs that a user installed for themselves use that user's own containers.
    at_home = contained and places.profile(reader) == places.profile(path) != "" and _INSTALLED_BY_USER.search(reader)
    copies = contained and _copies(reader, site)
    if is_key and (sends or copies or (places.is_exposed(reader) and not at_home)):
        report.action = "read_key_file"
        report.files.append(path)
        if contained and not (paths.stem(reader) in _SHELLS and _READ_BY_USERS in path):
            report.add("key_containers", f"{paths.stem(image)} reads what the system keeps keys in: {paths.base(path)}")
        else:
            report.add("read_key_file", f"{paths.stem(image)} reads the key file {paths.base(path)}")
        if sends:
            report.add("reader_sends", f"{paths.stem(image)} is there to send files to other hosts")
        writer.judge(report, image, site.parents)
    return report


def _copies(reader: str, site: Site) -> bool:
    name = paths.stem(reader)
    return name in _COPIERS or name in _SHELLS or site.parents.classify(reader).parent_class == _ARCHIVER
