"""Tools under another name, told by their grammar alone: for sensors that report no original file name.

Security 4688 and Falcon show what the file is called and nothing more. A line counts here only when it reads as a whole
line of one tool: a verb or option that no other program is known to have, in its place, with what belongs to it.
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.needles import holds
from codesignrisk_core.tools import certificate_theft, certmgr, certutil, crossplatform, makecert, secure_boot, signtool
from codesignrisk_core.trust import file_kinds, stores

# Verbs of certutil that change stores or move keys, and its options that may stand before them.
_CERTUTIL_VERBS = frozenset(
    """addstore exportpfx importpfx mergepfx convertepf dspublish delstore viewdelstore repairstore backupkey
    generatesstfromwu syncwithwu importkms""".split()
)
# Verbs that fetch and decode: the tool's own with an address or two files; what they bring decides (tools.certutil).
_CERTUTIL_FETCHES = frozenset({"urlcache", "decode", "decodehex"})
_CERTUTIL_FLAGS = frozenset("f v gmt seconds silent split user enterprise grouppolicy service unicode".split())
_CERTUTIL_VALUED = frozenset({"p", "csp", "dc", "config", "t"})
_FETCH_OPERANDS = 2
_SIGNTOOL_CODE = frozenset("exe dll sys msi msix appx cab cat ocx scr ps1 vbs js xll".split())
_SIGNTOOL_OWN = frozenset({"fd", "tr", "td", "sha1", "ac", "kc", "dlib", "sm"})
_MAKECERT_OWN = frozenset({"ss", "sv", "sky", "sr", "eku", "pe", "iv", "ic", "in", "is", "sk"})
_CERTIFY_OWN = ("ca", "template", "vulnerable", "altname", "onbehalfof", "enrollcert")
# GhostPack/SharpDPAPI, README: the command certificates.
_SHARPDPAPI_OWN = frozenset({"machine", "unprotect", "pvk", "showall", "mkfile", "cng", "capi"})
_SHARPDPAPI_ALL = _SHARPDPAPI_OWN | {"target", "server", "password", "ntlm", "credkey", "rpc", "dc"}
# zblurx/dploot, README: certificates of users and of machines on other hosts, by a logon.
_DPLOOT_VERBS = frozenset({"certificates", "machinecertificates"})
_DPLOOT_LOGON = frozenset({"p", "password", "hashes", "k", "aeskey", "no-pass"})
_DPLOOT_ALL = _DPLOOT_LOGON | frozenset(
    """d domain u username t target dc-ip quiet pvk mkfile passwords nthashes export-triage export-pem outputdir
    root use-kcache debug""".split()
)
# eladshamir/Whisker, README.
_WHISKER_VERBS = frozenset({"add", "remove", "clear", "list"})
_WHISKER_ALL = frozenset({"target", "domain", "dc", "path", "password", "deviceid"})
# hfiref0x/KDU, README.
_KDU_ACTS = frozenset({"map", "dse", "ps", "pse", "dmp"})
_CERTIFY_VERBS = frozenset(
    {"find", "request", "cas", "request-agent", "request-onbehalf", "enum-templates", "enum-cas"}
)


def tool_of(command: Command) -> Tool | None:
    """The tool whose whole grammar the line has, or None. For programs that no name tells.

    A few substring checks for nearly every line.
    """
    words = command.args
    if len(words) < 2 or command.image.startswith("/"):
        return None
    lower = command.line.lower()
    if not holds(lower, MARKS):
        return None
    return next((_TOOLS[name] for name, fits in _SHAPES if fits(words)), None)


def _is_certutil(words: tuple[Token, ...]) -> bool:
    """Options of certutil up to a verb of its own, and an operand."""
    index = 0
    while index < len(words):
        name = options.name(words[index])
        if name in _CERTUTIL_VERBS:
            return any(not options.name(word) for word in words[index + 1 :])
        if name in _CERTUTIL_FETCHES:
            names = [options.name(word) for word in words[index + 1 :]]
            return names.count("") == _FETCH_OPERANDS and _CERTUTIL_FLAGS.issuperset(filter(None, names))
        if name not in _CERTUTIL_FLAGS and name not in _CERTUTIL_VALUED:
            return False
        index += 2 if name in _CERTUTIL_VALUED else 1
    return False


def _is_signtool(words: tuple[Token, ...]) -> bool:
    """``sign`` with options that all are signtool's, one of them its own, and code as the last operand."""
    if (options.name(words[0]) or words[0].lower) != "sign":
        return False
    parsed = options.parse(words[1:], signtool.SIGN_OPTIONS)
    known = signtool.SIGN_OPTIONS | signtool.SIGN_SWITCHES
    key_file = paths.extension(parsed.value("f")) in file_kinds.PFX and parsed.has("p", "t")
    return (
        (key_file or parsed.has(*_SIGNTOOL_OWN))
        and all(option.name in known for option in parsed.options)
        and all(not option.token.text.startswith("--") for option in parsed.options)
        and bool(parsed.operands)
        and paths.extension(parsed.operands[-1].text) in _SIGNTOOL_CODE
    )


def _is_certmgr(words: tuple[Token, ...]) -> bool:
    """``-add`` or ``-del`` before any operand, and a system store: ``-s``, and a location or a trusted store."""
    names = [options.name(word) for word in words]
    before = names.index("") if "" in names else len(names)
    if not {"add", "del"} & set(names[:before]) or "s" not in names:
        return False
    texts = [word.lower for word in words]
    return any(text in ("localmachine", "currentuser") for text in texts) or any(
        stores.is_trusted(stores.canonical(text)) for text in texts[names.index("s") + 1 :]
    )


