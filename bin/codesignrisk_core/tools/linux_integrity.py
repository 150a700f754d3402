"""What keeps a Linux kernel from running foreign code: its arguments, its keyrings, the signatures of IMA and EVM.

Grammar: man pages grubby(8), kexec(8), rpm-ostree(1), sed(1), setfattr(1), keyctl(1), evmctl(1); kernel.org,
security/keys/trusted-encrypted and security/IMA-templates; Documentation/admin-guide/module-signing (keyrings).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, kernel_arguments, targets
from codesignrisk_core.trust import file_kinds, places

_LABELS = frozenset({"security.ima", "security.evm"})
_KEYRINGS = (".ima", ".evm", ".machine", ".platform", ".secondary_trusted_keys", ".builtin_trusted_keys")


def _boot(command: Command) -> Report:
    """``grubby --args=TEXT``, ``kexec --append=TEXT``, ``rpm-ostree kargs --append=TEXT``; removing is no setting."""
    report = Report()
    name = paths.stem(command.program)
    text = " ".join(word.text for word in command.args if not word.lower.startswith(("--remove-args", "--delete")))
    kernel_arguments.judge(report, name, text)
    report.tool = name if report.findings else ""
    return report


def _strip(command: Command) -> Report:
    """``setfattr -x security.ima FILE``: the signature by which the kernel knows a file is gone."""
    report = Report()
    words = [token.text for token in command.args]
    removed = [after for word, after in zip(words, words[1:]) if word in ("-x", "--remove")]
    removed += [word.partition("=")[2] for word in words if word.startswith("--remove=")]
    if not _LABELS.isdisjoint(removed):
        report.tool = "setfattr"
        report.action = "remove_signature"
        targets.add(report, *(word for word in words if word.startswith("/")), cwd=command.cwd, posix=True)
        report.add("signature_remove", f"setfattr removes the signature of {paths.shown(report.targets, 'a file')}")
    return report


def _keyring(command: Command) -> Report:
    """``keyctl padd asymmetric NAME %:.ima < FILE``, ``evmctl import FILE KEYRING``: the kernel trusts another key."""
    report = Report()
    name = paths.stem(command.program)
    words = [token.text for token in command.args]
    verb = words[0] if words else ""
    ring = next((word for word in words[1:] if word.removeprefix("%:").removeprefix("%keyring:") in _KEYRINGS), "")
    if (verb in ("padd", "add") and ring) or (name == "evmctl" and verb == "import"):
        report.tool = name
        report.action = "add_to_store"
        report.add("add_trust_anchor", f"{name} has the kernel trust another key for what it runs")
        inputs.judge(report, *(word for word in words[1:] if file_kinds.of(word)), cwd=command.cwd)
    elif name == "evmctl" and verb in ("ima_sign", "sign"):
        _sign(report, words, command.cwd)
    return report


def _sign(report: Report, words: list[str], cwd: str) -> None:
    """A file of the system that is signed with a key from a place for everybody; distributions sign what they build."""
    keys = [paths.normal(after, cwd) for word, after in zip(words, words[1:]) if word in ("-k", "--key")]
    if any(map(places.is_staging, keys)):
        report.tool = "evmctl"
        report.action = "sign"
        targets.add(report, words[-1], cwd=cwd, posix=True)
        report.add("sign_kernel_module", f"evmctl signs {paths.shown(report.targets, 'a file')} for the kernel")
        inputs.judge(report, *keys, cwd=cwd)
        targets.judge(report)


TOOLS = (
    *(Tool(name, (name,), (), _boot, POSIX, kernel_arguments.WORDS) for name in ("grubby", "kexec", "rpm-ostree")),
    Tool("setfattr", ("setfattr",), (), _strip, POSIX, ("security.ima", "security.evm")),
    *(Tool(name, (name,), (), _keyring, POSIX) for name in ("keyctl", "evmctl")),
)
