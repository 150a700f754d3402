"""Places that software management, installers and tools of developers fill themselves. Paths are normalised."""

from __future__ import annotations

import re

from codesignrisk_core.needles import holds
from codesignrisk_core.trust import places

# Folders that software management fills, and shares that every host of a domain reads its scripts from: only
# administrators write there. Sources: Configuration Manager and Intune (ccmcache, IMECache), Windows Setup, PDQ Deploy,
# Octopus Deploy, Jamf, Munki, Puppet, Chef, Ansible, Tanium, BigFix, Microsoft Deployment Toolkit,
# task sequences; A: is the floppy of an unattended installation (packer).
_MANAGED = (
    "\\windows\\ccmcache\\",
    "\\windows\\imecache\\",
    "\\windows\\setup\\",
    "\\pdqdeployrunner\\",
    "\\octopus\\work\\",
    "\\octopus\\applications\\",
    "\\opscode\\chef\\",
    "\\puppet labs\\",
    "/.ansible/tmp/ansible-tmp-",
    "/application support/jamf/",
    "/managed installs/",
    "/opt/puppetlabs/",
    "/var/chef/",
    "\\program files (x86)\\tanium\\tanium client\\downloads\\action_",
    "\\program files\\tanium\\tanium client\\downloads\\action_",
    "\\program files (x86)\\bigfix enterprise\\bes client\\__besdata\\",
)
_MANAGED_ROOT = re.compile(
    r"^(?:[ab]:\\|\\\\[^\\]+\\(?:netlogon|sysvol|deploymentshare\$)\\|[a-z]:\\(?:_smstasksequence|minint)\\)"
)
# Where agents of remote management unpack what they run: Datto RMM, NinjaOne (the vendors' guides on components and
# scripts).
_AGENT_PACKAGES = re.compile(
    r"[a-z]:\\programdata\\(?:centrastage\\packages\\[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}#|ninjarmmagent\\scripting)\\"
)
# Where tools for developers keep the certification authority that they make themselves. Sources: READMEs of mkcert,
# devcert, Laravel Valet and Herd, Symfony CLI, Caddy, Lando, office-addin-dev-certs, dotnet dev-certs.
_DEVELOPMENT_CA = (
    "/mkcert/rootca.pem",
    "/devcert/certificate-authority/",
    "/valet/ca/",
    "/.symfony5/certs/",
    "/caddy/pki/authorities/local/",
    "/.lando/certs/",
    "/.office-addin-dev-certs/",
    "/.aspnet/https/",
)
# Where installers unpack what they bring: NSIS (nsisdir) and Inno Setup ({tmp}).
_UNPACKED = re.compile(r"\\temp\\(?:ns[a-z0-9]{4,6}|is-[a-z0-9]{5})\.tmp\\")


def is_managed(path: str) -> bool:
    """Whether a normalised path is in a folder or share of software management or of an unattended installation."""
    if _MANAGED_ROOT.match(path) is not None:
        return True
    imitated = "\\" in path and places.is_user_writable(path)  # C:\\Users\\Public\\Windows\\ccmcache
    return not imitated and holds(path, _MANAGED)


def package_of_agent(text: str) -> str:
    """The folder of a package that an agent of remote management runs as SYSTEM, as a lower-case line names it, or "".

    Any user may make such a folder: it counts only with what runs out of it.
    """
    found = _AGENT_PACKAGES.search(text)
    return found.group(0) if found else ""


def is_development_authority(path: str) -> bool:
    """Whether a normalised path is the certificate of an authority that a tool for developers made on this host."""
    slashed = path.replace("\\", "/")
    return holds(slashed, _DEVELOPMENT_CA)


def is_unpacked(path: str) -> bool:
    """Whether a normalised path is in the temporary folder of an installer (NSIS, Inno Setup)."""
    return _UNPACKED.search(path) is not None
