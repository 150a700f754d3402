"""certutil's verbs for templates: -dsTemplate with an attribute and flags. The others: test_certutil.py."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "weakens"),
    [
        ("-dsTemplate User msPKI-Certificate-Name-Flag 1", True),
        ("-dstemplate User mspki-certificate-name-flag +0x00000001", True),
        ("-dsTemplate User msPKI-Enrollment-Flag +0x00080000", True),
        ("-dsTemplate User msPKI-Enrollment-Flag -2", True),
        # stricter, other flags and attributes, no change
        ("-dsTemplate User msPKI-Certificate-Name-Flag -1", False),
        ("-dsTemplate User msPKI-Enrollment-Flag -0x80000", False),
        ("-dsTemplate User msPKI-Enrollment-Flag +2", False),
        ("-dsTemplate User msPKI-Certificate-Name-Flag 0x08000000", False),
        ("-dsTemplate User flags 1", False),
        ("-dsTemplate User msPKI-Enrollment-Flag", False),
        ("-dsTemplate User", False),
    ],
)
def test_flags_of_a_template(line: str, weakens: bool) -> None:
    assert ids(judged_windows(f"certutil {line}")) == (["weaken_template"] if weakens else [])
