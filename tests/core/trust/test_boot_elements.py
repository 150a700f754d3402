"""Elements of the boot store by their numbers."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import boot_elements


@pytest.mark.parametrize(
    ("element", "is_on", "text", "option"),
    [
        (0x16000049, True, "", "testsigning"),
        (0x16000048, True, "", "nointegritychecks"),
        (0x16000049, False, "", ""),
        (0x12000030, False, "DDISABLE_INTEGRITY_CHECKS", "loadoptions"),
        (0x12000030, True, "NODEBUG", ""),
        (0x16000010, True, "", ""),  # debug
        (-1, True, "", ""),
    ],
)
def test_options(element: int, is_on: bool, text: str, option: str) -> None:
    assert boot_elements.switched(element, is_on, text) == option


def test_the_hypervisor() -> None:
    assert boot_elements.is_hypervisor(0x250000F0)
    assert not boot_elements.is_hypervisor(0x25000020)
