"""certutil's verbs that set what an authority issues, what its templates grant, and which chains hold.

Grammar: learn.microsoft.com certutil (-setreg, -SetCATemplates, -dsTemplate); support.microsoft.com KB5014754 has
``-dsTemplate user msPKI-Enrollment-Flag +0x00080000``. Flags: MS-CRTD 2.26 and 2.27. ESC11 (requests need no
encryption) and ESC16 (the requester's identity is left out of certificates): Certipy wiki.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import authority_settings, chain_policy, registry_keys

_WEAK_AUTHORITY = ("-if_enforceencrypticertrequest", "+1.3.6.1.4.1.311.25.2")
_SUBJECT_BY_REQUESTER, _NO_IDENTITY, _NEEDS_APPROVAL = 0x1, 0x80000, 0x2


def _operand(parsed: options.Parsed, position: int) -> str:
    return parsed.operands[position].text if len(parsed.operands) > position else ""


def set_registry(report: Report, _verb: str, parsed: options.Parsed, _cwd: str) -> None:
    """-setreg NAME VALUE, where it weakens an authority or changes how chains are built."""
    value = _operand(parsed, 0).lower()
    # "-IF_X" clears a flag and has the form of an option
    change = " ".join(
        word.text for word in (*parsed.operands[1:], *(option.token for option in parsed.options))
    ).lower()
    if "attributesubjectaltname2" in _operand(parsed, 1).lower():
        report.action = "weaken_ca_policy"
        report.add("weaken_ca_policy", "certutil lets requesters name any subject (EDITF_ATTRIBUTESUBJECTALTNAME2)")
    elif any(weak in change for weak in _WEAK_AUTHORITY):
        report.action = "weaken_ca_policy"
        report.add("weaken_ca_policy", f"certutil weakens what protects the requests of a CA ({value})")
    elif any(authority_settings.change_weakens(paths.base(value), word) for word in change.split(" ")):
        report.action = "weaken_ca_policy"
        report.add("weaken_ca_policy", f"certutil changes a flag of {value} that protects the requests of a CA")
    elif value.startswith("chain\\"):
        report.action = "change_chain_policy"
        name = paths.base(value)
        if chain_policy.takes_weak(name, registry_keys.number(_operand(parsed, 1).lstrip("+"))):
            report.add("weak_signatures_taken", f"certutil has chains with weak signatures pass ({name})")
        else:
            report.add("change_chain_policy", f"certutil changes how certificate chains are checked ({value})")


def offer(report: Report, _verb: str, parsed: options.Parsed, _cwd: str) -> None:
    """-SetCATemplates +NAME offers a template at an authority; -NAME takes it away."""
    offered = [word.text for word in parsed.operands if word.text.startswith("+")]
    if offered:
        report.action = "change_template"
        report.add("template_offered", f"certutil has an authority issue by the template {offered[0][1:]}")


def change_template(report: Report, _verb: str, parsed: options.Parsed, _cwd: str) -> None:
    """-dsTemplate TEMPLATE shows one; with an attribute and a value it changes it: + sets flags, - clears them."""
    attribute = _operand(parsed, 1)
    # "-2" has the form of an option
    given = [word.text for word in parsed.operands[2:]] + [option.token.text for option in parsed.options]
    if any(_weakens(attribute.lower(), value) for value in given):
        report.action = "change_template"
        sentence = f"certutil changes {attribute} of the template {_operand(parsed, 0)} in the directory"
        report.add("weaken_template", sentence)


def _weakens(attribute: str, value: str) -> bool:
    number = registry_keys.number(value.lstrip("+-"))
    if number < 0:
        return False
    clears = value.startswith("-")
    if attribute == "mspki-certificate-name-flag":
        return not clears and bool(number & _SUBJECT_BY_REQUESTER)
    return attribute == "mspki-enrollment-flag" and bool(number & (_NEEDS_APPROVAL if clears else _NO_IDENTITY))
