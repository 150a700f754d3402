"""Keys in place of passwords, on the lines of tools that log on with them."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import EVERYTHING, of_text, of_words

NT = "0123456789abcdef0123456789abcdef"
LM = "fedcba9876543210fedcba9876543210"
AES = NT + LM
THUMBPRINT = "0123456789abcdef0123456789abcdef01234567"
BLOB = "HvG1sAAAAAABAAAAAAAAAAAAAACUBAAABwIAAACkAABSU0EyAAgAAAEAAQDB2kq7Qp/0"
FOLDER = "C:\\" + "long-folder\\" * 8

LINES = [
    # SharpDPAPI: the backup key of a domain, master keys, hashes
    (f"SharpDPAPI.exe certificates /pvk:{BLOB}", {BLOB}),
    (f"SharpDPAPI.exe certificates {{11111111-1111-1111-1111-111111111111}}:{THUMBPRINT}", {THUMBPRINT}),
    (f"x.exe {{11111111-1111-1111-1111-111111111111}}:{THUMBPRINT}", {THUMBPRINT}),
    ("SharpDPAPI.exe certificates /ntlm:Zx81 /prekey:Qp7 /credkey:Mn5", {"Zx81", "Qp7", "Mn5"}),
    ("SharpDPAPI.exe certificates /pvk:key.pvk /mkfile:keys.txt", set()),
    ("SharpDPAPI.exe certificates /pvk:key", set()),
    # Rubeus, under its name or by its verb
    (f"Rubeus.exe asktgt /user:bob /certificate:{BLOB} /ptt", {BLOB}),
    (f"x.exe asktgt /user:bob /certificate:{BLOB}", {BLOB}),
    ("Rubeus.exe asktgt /user:bob /rc4:Zx81 /aes256:Qp7 /des:Mn5", {"Zx81", "Qp7", "Mn5"}),
    (f"Rubeus.exe ptt /ticket:{BLOB}", {BLOB}),
    ("Rubeus.exe asktgt /user:bob /certificate:C:\\keys\\a.pfx", set()),
    (f"Rubeus.exe asktgt /user:bob /certificate:{THUMBPRINT}", {THUMBPRINT}),
    (f"Rubeus.exe asktgt /certificate:{FOLDER}a.pfx", set()),
    # mimikatz
    ("mimikatz sekurlsa::pth /user:bob /ntlm:Zx81 /rc4:Qp7", {"Zx81", "Qp7"}),
    ("x.exe dpapi::cng /in:a /masterkey:Zx81", {"Zx81"}),
    # Certipy, impacket, NetExec and others
    (f"certipy auth -pfx a.pfx -hashes {LM}:{NT}", {f"{LM}:{NT}", LM, NT}),
    (f"certipy auth -pfx a.pfx -hashes :{NT}", {NT}),
    ("certipy ca -u bob -aes Zx81 -ca CA", {"Zx81"}),
    (f"impacket-ntlmrelayx --adcs -hashes :{NT} -aesKey {AES}", {NT, AES}),
    ("nxc ldap host -u bob -H Zx81 -M adcs", {"Zx81"}),
    ("nxc ldap host -u bob -H hashes.txt", set()),
    ("dploot certificates -pvk key.pvk -hashes :Zx81Qp7Mn5", {"Zx81Qp7Mn5"}),
    ("python3 DonPAPI.py corp/bob:Zx81@host", {"Zx81"}),
    ("secretsdump.py bob:Zx@81@host", {"Zx@81"}),
    (f"gettgtpkinit.py -pfx-base64 {BLOB} -pfx-pass Zx81 corp/bob", {BLOB, "Zx81"}),
    ("gettgtpkinit.py -cert-pfx a.pfx corp/bob", set()),
    ("pywhisker.py -H Zx81 --pfx-password Qp7", {"Zx81", "Qp7"}),
    (f"pypykatz dpapi prekey nt S-1-5-21 {NT}", {NT}),
    # names and shapes that tell a hash whatever tool it is
    (f"x.exe -hashes :{NT}", {NT}),
    (f"x.exe /ntlm:{NT}", {NT}),
    (f"x.exe {LM}:{NT}", {LM, NT}),
    # no keys: other tools, thumbprints, switches
    (f"x.exe {NT}", set()),
    (f"x.exe --hash {NT} --key {BLOB}", set()),
    (f"signtool sign /sha1 {THUMBPRINT} a.exe", set()),
    (f"certipy req -thumbprint {THUMBPRINT}", set()),
    ("curl -H Accept:text https://host.example/certify.html", set()),
    ("openssl rsa -aes256 -in a.key -out b.key", set()),
    ("x.exe -h -aes256 a", set()),
    ("scp a.pfx bob:folder@host", set()),
]


def _without_joints(found: list[str]) -> set[str]:
    """The keys, without the colon of an empty LM hash."""
    return {secret.lstrip(":") for secret in found}


@pytest.mark.parametrize(("line", "keys"), LINES)
def test_words(line: str, keys: set[str]) -> None:
    assert _without_joints(of_words(line.split(" "))) == keys


@pytest.mark.parametrize(("line", "keys"), LINES)
def test_text(line: str, keys: set[str]) -> None:
    assert _without_joints(of_text(line)) == keys


def test_a_command_of_mimikatz_that_is_one_word() -> None:
    assert of_text('mimikatz "sekurlsa::pth /user:bob /ntlm:Zx81" exit') == ["Zx81"]


def test_more_keys_than_are_looked_for_are_told() -> None:
    assert EVERYTHING in of_text("certipy " + " ".join(f"{number:032x}" for number in range(1_000)))


@pytest.mark.parametrize(
    "unit",
    ["a" * 32 + " ", "{", "}:", "-hashes ", "certipy ", "certipy", "a:b@", "a:b@ ", "-H ", "/ntlm:", "a.", "net use "],
)
def test_time_grows_with_the_text(unit: str) -> None:
    text = ("rubeus " + unit * 65_536)[:65_530]
    start = time.process_time()
    of_text(text)
    of_words(text.split(" "))
    assert time.process_time() - start < 1
