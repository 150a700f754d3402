"""Who writes certificates, keys and drivers: programs whose work that is, and those that have no business with them."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.kind import Site
from codesignrisk_core.model import Report
from codesignrisk_core.process import writer
from codesignrisk_core.trust import anchors, file_kinds, places, usages

# Files that another host writes through a share: the SMB server is part of the kernel (srv2.sys).
KERNEL = "system"
"""The image of the kernel's own process."""
# Tools whose work it is to write such files, for those that no parent class names.
_CERTIFICATE_TOOLS = frozenset("certutil certreq certmgr makecert pvk2pfx cert2spc openssl keytool signtool".split())

# Certificates for tests lie in many projects. Names: git-scm.com, subversion.apache.org, mercurial-scm.org, TFVC.
_VERSION_CONTROL = frozenset({"git", "git.exe", "svn", "svn.exe", "hg.exe", "tf.exe"})

# Clients of ACME (RFC 8555), which renew certificates of web servers and keep them with their keys.
_RENEWERS = frozenset("wacs certbot lego certify.service certify.cli certifytheweb caddy acme-dns traefik".split())
# Classes of programs that nobody has put there to handle certificates, or that others have taken over.
NOBODYS = frozenset({"user_writable", "exploit", "script_host", "fake_tool"})
# Classes of programs that run other people's code; some of them save what their user asks them to.
_RUNS_CODE = frozenset({"exploit", "script_host"})
_SAVES_FILES = frozenset({"outlook.exe", "rundll32.exe"})
# What people, and scripts of theirs, bring files to Linux's trust anchors with. update-ca-certificates renames the
# bundle that it has made, and has the links by hash made.
_BY_HAND = frozenset(
    """cp mv ln install tee dd rsync scp sftp-server curl wget cat sed tar unzip busybox openssl vi vim vim.basic nano
    sh bash dash zsh ash""".split()
)
_MAKES_BUNDLES = frozenset({"mv", "ln", "openssl"})
_ANSIBLE = ".ansible_tmp"
_PRODUCT = re.compile(r"^[a-z]:\\program files(?: \(x86\))?\\([^\\]+)\\")


def is_kernel(image: str) -> bool:
    """Whether the System process writes, as it does for other hosts."""
    return paths.normal(image) == KERNEL


def class_of(image: str, site: Site) -> str:
    """The class of who writes; the System process writes for another host, through a share."""
    return "remote" if is_kernel(image) else site.parents.classify(image).parent_class


def _is_hidden(written: str, writer_name: str) -> bool:
    """Whether a file has a hidden name; Ansible writes to one first (ansible, module_utils/basic.py, atomic_move)."""
    return written[:1] == "." and not (written.startswith(_ANSIBLE) and writer_name.startswith("python"))


def judge_anchor(report: Report, path: str, image: str, site: Site) -> None:
    """Add that a file among the trust anchors of Linux was put there past the package manager and the programs that
    keep them: by somebody's hand, or by a program in nobody's place. path: normalised.
    """
    if not anchors.is_anchor(path):
        return
    name = paths.base(image)
    by_hand = name in _BY_HAND and not (name in _MAKES_BUNDLES and anchors.is_bundle(path))
    if by_hand or site.parents.classify(image).parent_class in NOBODYS or _is_hidden(paths.base(path), name):
        if not report.action:  # of a drop
            report.action = "add_to_store"
        report.store = f"{anchors.LOCATION}\\{anchors.STORE}"
        report.add("add_trust_anchor", f"{name} puts a certificate among the trust anchors")


def judge(report: Report, path: str, image: str, site: Site) -> None:
    """Add who writes a file of which something is said: those that do so for a living, and those that have no business
    with certificates. path: normalised.
    """
    kind = site.parents.classify(image).parent_class
    name, written = paths.base(image), paths.base(path)
    dropped = report.action == "certificate_drop" and paths.extension(path) in file_kinds.CERTIFICATES
    if dropped and kind in _RUNS_CODE and name not in _SAVES_FILES and places.is_exposed(path):
        report.add("drop_certificate_odd", f"{name} has no business with certificates")
    elif report.action == "certificate_drop" and kind in NOBODYS and places.is_hidden(path):
        report.add("drop_certificate_odd", f"{name} puts a certificate where nobody looks")
    signs_code = paths.extension(path) in file_kinds.PEM and usages.signs_code(written)
    if signs_code and kind in NOBODYS and places.is_drop(path):
        report.add("planted_key", f"{written} has the name of a key that signs code, where everybody can write")
    if name in _VERSION_CONTROL and not places.is_exposed(paths.normal(image)):
        report.add("writer_version_control", f"{name} checks out what a project keeps")
    if paths.stem(image) in _RENEWERS and not places.is_exposed(paths.normal(image)):
        report.add("writer_own_folder", f"{name} keeps the certificates of web servers")
    own = _PRODUCT.match(paths.normal(image))
    if own and f"\\{own.group(1)}\\" in path[2:]:
        report.add("writer_own_folder", f"{name} writes to the folder of its own product")
    if not writer.judge(report, image, site.parents) and report.tool in _CERTIFICATE_TOOLS:
        report.add("writer_certificate_tool", f"written by {paths.stem(image)}, a certificate tool")
