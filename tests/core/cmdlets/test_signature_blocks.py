"""Signature blocks of scripts, put under other scripts."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

TAKE = "$t = Get-Content C:\\lab\\signed.ps1 -Raw; $b = $t.Substring($t.IndexOf('# SIG # Begin signature block'))"

READ = "$b=[IO.File]::ReadAllBytes('C:\\lab\\signed.exe'); $p=[BitConverter]::ToInt32($b,0x3c)"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (f"{TAKE}; Add-Content C:\\lab\\mine.ps1 $b", ["signature_block_copied"]),
        (
            "$b = ($t -split \"SIG # Begin signature block\")[1]; [IO.File]::AppendAllText('a.ps1', $b)",
            ["signature_block_copied"],
        ),
        (f"{TAKE}; $b.Length", []),  # looks only
        # the functions that check signatures, written over
        (
            "$a=[K]::GetProcAddress($h,'WinVerifyTrust'); [K]::VirtualProtect($a,3,0x40,[ref]$o)",
            ["signature_check_patched"],
        ),
        ("[K]::WriteProcessMemory($p,$CryptSIPVerifyIndirectData,$b,6,[ref]$n)", ["signature_check_patched"]),
        ("[Wintrust]::WinVerifyTrust([IntPtr]::Zero, $action, $data)", []),
        # the certificate table of a program
        (
            f"{READ}; $o=[BitConverter]::ToInt32($b,$p+0xA8); [IO.File]::WriteAllBytes('x.exe',$x+$b[$o..9])",
            ["signature_block_copied"],
        ),
        (
            f"{READ}; $o=$p + 152; $s=[IO.FileStream]::new('x.exe','Append'); $s.Write($b,$o,9)",
            ["signature_block_copied"],
        ),
        (f"{READ}; [BitConverter]::ToInt32($b,$p+0xA8)", []),  # looks only
        (f"{READ}; [IO.File]::WriteAllBytes('x.exe',$b)", []),  # another part of the header
        ("Write-Host 1\n# SIG # Begin signature block\n# MIIabc\n# SIG # End signature block", []),  # is signed
        ("Set-Content a.txt 'x'\n# SIG # Begin signature block\n# MIIabc\n", []),
    ],
)
def test_blocks(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators
