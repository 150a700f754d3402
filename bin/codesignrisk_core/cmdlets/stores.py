"""Certificates into and out of stores: the PKI cmdlets, the Cert: drive, and .NET's X509Store."""

from __future__ import annotations

from codesignrisk_core.cmdlets import scene as scenes
from codesignrisk_core.cmdlets.scene import NAME, CertificatePath, Scene
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import EMPTY, Statement, Value
from codesignrisk_core.rules import passwords, store_changes
from codesignrisk_core.trust import stores


def _import_certificate(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    named = bound.value("certstorelocation")
    store = scenes.certificate_path(scene.resolve(named.text or "."))
    if store is None and (named is EMPTY or statement.function):
        return  # outside the Cert: drive the cmdlet fails; in a definition, callers say which store
    report.action = "add_to_store"
    _judge_write(report, store, "a certificate")
    scenes.add_inputs(
        report, scenes.files_of(bound.value("filepath") if bound.value("filepath").text else statement.input, scene)
    )


def _import_pfx(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    named = bound.value("certstorelocation")
    store = scenes.certificate_path(scene.resolve(named.text or "."))
    if store is None and statement.function:
        return
    report.action = "import_pfx"
    report.flags.add("CertImport")
    if store is not None and store.store:
        store_changes.judge_import_key(report, NAME, store.location, store.store)
    else:
        report.add("import_pfx", f"{NAME} imports a key file into a store that the script does not name")
    operand = bound.value("filepath")
    scenes.add_inputs(report, scenes.files_of(operand if operand.text else statement.input, scene))
    _judge_password(report, bound.value("password"))


def _judge_write(report: Report, store: CertificatePath | None, what: str) -> None:
    if store is not None and store.store:
        store_changes.judge_add(report, NAME, store.location, store.store, what)
    else:
        report.flags.add("CertImport")
        report.add("add_to_store_other", f"{NAME} adds {what} to a store that the script does not name")


def _judge_password(report: Report, password: Value) -> None:
    if scenes.is_literal(password):
        passwords.judge_secret(report, password.text, "the password of the key file")


def _move_or_copy(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    target = scenes.certificate_path(scene.resolve(bound.value("destination").text)) if bound is not None else None
    if bound is None or target is None or not target.store:
        return
    report.action = "add_to_store"
    source = bound.value("path", "literalpath")
    origin = scenes.certificate_origin(source if source.text else statement.input, scene)
    report.thumbprint = origin.thumbprint if origin is not None else ""
    _judge_write(report, target, "a certificate")


def _new_item(report: Report, statement: Statement, scene: Scene) -> None:
    """New-Item on the Cert: drive makes a store, no certificate; one of a trusted name is still a write to it."""
    bound = scenes.bind(statement)
    target = scenes.certificate_path(scene.resolve(bound.value("path").text)) if bound is not None else None
    if target is not None and target.store:
        report.action = "add_to_store"
        _judge_write(report, target, "a certificate")


def _remove_item(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    source = bound.value("path", "literalpath")
    _judge_delete(report, scenes.certificate_origin(source if source.text else statement.input, scene))


def _judge_delete(report: Report, store: CertificatePath | None) -> None:
    if store is None or not store.store:
        return
    store_changes.judge_delete(report, NAME, store.location, store.store, store.thumbprint)


def _dotnet_store(receiver: Value | None, scene: Scene) -> CertificatePath | None:
    """The store that an X509Store object stands for, or an item of the Cert: drive."""
    kind, args = scenes.made(receiver)
    if kind == "x509store":
        # X509Store(), (StoreName | string | StoreLocation), (name, location), (name, location, flags)
        words = [scenes.member(arg) for arg in args[:2]]
        places = {"localmachine": stores.MACHINE, "currentuser": stores.USER}
        location = next((places[word] for word in words if word in places), stores.USER)
        name = next((word for word in words if word not in places), "my")
        return CertificatePath(location, "" if name.startswith("$") else stores.canonical(name), "")
    source = scenes.origin(receiver)
    if source is not None and source.name in ("get-item", "get-childitem"):
        return scenes.certificate_origin(receiver, scene)
    return None


def _add(report: Report, statement: Statement, scene: Scene) -> None:
    store = _dotnet_store(statement.receiver, scene)
    if store is None or (not store.store and statement.function):
        return
    report.action = "add_to_store"
    _judge_write(report, store, "a certificate")
    for arg in statement.args:
        kind, made_of = scenes.made(arg)
        if kind in _CERTIFICATE_CLASSES and made_of and scenes.is_literal(made_of[0]):
            scenes.add_inputs(report, [paths.normal(made_of[0].text, scene.cwd)])
        elif kind in _CERTIFICATE_CLASSES and made_of:
            scenes.add_inputs(report, scenes.contents(made_of[0], scene))


def _remove(report: Report, statement: Statement, scene: Scene) -> None:
    _judge_delete(report, _dotnet_store(statement.receiver, scene))


_CERTIFICATE_CLASSES = frozenset({"x509certificate", "x509certificate2", "x509certificate2collection"})


def _load(report: Report, kind: str, args: tuple[Value, ...], scene: Scene) -> None:
    """``X509Certificate2(file, password)`` and ``.Import(file, password)``: a key file is opened."""
    if kind not in _CERTIFICATE_CLASSES or not args:
        return
    if len(args) > 1:
        _judge_password(report, args[1])
    path = paths.normal(args[0].text, scene.cwd)
    if args[0].made_by is None and paths.extension(path) in paths.PFX_FILES:
        report.action = "read"
        scenes.add_inputs(report, [path])
        report.add("load_key_file", f"{NAME} loads the key file {paths.base(path)}")


def _construct(report: Report, statement: Statement, scene: Scene) -> None:
    kind, args = scenes.made(Value("", made_by=statement))
    _load(report, kind, args, scene)


def _import_into_object(report: Report, statement: Statement, scene: Scene) -> None:
    _load(report, scenes.made(statement.receiver)[0], statement.args, scene)


def _get_pfx(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    operand = bound.value("filepath", "literalpath")
    files = scenes.files_of(operand if operand.text else statement.input, scene)
    report.action = "read"
    _judge_password(report, bound.value("password"))
    scenes.add_inputs(report, files)
    report.add("load_key_file", f"{NAME} loads the key file {scenes.shown(files, 'that the script names')}")


def _secret(report: Report, statement: Statement, _scene: Scene) -> None:
    """ConvertTo-SecureString takes clear text only with -AsPlainText."""
    bound = scenes.bind(statement)
    if bound is None or not bound.has("asplaintext"):
        return
    secret = bound.value("string")
    if secret is EMPTY and statement.input is not None:
        secret = statement.input
    if scenes.is_literal(secret):
        passwords.judge_secret(report, secret.text, "a password")


def _set_location(_report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is not None:
        scene.move(bound.value("path", "literalpath").text)


def _list(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    store = scenes.certificate_path(scene.resolve(bound.value("path", "literalpath").text or ".")) if bound else None
    if store is not None:
        report.action = "read"
        report.store = store.label if store.store else ""
        report.thumbprint = store.thumbprint


def _read(report: Report, _statement: Statement, _scene: Scene) -> None:
    report.action = "read"


JUDGES: dict[str, scenes.Judge] = {
    "import-certificate": _import_certificate,
    "import-pfxcertificate": _import_pfx,
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
