"""Which parameter of a cmdlet an argument belongs to.

Names may be shortened as long as they stay unambiguous (learn.microsoft.com about_Parameters); the tables hold what
the cmdlets' own pages on learn.microsoft.com say of names, switches and positions.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.powershell.values import EMPTY, Statement, Value

# Common parameters and their aliases: learn.microsoft.com about_CommonParameters
_COMMON = {
    name: name
    for name in """confirm debug erroraction errorvariable informationaction informationvariable outbuffer outvariable
    pipelinevariable progressaction verbose warningaction warningvariable whatif""".split()
}
_COMMON.update(
    cf="confirm",
    db="debug",
    ea="erroraction",
    ev="errorvariable",
    infa="informationaction",
    iv="informationvariable",
    ob="outbuffer",
    ov="outvariable",
    pv="pipelinevariable",
    proga="progressaction",
    vb="verbose",
    wa="warningaction",
    wv="warningvariable",
    wi="whatif",
)
_COMMON_SWITCHES = frozenset({"confirm", "debug", "verbose", "whatif"})


class Cmdlet(NamedTuple):
    """positional: names in the order of positions. valued, switches: the other names. aliases: other names of them."""

    positional: tuple[str, ...] = ()
    valued: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    aliases: dict[str, str] = {}  # noqa: RUF012  (a constant of a table, never changed)


class Bound(NamedTuple):
    """The parameters of a statement by full name, and operands that no position takes."""

    parameters: dict[str, Value]
    rest: tuple[Value, ...]

    def value(self, *names: str) -> Value:
        """The value of the first of these parameters that is there, or EMPTY."""
        return next((self.parameters[name] for name in names if name in self.parameters), EMPTY)

    def has(self, name: str) -> bool:
        """Whether the parameter is there and not ``:$false``."""
        return name in self.parameters and self.parameters[name].lower != "$false"


def _of(positional: str = "", valued: str = "", switches: str = "", **aliases: str) -> Cmdlet:
    return Cmdlet(tuple(positional.split()), tuple(valued.split()), tuple(switches.split()), aliases)


_ITEM = {"switches": "force recurse passthru container", "valued": "literalpath filter include exclude credential"}
_WEB = """method body infile outfile headers contenttype useragent credential proxy timeoutsec form websession
    sessionvariable"""
_WEB_SWITCHES = "usebasicparsing usedefaultcredentials passthru disablekeepalive skipcertificatecheck"

CMDLETS: dict[str, Cmdlet] = {
    "import-certificate": _of("filepath", "certstorelocation", fullname="filepath"),
    "convertfrom-cipolicy": _of("xmlfilepath binaryfilepath"),
    "set-ruleoption": _of("filepath option"),
    "register-psrepository": _of("name sourcelocation", "installationpolicy publishlocation scriptsourcelocation"),
    "set-psrepository": _of("name sourcelocation", "installationpolicy publishlocation scriptsourcelocation"),
    "register-psresourcerepository": _of("name uri", "priority credentialinfo apiversion", "trusted force psgallery"),
    "set-psresourcerepository": _of("name", "uri priority credentialinfo apiversion", "trusted passthru"),
    "install-module": _of(
        "name",
        "repository minimumversion maximumversion requiredversion scope credential proxy proxycredential",
        "force skippublishercheck allowclobber acceptlicense allowprerelease passthru",
    ),
    "set-securebootuefi": _of("name", "time contentfilepath signedfilepath content outputfilepath", "appendwrite"),
    "import-pfxcertificate": _of(
        "filepath certstorelocation", "password", "exportable protectprivatekey", fullname="filepath"
    ),
    "select-string": _of(
        "pattern path", "literalpath include exclude context encoding", "quiet list simplematch allmatches notmatch"
    ),
    "backup-caroleservice": _of("path", "password", "databaseonly force incremental keeplog keyonly"),
    "export-pfxcertificate": _of(
        "cert filepath",
        "pfxdata password protectto chainoption cryptoalgorithmoption",
        "force noclobber noproperties",
    ),
    "export-certificate": _of("", "cert filepath type", "force noclobber"),
    "new-selfsignedcertificate": _of(
        "",
        """securitydescriptor textextension extension hardwarekeyusage keyusageproperty keyusage keyprotection
        keyexportpolicy keylength keyalgorithm keylocation signerreader reader signerpin pin keydescription
        keyfriendlyname container provider curveexport keyspec type friendlyname notafter notbefore serialnumber
        subject dnsname suppressoid hashalgorithm signer clonecert certstorelocation""",
        "smimecapabilities existingkey alternatesignaturealgorithm testroot",
    ),
    "new-selfsignedcertificateex": _of(
        "subject",
        """notbefore notafter serialnumber providername algorithmname keylength keyspec enhancedkeyusage keyusages
        subjectalternativename isca pathlength customextension signaturealgorithm friendlyname storelocation storename
        path password""",
        "allowsmime exportable",
        eku="enhancedkeyusage",
        ku="keyusages",
        san="subjectalternativename",
    ),
    "set-authenticodesignature": _of(
        "filepath certificate",
        "includechain timestampserver hashalgorithm sourcepathorextension content literalpath",
        "force",
        pspath="literalpath",
    ),
    "get-pfxcertificate": _of("filepath", "literalpath password", "nopromptforpassword", pspath="literalpath"),
    "move-item": _of("path destination", **_ITEM, pspath="literalpath"),
    "copy-item": _of("path destination", "fromsession tosession " + _ITEM["valued"], _ITEM["switches"]),
    "remove-item": _of("path", "stream " + _ITEM["valued"], "deletekey " + _ITEM["switches"], pspath="literalpath"),
    "add-windowsdriver": _of("", "driver path", "online recurse forceunsigned"),
    "mount-diskimage": _of("imagepath", "storagetype access", "nodriveletter passthru"),
    "unblock-file": _of("path", "literalpath", pspath="literalpath"),
    "clear-content": _of("path", "stream " + _ITEM["valued"], "force"),
    "new-item": _of("path", "name itemtype value credential", "force", type="itemtype", target="value"),
    "set-item": _of("path value", "literalpath credential type", "force passthru"),
    "get-item": _of("path", "literalpath filter include exclude credential stream", "force"),
    "get-childitem": _of(
        "path filter",
        "literalpath include exclude depth attributes",
        """recurse force name directory file hidden readonly system codesigningcert sslserverauthentication
        followsymlink""",
        s="recurse",
        r="recurse",
        ad="directory",
        af="file",
        pspath="literalpath",
    ),
    "set-location": _of("path", "literalpath stackname", "passthru"),
    "push-location": _of("path", "literalpath stackname", "passthru"),
    "set-itemproperty": _of("path name value", "literalpath type inputobject", "force passthru"),
    "rename-item": _of("path newname", "literalpath credential", "force passthru", pspath="literalpath"),
    "rename-itemproperty": _of("path name newname", "literalpath credential", "force passthru", pspath="literalpath"),
    "clear-item": _of("path", "literalpath include exclude filter", "force", pspath="literalpath"),
    "clear-itemproperty": _of("path name", "literalpath include exclude filter", "force", pspath="literalpath"),
    "remove-itemproperty": _of("path name", "literalpath include exclude filter", "force", pspath="literalpath"),
    "new-itemproperty": _of("path name", "value propertytype literalpath", "force", type="propertytype"),
    "get-content": _of(
        "path",
        "literalpath filter include exclude readcount totalcount tail delimiter encoding stream credential",
        "force wait raw asbytestream",
        head="totalcount",
        first="totalcount",
        last="tail",
    ),
    "set-content": _of("path value", "literalpath encoding stream", "force nonewline asbytestream passthru"),
    "compress-archive": _of("path destinationpath", "literalpath compressionlevel", "force update passthru"),
    "invoke-webrequest": _of("uri", _WEB, _WEB_SWITCHES),
    "invoke-restmethod": _of("uri", _WEB, _WEB_SWITCHES),
    "start-bitstransfer": _of(
        "source destination",
        "transfertype credential description displayname priority authentication",
        "asynchronous suspended",
    ),
    "send-mailmessage": _of(
        "to subject body smtpserver", "attachments from cc bcc credential port", "bodyashtml usessl"
    ),
    "convertto-securestring": _of("string securekey", "key", "asplaintext force"),
    "new-object": _of("typename argumentlist", "property comobject", "strict", args="argumentlist"),
    "invoke-wmimethod": _of("class name argumentlist", "namespace path computername credential inputobject", "asjob"),
    "invoke-cimmethod": _of(
        "classname arguments methodname",
        "namespace query inputobject computername cimsession",
        "",
        name="methodname",
    ),
    "start-process": _of(
        "filepath argumentlist",
        "workingdirectory credential verb windowstyle redirectstandardoutput redirectstandarderror",
        "wait passthru nonewwindow usenewenvironment loaduserprofile",
        args="argumentlist",
        path="filepath",
        pspath="filepath",
    ),
    "new-scheduledtaskaction": _of("execute argument workingdirectory", "id"),
    "new-service": _of(
        "name binarypathname", "displayname description startuptype credential dependson", "", path="binarypathname"
    ),
    "import-module": _of("name", "function cmdlet prefix requiredversion scope", "force global passthru"),
}


def bind(statement: Statement) -> Bound:
    """The arguments of a command by the parameters they belong to; of an unknown cmdlet by the names as written."""
    cmdlet = CMDLETS.get(statement.name, Cmdlet())
    named: dict[str, Value] = {}
    operands: list[Value] = []
    words = list(statement.args)
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if word.text == "--" and not word.quoted:  # the end of parameters
            operands += words[place:]
            break
        if not word.is_parameter:
            operands.append(word)
            continue
        name = _full_name(word.text[1:].partition(":")[0].lower(), cmdlet)
        if word.attached:
            named.setdefault(name, word.attached[0])
        elif name in cmdlet.switches or name in _COMMON_SWITCHES:
            named.setdefault(name, Value("$true"))
        elif place < len(words) and not words[place].is_parameter:
            named.setdefault(name, words[place])
            place += 1
        else:
            named.setdefault(name, EMPTY)
    free = [name for name in cmdlet.positional if name not in named]
    if "path" in free and "literalpath" in named:
        free.remove("path")
    named.update(zip(free, operands))
    return Bound(named, tuple(operands[len(free) :]))


def _full_name(written: str, cmdlet: Cmdlet) -> str:
    """The parameter that a name or the start of one stands for; as written where it stands for none, or for
    several that are alike.

    Aliases may be shortened too, and of the cmdlet's own and the common parameters the cmdlet's own win
    (github.com/PowerShell/PowerShell, MergedCommandParameterMetadata.cs, GetMatchingParameter).
    """
    own = {name: name for name in (*cmdlet.positional, *cmdlet.valued, *cmdlet.switches)}
    own.update(cmdlet.aliases)
    for names in (own, _COMMON):
        if written in names:
            return names[written]
    for names in (own, _COMMON):
        candidates = {full for name, full in names.items() if name.startswith(written)}
        if candidates:
            return candidates.pop() if len(candidates) == 1 else _likely(written, candidates, cmdlet)
    return written


def _likely(written: str, candidates: set[str], cmdlet: Cmdlet) -> str:
    """Of several parameters the one that has a position (-pa: path, not passthru). PowerShell refuses to choose, and
    what was meant is worth telling."""
    placed = [name for name in cmdlet.positional if name in candidates]
    return placed[0] if len(placed) == 1 else written
