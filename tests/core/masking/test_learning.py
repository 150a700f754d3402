"""Secrets by the names of their options, whatever tool it is."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import EVERYTHING, of_text, of_words

WORDS = [
    ("x --api-key Zx81 y", ["Zx81"]),
    ("x --client-cert-password Zx81", ["Zx81"]),
    ("x /Password:Zx81", ["Zx81"]),
    ("x -p Zx81 -kva Qp7 --kvs=Mn5", ["Zx81", "Qp7", "Mn5"]),
    ("x -storepass Zx81 -srcstorepass Qp7", ["Zx81", "Qp7"]),
    ("x -passin pass:Zx81", ["Zx81"]),
    ("x --token=Zx810x09Qp7", ["Zx810x09Qp7", "Zx81", "Qp7"]),  # forfiles makes two words of it
    ("x --token=0xZx81", ["0xZx81"]),
    ("x -passin env:PW -passout file:pw.txt", []),
    ("x token=Zx81 API_TOKEN=Qp7 $env:PW=Mn5", ["Zx81", "Qp7", "Mn5"]),
    ("set PW=Zx81&& y", ["Zx81&&", "Zx81"]),
    # a text in quotes ends at its quote: what is behind it is the statement's
    ("powershell $p='Zx81'; Import-PfxCertificate a.pfx", ["Zx81"]),
    ('powershell $pw="Zx81"; y', ["Zx81"]),
    ("powershell (x -Password:'Zx81'); y", ["Zx81"]),
    ("powershell @{Password='Zx81'}; y", ["Zx81"]),
    # unless it goes on, or no quote closes it
    ("x $p='Zx''81';", ["Zx''81';", "Zx''81"]),
    ("x $p='Zx81'+'Qp7';", ["Zx81'+'Qp7';", "Zx81'+'Qp7"]),
    ("x $p='Zx81;", ["Zx81;", "Zx81"]),
    ("x $p=Zx81;", ["Zx81;", "Zx81"]),
    ("x $p='';", []),
    ("sc config s password= Zx81", ["Zx81"]),
    ("curl -u jane:Zx81 -U https://web.example", ["Zx81"]),
    ("https://jane:Zx81@web.example/k.pfx?sig=Qp7&sv=1", ["Zx81", "Qp7"]),
    ("https://Zx81@web.example/dl?file=payload.pfx", ["Zx81"]),
    ("https://web.example/k.pfx?0123456789abcdef", ["0123456789abcdef"]),
    ("signtool /kc [SafeNet{{Zx81}}]=c", ["Zx81"]),
    ("net use X: \\\\srv\\share Zx81 /user:jane", ["Zx81"]),
    ("net use X: \\\\srv\\share * /user:jane", []),
    (f"x --{'a-' * 40}signing-certificate-password Zx81", ["Zx81"]),
    # not secrets: places, variables, masks, switches, other options
    ("x -p C:\\keys\\a.pfx -p ./keys -p a.cer -p ~/keys", []),
    ("x --password %PW% --token $TOKEN --secret ${{ secrets.KEY }} -p ***", []),
    ("x -p -exportPFX", []),
    ("x --password-file pw.txt --key k.pem --path a", []),
    ("certutil -addstore root x.cer", []),
    ("", []),
]


def test_a_call_that_is_one_word_of_another() -> None:
    assert of_words(["rsync", "-e", "sshpass -pZx81 ssh", "k.p12", "u@h:/"]) == ["Zx81"]


@pytest.mark.parametrize(("line", "secrets"), WORDS)
def test_words(line: str, secrets: list[str]) -> None:
    assert of_words(line.split(" ")) == secrets


TEXTS = [
    ("x --api-key 'Zx 81' y", ["Zx 81"]),
    ('x -p "Zx81"; y', ["Zx81"]),
    ("$pw = ConvertTo-SecureString -String 'Zx81' -AsPlainText -Force", ["Zx81"]),
    ("$env:PFX_PASSWORD='Zx81'; y", ["Zx81"]),
    ("@{ Password = 'Zx81'; Path = 'a.pfx' }", ["Zx81"]),
    ('{"api_key": "Zx81"}', ["Zx81"]),
    (f"x -Password{' ' * 20}'Zx81'; $pw{' ' * 20}= 'Qp7'", ["Zx81", "Qp7"]),
    (f"ConvertTo-SecureString{' ' * 20}-String{' ' * 20}'Zx81'", ["Zx81"]),
    ('rsync -e "sshpass -pZx81 ssh" k.p12 u@h:/', ["Zx81"]),
    ("scp -S 'sshpass -p Zx81 ssh' k.p12 u@h:/", ["Zx81"]),
    ("curl -H 'Authorization: Bearer Zx81Qp7'", ["Zx81Qp7", "Bearer"]),
    # letters of other alphabets that differ from these in case
    ("x \u017fecure\u017ftring Zx81", ["Zx81"]),
    ("x-ap\u0131-\u212aey: Zx81Qp7", ["Zx81Qp7"]),
    # behind a drive, whose colon joins nothing
    ("p:\\keys\\a.pfx", []),
    ("c:\\keys\\a.pfx\u2010p Zx81", []),
    ("c:\\keys\\\u2010token Zx81", ["Zx81"]),
    ("c:\\keys\\token=Zx81", ["Zx81"]),
    ("c:\\keys\\token:Zx81", ["Zx81"]),
    ("c:\\keys\\basic Zx81", ["Zx81"]),
    ("the password of the key file is on the command line in cleartext", []),
    ("password: see the vault", ["see"]),
]


@pytest.mark.parametrize(("text", "secrets"), TEXTS)
def test_text(text: str, secrets: list[str]) -> None:
    assert of_text(text) == secrets


def test_of_more_secrets_than_are_looked_for_the_rest_is_told_to_be_there() -> None:
    words = ["x", *["--token", "Zx81"] * 1_000, "--token", "Qp7"]
    assert of_words(words)[-1] == EVERYTHING
    assert of_text(" ".join(words)) == ["Zx81", "Qp7"]
    assert of_text("".join(f"--token=Zx{number} " for number in range(1_000)))[-1] == EVERYTHING


def test_values_that_hold_the_next_ones_are_not_all_looked_at() -> None:
    assert of_text("--token=" * 1_000)[-1] == EVERYTHING
    assert of_text("--token=" * 1_000 + " ")[-1] == EVERYTHING
    assert EVERYTHING not in of_text("--token=Zx81 " * 1_000)


@pytest.mark.parametrize(
    "unit",
    [
        "-p ",
        "-p '",
        '-p "',
        "p=",
        "a:",
        "://",
        "://a@",
        "{{",
        "?&",
        "password ",
        " ",
        "-" * 9,
        "=",
        "a b:",
        "/p:",
        "-join",
        "/p:-join",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    def taken(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        of_text(text)
        of_words(text.split(" "))
        return time.process_time() - start

    assert taken(65_536) < 1
