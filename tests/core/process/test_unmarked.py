"""What a line brings past the mark of the web and starts."""

from __future__ import annotations

import pytest
from codesignrisk_core.scorer import Scorer

PROFILE = "C:\\Users\\ann\\AppData\\Local\\"
COPIED, MOUNTED = "unmarked_copy_started", "image_mounted_started"
DISK = (
    "echo select vdisk file=C:\\Users\\Public\\a.vhdx>C:\\Users\\Public\\d.txt"
    "&echo attach vdisk readonly>>C:\\Users\\Public\\d.txt&diskpart /s C:\\Users\\Public\\d.txt"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the content alone is copied, and the copy started
        (f"type C:\\in\\a.scr > {PROFILE}a.exe & {PROFILE}a.exe", [COPIED]),
        (f'type "C:\\in\\a b.exe">{PROFILE}a.exe && start {PROFILE}a.exe', [COPIED]),
        (f"more C:\\in\\a.exe > {PROFILE}a.exe & {PROFILE}a.exe", [COPIED]),
        (f"findstr /v zz C:\\in\\a.exe > {PROFILE}a.exe & {PROFILE}a.exe", [COPIED]),
        (f"copy /b C:\\in\\a.scr+nul {PROFILE}a.exe & {PROFILE}a.exe", [COPIED]),
        # another one started, none, no program, an ordinary place
        (f"type C:\\in\\a.exe > {PROFILE}a.exe & {PROFILE}b.exe", []),
        (f"type C:\\in\\a.exe > {PROFILE}a.exe", []),
        (f"type C:\\in\\a.txt > {PROFILE}a.exe & {PROFILE}a.exe", []),
        ("type C:\\in\\a.exe > C:\\tools\\a.exe & C:\\tools\\a.exe", []),
        (f"copy C:\\in\\a.exe {PROFILE}a.exe & {PROFILE}a.exe", []),
        # disk images
        (f"{DISK}&start E:\\a.exe", [MOUNTED]),
        (DISK, []),
        (f"{DISK}&C:\\tools\\a.exe", []),
        (f"{DISK}&start E:\\a.exe".replace("C:\\Users\\Public\\a.vhdx", "C:\\images\\a.vhdx"), []),
        (f"7z x C:\\Users\\ann\\Downloads\\a.iso -o{PROFILE}Temp\\x && {PROFILE}Temp\\x\\a.exe", [MOUNTED]),
        (f"7z x C:\\Users\\ann\\Downloads\\a.iso -o{PROFILE}Temp\\x && {PROFILE}Temp\\y\\a.exe", []),
        ("7z x C:\\Users\\ann\\Downloads\\a.iso -oC:\\lab\\x && C:\\lab\\x\\a.exe", []),
    ],
)
def test_what_is_brought_and_started(text: str, found: list[str], scorer: Scorer) -> None:
    image = "C:\\Windows\\System32\\cmd.exe"
    verdict = scorer.assess({"EventCode": "1", "Image": image, "CommandLine": f"cmd.exe /c {text}"})
    assert [name for name in verdict["codesign_indicators"] or () if name in (COPIED, MOUNTED)] == found


def test_diskpart_is_judged_with_the_line_that_wrote_its_script(scorer: Scorer) -> None:
    event = {
        "EventCode": "1",
        "Image": "C:\\Windows\\System32\\diskpart.exe",
        "CommandLine": "diskpart /s C:\\Users\\Public\\d.txt",
        "ParentImage": "C:\\Windows\\System32\\cmd.exe",
        "ParentCommandLine": f"cmd.exe /c {DISK}&start E:\\a.exe",
    }
    assert MOUNTED in scorer.assess(event)["codesign_indicators"]
    alone = scorer.assess({**event, "ParentCommandLine": "cmd.exe /c C:\\lab\\make.cmd"})
    assert MOUNTED not in alone["codesign_indicators"]
