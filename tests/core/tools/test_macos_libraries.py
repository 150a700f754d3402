"""insert_dylib and optool: what they add, and whether the program keeps its signature."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_posix

PUT, OFF, REPLACED = "library_put_in", "codesign_remove_signature", "codesign_replaced"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("insert_dylib x.dylib Tool", [PUT]),
        ("insert_dylib --strip-codesig x.dylib Tool", [PUT, OFF]),
        ("insert_dylib --all-yes x.dylib Tool", [PUT, OFF]),
        ("insert_dylib --all-yes --no-strip-codesig x.dylib Tool", [PUT]),
        ("insert_dylib --inplace x.dylib /Applications/Tool.app/Contents/MacOS/Tool", [PUT, REPLACED]),
        ("insert_dylib x.dylib /Applications/Tool.app/Contents/MacOS/Tool /tmp/Tool", [PUT, "target_user_writable"]),
        ("insert_dylib x.dylib", []),
        ("optool install -c load -p x.dylib -t Tool", [PUT]),
        ("optool install -c weak --payload=x.dylib --target=/Applications/T.app/Contents/MacOS/T", [PUT, REPLACED]),
        ("optool strip -t Tool", [OFF]),
        ("optool strip -t /Applications/T.app/Contents/MacOS/T", [OFF, REPLACED]),
        ("optool aslr -t Tool", []),
        ("optool", []),
    ],
)
def test_libraries(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators
