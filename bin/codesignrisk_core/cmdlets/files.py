"""Key files as loot and cargo: searched for, copied, packed, sent away, decoded, downloaded.

What such an act means is the business of the object rules, which know it from programs that do the same. Here
PowerShell's ways are put into their words: Get-ChildItem -Recurse is ``dir /s``, an upload is ``curl -T``.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind, certificate_path
from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import archives, naming, network, search, transfer
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.powershell import parameters
from codesignrisk_core.powershell.values import Statement, Value
from codesignrisk_core.rules import catalogs, code_integrity_policy

_WEB = ("http://", "https://", "ftp://", "\\\\", "$")


def _search(report: Report, roots: list[str], patterns: list[str], session: Session, *, recursive: bool) -> None:
    """A search for names below some folders, as dir would make it."""
    if not any(naming.kinds(pattern) for pattern in patterns):
        return
    first, *more = sorted(patterns, key=lambda pattern: not naming.kinds(pattern))
    words = [f"{root}\\{first}" if root else first for root in roots or [""]]
    words += [f"{roots[0]}\\{pattern}" if roots and roots[0] else pattern for pattern in more]
    searched = Report()
    search.judge(searched, Line("dir", ("/s", *words) if recursive else tuple(words), session.cwd, False))
    for finding in searched.findings:
        report.add(finding.indicator, re.sub(r"^dir\b", NAME, finding.sentence))
    report.action = report.action or searched.action


def _list(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None or not _is_on_disk(bound, session):
        return
    named = [value.text for value in bound.value("path", "literalpath").each if value.text]
    patterns = [value.text for name in ("filter", "include") for value in bound.value(name).each if value.text]
    if patterns:
        roots = [root.rstrip("*").rstrip("\\/") for root in named]
    else:
        roots, patterns = [], [path for path in named if naming.has_wildcard(path)]
    _search(report, roots, patterns, session, recursive=_is_deep(bound))


def _filter(report: Report, statement: Statement, session: Session) -> None:
    """``Get-ChildItem -Recurse | Where-Object { $_.Extension -eq '.pfx' }``"""
    source = arguments.origin(statement.input)
    bound = bind(source) if source is not None and source.name == "get-childitem" else None
    if bound is None or not _is_on_disk(bound, session):
        return
    endings = arguments.wildcards(statement)
    roots = [value.text.rstrip("\\/") for value in bound.value("path", "literalpath").each if value.text]
    _search(report, roots, endings, session, recursive=_is_deep(bound))


def _is_on_disk(bound: parameters.Bound, session: Session) -> bool:
    return certificate_path(session.resolve(bound.value("path", "literalpath").text or ".")) is None


def _is_deep(bound: parameters.Bound) -> bool:
    return bound.has("recurse") or bool(bound.value("depth").text)


def _list_dotnet(report: Report, statement: Statement, session: Session) -> None:
    """``[IO.Directory]::GetFiles(root, pattern, 'AllDirectories')``"""
    if len(statement.args) > 1:
        deep = len(statement.args) > 2 and arguments.member(statement.args[2]) in ("alldirectories", "1")
        root = statement.args[0].text.rstrip("\\/")
        _search(report, [root], [statement.args[1].text], session, recursive=deep)


def _copy(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    source = bound.value("path", "literalpath")
    files = arguments.files_of(source if source.text else statement.input, session)
    transfer.move(report, NAME, files, bound.value("destination").text, session.cwd)


def _copy_dotnet(report: Report, statement: Statement, session: Session) -> None:
    """``[IO.File]::Copy(source, destination)`` and Move."""
    if statement.receiver is not None and arguments.short_type(statement.receiver.text) == "file":
        source, target = [*(arg.text for arg in statement.args[:2]), "", ""][:2]
        transfer.move(report, NAME, [source], target, session.cwd)


def _remove(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        source = bound.value("path", "literalpath")
        files = arguments.files_of(source if source.text else statement.input, session)
        code_integrity_policy.judge(report, NAME, files, session.cwd)
        catalogs.judge_deleted(report, NAME, files, session.cwd)


def _archive(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    source = bound.value("path", "literalpath")
    files = arguments.files_of(source if source.text else statement.input, session)
    target = bound.value("destinationpath").text or "archive.zip"
    archives.archive(report, Line(NAME, (*files, target), session.cwd, False))


def _select_string(report: Report, statement: Statement, session: Session) -> None:
    """Select-String over what Get-ChildItem lists, or over its own -Path."""
    header, secret = search.names_header(statement.text), search.names_signing_secret(statement.text)
    if not (header or secret):
        return
    source = arguments.origin(statement.input)
    bound = bind(source if source is not None and source.name == "get-childitem" else statement)
    if bound is not None:
        named = [value.text.rstrip("*").rstrip("\\/") for value in bound.value("path", "literalpath").each]
        roots = [paths.normal(root + ("\\" if root.endswith(":") else ""), session.cwd) for root in named if root]
        (search.judge_headers if header else search.judge_signing_secrets)(report, NAME, roots)


def _send(report: Report, files: list[str], session: Session, address: str = "") -> None:
    words = [word for path in files for word in ("-T", path)]
    if words:
        words += [address] if address else []
        network.READERS["curl"](report, Line(NAME, tuple(words), session.cwd, False))


def _fetch(report: Report, address: str, target: str, session: Session) -> None:
    if address.lower().startswith(_WEB) and (target or address):
        words = ("-o", target or paths.base(address.partition("?")[0]), address)
        network.READERS["curl"](report, Line(NAME, words, session.cwd, False))


def _web(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    sent = [*arguments.files_of(bound.value("infile"), session), *arguments.contents(bound.value("body"), session)]
    sent += [path for _, field in bound.value("form").fields for path in arguments.contents(field, session)]
    _send(report, sent, session, bound.value("uri").text)
    if not sent and bound.value("outfile").text:
        _fetch(report, bound.value("uri").text, bound.value("outfile").text, session)


def _bits(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    source = bound.value("source")
    if bound.value("transfertype").lower.startswith("upload"):
        _send(report, arguments.files_of(source if source.text else statement.input, session), session)
    else:
        _fetch(report, source.text, bound.value("destination").text, session)


def _mail(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        attached = bound.value("attachments")
        _send(report, arguments.files_of(attached if attached.text else statement.input, session), session)


def _upload_method(report: Report, statement: Statement, session: Session) -> None:
    """WebClient.UploadFile(address, [method,] file), UploadData and UploadString(address, [method,] data)."""
    if statement.args:
        last = statement.args[-1]
        _send(
            report,
            arguments.files_of(last, session) or arguments.contents(last, session),
            session,
            statement.args[0].text,
        )


def _download_method(report: Report, statement: Statement, session: Session) -> None:
    if len(statement.args) > 1:
        _fetch(report, statement.args[0].text, statement.args[1].text, session)


def _encode(report: Report, statement: Statement, session: Session) -> None:
    """Base64 of a key file: text that leaves unseen."""
    for path in [path for arg in statement.args[:1] for path in arguments.contents(arg, session)]:
        transfer.move(report, NAME, [path], "", session.cwd)


def _write_bytes(report: Report, statement: Statement, session: Session) -> None:
    if len(statement.args) > 1:
        _written(report, statement.args[0], statement.args[1], session)


def _set_content(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        content = statement.input or bound.value("value")
        _written(report, bound.value("path", "literalpath"), content, session)


def _written(report: Report, target: Value, content: Value, session: Session) -> None:
    """Bytes that become a file: decoded from text, exported from a certificate, or read from another file."""
    maker = content.made_by
    transfer.move(report, NAME, arguments.contents(content, session), target.text, session.cwd)
    if maker is not None and maker.name == "::frombase64string":
        transfer.decode(report, Line(NAME, ("-d", "-o", target.text), session.cwd, False))
    elif maker is not None and maker.name == ".export" and target.made_by is None:
        arguments.add_outputs(report, [paths.normal(target.text, session.cwd)])


JUDGES: dict[str, Judge] = {
    "get-childitem": _list,
    "where-object": _filter,
    "select-string": _select_string,
    "::getfiles": _list_dotnet,
    "::enumeratefiles": _list_dotnet,
    "copy-item": _copy,
    "move-item": _copy,
    "::copy": _copy_dotnet,
    "::move": _copy_dotnet,
    "remove-item": _remove,
    "compress-archive": _archive,
    "invoke-webrequest": _web,
    "invoke-restmethod": _web,
    "start-bitstransfer": _bits,
    "send-mailmessage": _mail,
    ".uploadfile": _upload_method,
    ".uploadfileasync": _upload_method,
    ".uploaddata": _upload_method,
    ".uploadstring": _upload_method,
    ".downloadfile": _download_method,
    ".downloadfileasync": _download_method,
    "::tobase64string": _encode,
    "::writeallbytes": _write_bytes,
    "set-content": _set_content,
}