def _is_makecert(words: tuple[Token, ...]) -> bool:
    """Options of makecert's own with a name, and no operand but the file that is made, at the end."""
    if not any("cn=" in word.lower for word in words):
        return False
    parsed = options.parse(words, makecert.VALUED, attached=":")
    if parsed.operands not in ((), words[-1:]):
        return False
    named = parsed.value("n").lower().lstrip("\"' ").startswith("cn=")
    return named and parsed.has(*_MAKECERT_OWN) and all(not word.text.startswith("--") for word in words)


def _is_certify(words: tuple[Token, ...]) -> bool:
    if words[0].lower not in _CERTIFY_VERBS:
        return False
    names = {options.name(word).partition(":")[0].partition("=")[0] for word in words[1:]}
    slashes = all(word.text.startswith(("/", "--")) for word in words[1:2])
    return slashes and not names.isdisjoint(_CERTIFY_OWN)


def _is_certstealer(words: tuple[Token, ...]) -> bool:
    """``--export pfx <thumbprint>``."""
    return options.name(words[0]) == "export" and len(words) > 2 and len(stores.thumbprint(words[2].text)) == 40


def _is_sharpdpapi(words: tuple[Token, ...]) -> bool:
    """``certificates`` with options of SharpDPAPI's own; /machine alone is a word of others too."""
    if words[0].lower != "certificates" or len(words) < 2:
        return False
    names = {options.name(word).partition(":")[0] for word in words[1:]}
    return "" not in names and names <= _SHARPDPAPI_ALL and not names.isdisjoint(_SHARPDPAPI_OWN)


def _is_dploot(words: tuple[Token, ...]) -> bool:
    """``machinecertificates -d DOMAIN -u USER -p PASSWORD HOST``: the verb, a user, what opens the account, no more."""
    if words[0].lower not in _DPLOOT_VERBS:
        return False
    names = {name for word in words[1:] if word.text.startswith("-") and (name := options.name(word))}
    return names <= _DPLOOT_ALL and not names.isdisjoint(_DPLOOT_LOGON) and not names.isdisjoint({"u", "username"})


def _is_whisker(words: tuple[Token, ...]) -> bool:
    """``add /target:NAME`` with another option of Whisker's, and nothing else."""
    if words[0].lower not in _WHISKER_VERBS or len(words) < 3:
        return False
    names = {options.name(word).partition(":")[0] for word in words[1:]}
    colons = all(":" in word.text for word in words[1:])
    return (
        colons
        and "target" in names
        and names <= _WHISKER_ALL
        and not names.isdisjoint(_WHISKER_ALL - {"target", "path"})
    )


def _is_kdu(words: tuple[Token, ...]) -> bool:
    """A provider by its number, and what KDU is to do with it: ``-prv 1 -map a.sys``, ``-prv 54 -dse 0``."""
    given = {options.name(word): after.text for word, after in zip(words, words[1:])}
    number = given.get("prv", "")
    return number.isascii() and number.isdecimal() and not _KDU_ACTS.isdisjoint(given)


def _is_nuget(words: tuple[Token, ...]) -> bool:
    """``sign PACKAGE.nupkg -CertificatePath FILE``, or another certificate of its own options."""
    if words[0].lower != "sign" or not any(paths.extension(word.text) == "nupkg" for word in words):
        return False
    return any(options.name(word).startswith("certificate") for word in words)


_SHAPES: tuple[tuple[str, Callable[[tuple[Token, ...]], bool]], ...] = (
    ("certutil", _is_certutil),
    ("signtool", _is_signtool),
    ("certmgr", _is_certmgr),
    ("makecert", _is_makecert),
    ("certify", _is_certify),
    ("certstealer", _is_certstealer),
    ("sharpdpapi", _is_sharpdpapi),
    ("dploot", _is_dploot),
    ("whisker", _is_whisker),
    ("kdu", _is_kdu),
    ("nuget", _is_nuget),
)
_TOOLS = {
    tool.name: tool
    for tool in (
        *certutil.TOOLS,
        *signtool.TOOLS,
        *certmgr.TOOLS,
        *makecert.TOOLS,
        *certificate_theft.TOOLS,
        *secure_boot.TOOLS,
        *crossplatform.TOOLS,
    )
}
MARKS = (
    *_CERTUTIL_VERBS,
    "urlcache",
    "-decode",
    "/decode",
    *(f"{dash}{verb}" for verb in ("add", "del") for dash in ("/", "-")),
    *("sign", "cn=", "export", "certificates", "/target:", "-prv ", "/prv "),
    *_CERTIFY_OWN[1:],
    "ca:",
)
WORDS = (
    *(option.replace("-", " ") for option in secure_boot.OPTIONS),
    *_CERTUTIL_VERBS,
    "urlcache",
    *(f"{verb} {place}" for verb in ("add", "del") for place in ("localmachine", "currentuser", *stores.TRUSTED)),
    *(f"cn {option}" for option in _MAKECERT_OWN),
    *(f"{verb} {option}" for verb in ("find", "request", "cas", "enum") for option in _CERTIFY_OWN),
    "export pfx",
    *(
        f"{verb} target {option}"
        for verb in ("add", "remove", "clear", "list")
        for option in ("domain", "dc", "deviceid")
    ),
    *(f"prv {act}" for act in sorted(_KDU_ACTS)),
    *(f"certificates {option}" for option in sorted(_SHARPDPAPI_OWN)),
    "machinecertificates",
    "certificates u d",
)
"""One of these stands on every such line (model.Tool, words), but for those with sign, which is a tool's own name."""
