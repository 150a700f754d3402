"""Certificates into and out of stores: the PKI cmdlets, the Cert: drive, and .NET's X509Store."""

from __future__ import annotations

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, CertificatePath, Judge, Session, bind, certificate_path
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import EMPTY, Statement, Value
from codesignrisk_core.rules import passwords, store_changes
from codesignrisk_core.trust import file_kinds, stores


def _import_certificate(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    named = bound.value("certstorelocation")
    store = certificate_path(session.resolve(named.text or "."))
    if store is None and (named is EMPTY or statement.function):
        return  # outside the Cert: drive the cmdlet fails; in a definition, callers say which store
    report.action = "add_to_store"
    _judge_write(report, store, "a certificate")
    arguments.add_inputs(
        report,
        arguments.files_of(bound.value("filepath") if bound.value("filepath").text else statement.input, session),
    )


def _import_pfx(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    named = bound.value("certstorelocation")
    store = certificate_path(session.resolve(named.text or "."))
    if store is None and statement.function:
        return
    report.action = "import_pfx"
    report.flags.add("CertImport")
    if store is not None and store.store:
        store_changes.judge_import_key(report, NAME, store.location, store.store)
    else:
        report.add("import_pfx", f"{NAME} imports a key file into a store that the script does not name")
    operand = bound.value("filepath")
    arguments.add_inputs(report, arguments.files_of(operand if operand.text else statement.input, session))
    _judge_password(report, bound.value("password"))


def _judge_write(report: Report, store: CertificatePath | None, what: str, certificate: str = "") -> None:
    if store is not None and store.store:
        store_changes.judge_add(report, NAME, store.location, store.store, what, certificate)
    else:
        report.flags.add("CertImport")
        report.add("add_to_store_other", f"{NAME} adds {what} to a store that the script does not name")


def _judge_password(report: Report, password: Value) -> None:
    if arguments.is_literal(password):
        passwords.judge_secret(report, password.text, "the password of the key file")


def _move_or_copy(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    target = certificate_path(session.resolve(bound.value("destination").text)) if bound is not None else None
    if bound is None or target is None or not target.store:
        return
    report.action = "add_to_store"
    source = bound.value("path", "literalpath")
    origin = arguments.certificate_origin(source if source.text else statement.input, session)
    report.thumbprint = origin.thumbprint if origin is not None else ""
    certificate = arguments.proven_certificate(source if source.text else statement.input, session)
    _judge_write(report, target, "a certificate", certificate)


def _new_item(report: Report, statement: Statement, session: Session) -> None:
    """New-Item on the Cert: drive makes a store, no certificate; one of a trusted name is still a write to it."""
    bound = bind(statement)
    target = certificate_path(session.resolve(bound.value("path").text)) if bound is not None else None
    if target is not None and target.store:
        report.action = "add_to_store"
        _judge_write(report, target, "a certificate")


def _remove_item(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    source = bound.value("path", "literalpath")
    _judge_delete(report, arguments.certificate_origin(source if source.text else statement.input, session))


def _judge_delete(report: Report, store: CertificatePath | None) -> None:
    if store is None or not store.store:
        return
    store_changes.judge_delete(report, NAME, store.location, store.store, store.thumbprint)


def _dotnet_store(receiver: Value | None, session: Session) -> CertificatePath | None:
    """The store that an X509Store object stands for, or an item of the Cert: drive."""
    kind, args = arguments.made(receiver)
    if kind == "x509store":
        # its constructors take nothing, a name or a location, both, and both with flags
        words = [_enumerated(arg, position) for position, arg in enumerate(args[:2])]
        places = {"localmachine": stores.MACHINE, "currentuser": stores.USER}
        location = next((places[word] for word in words if word in places), stores.USER)
        name = next((word for word in words if word not in places), "my")
        return CertificatePath(location, "" if name.startswith("$") else stores.canonical(name), "")
    source = arguments.origin(receiver)
    if source is not None and source.name in ("get-item", "get-childitem"):
        return arguments.certificate_origin(receiver, session)
    return None


# Members of StoreName and StoreLocation by their numbers.
_STORE_NUMBERS = dict(
    zip("12345678", "addressbook authroot ca disallowed my root trustedpeople trustedpublisher".split())
)
_LOCATION_NUMBERS = {"1": "currentuser", "2": "localmachine"}


def _enumerated(value: Value, position: int) -> str:
    """A member of StoreName or StoreLocation, by name or number; position: among the constructor's arguments."""
    word = arguments.member(value).rpartition("]")[2].strip()
    if position == 1 or "storelocation" in value.raw.lower():
        return _LOCATION_NUMBERS.get(word, word)
    return _STORE_NUMBERS.get(word, word)


def _install_package(report: Report, _statement: Statement, _session: Session) -> None:
    report.add("package_installed", f"{NAME} installs a package in the same script")


def _add(report: Report, statement: Statement, session: Session) -> None:
    store = _dotnet_store(statement.receiver, session)
    if store is None or (not store.store and statement.function):
        return
    report.action = "add_to_store"
    only = statement.args[0] if len(statement.args) == 1 else None
    report.thumbprint = arguments.proven_certificate(only, session)
    _judge_write(report, store, "a certificate", report.thumbprint)
    for arg in statement.args:
        kind, made_of = arguments.made(arg)
        if kind in _CERTIFICATE_CLASSES and made_of and arguments.is_literal(made_of[0]):
            arguments.add_inputs(report, [paths.normal(made_of[0].text, session.cwd)])
        elif kind in _CERTIFICATE_CLASSES and made_of:
            arguments.add_inputs(report, arguments.contents(made_of[0], session))


def _remove(report: Report, statement: Statement, session: Session) -> None:
    _judge_delete(report, _dotnet_store(statement.receiver, session))


_CERTIFICATE_CLASSES = frozenset({"x509certificate", "x509certificate2", "x509certificate2collection"})


def _load(report: Report, kind: str, args: tuple[Value, ...], session: Session) -> None:
    """``X509Certificate2(file, password)`` and ``.Import(file, password)``: a key file is opened."""
    if kind not in _CERTIFICATE_CLASSES or not args:
        return
    if len(args) > 1:
        _judge_password(report, args[1])
    path = paths.normal(args[0].text, session.cwd)
    if args[0].made_by is None and paths.extension(path) in file_kinds.PFX:
        report.action = "read"
        arguments.add_inputs(report, [path])
        report.add("load_key_file", f"{NAME} loads the key file {paths.base(path)}")


def _construct(report: Report, statement: Statement, session: Session) -> None:
    kind, args = arguments.made(Value("", made_by=statement))
    _load(report, kind, args, session)


def _import_into_object(report: Report, statement: Statement, session: Session) -> None:
    _load(report, arguments.made(statement.receiver)[0], statement.args, session)


def _get_pfx(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    operand = bound.value("filepath", "literalpath")
    files = arguments.files_of(operand if operand.text else statement.input, session)
    report.action = "read"
    _judge_password(report, bound.value("password"))
    arguments.add_inputs(report, files)
    report.add("load_key_file", f"{NAME} loads the key file {paths.shown(files, 'that the script names')}")


def _secret(report: Report, statement: Statement, _session: Session) -> None:
    """ConvertTo-SecureString takes clear text only with -AsPlainText."""
    bound = bind(statement)
    if bound is None or not bound.has("asplaintext"):
        return
    secret = bound.value("string")
    if secret is EMPTY and statement.input is not None:
        secret = statement.input
    if arguments.is_literal(secret):
        passwords.judge_secret(report, secret.text, "a password")


def _set_location(_report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is not None:
        session.move(bound.value("path", "literalpath").text)


def _list(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    store = certificate_path(session.resolve(bound.value("path", "literalpath").text or ".")) if bound else None
    if store is not None:
        report.action = "read"
        report.store = store.label if store.store else ""
        report.thumbprint = store.thumbprint


def _read(report: Report, _statement: Statement, _session: Session) -> None:
    report.action = "read"


JUDGES: dict[str, Judge] = {
    "import-certificate": _import_certificate,
    "import-pfxcertificate": _import_pfx,
    "add-appxpackage": _install_package,
    "add-appxprovisionedpackage": _install_package,
    "move-item": _move_or_copy,
    "copy-item": _move_or_copy,
    "new-item": _new_item,
    "remove-item": _remove_item,
    ".add": _add,
    ".addrange": _add,
    ".remove": _remove,
    ".removerange": _remove,
    "::new": _construct,
    "new-object": _construct,
    ".import": _import_into_object,
    "get-pfxcertificate": _get_pfx,
    "convertto-securestring": _secret,
    "set-location": _set_location,
    "push-location": _set_location,
    "get-childitem": _list,
    "get-item": _list,
    "get-authenticodesignature": _read,
    "test-certificate": _read,
    "get-pfxdata": _read,
}
