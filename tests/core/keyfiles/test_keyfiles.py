"""Key and certificate files as operands of any program: which lines are worth a look."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Command, Report, Token
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, posix, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


@pytest.mark.parametrize("verb", ["cp ca.crt", "mv ca.pem", "curl -so", "wget -qO"])
@pytest.mark.parametrize("folder", ["/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors"])
def test_a_certificate_in_a_folder_of_anchors_is_a_store_write(verb: str, folder: str) -> None:
    rest = " http://host/ca.crt" if verb.startswith(("curl", "wget")) else ""
    report = keyfiles.judge(posix(f"{verb} {folder}/ca.crt{rest}"))
    assert report is not None
    assert (found(report), report.store) == (["add_trust_anchor"], "linux\\root")
    assert report.flags == {"CertImport", "TrustedStoreTarget"}


@pytest.mark.parametrize(
    "line",
    [
        "notepad.exe C:\\certs\\web.pfx",
        "code.exe deploy\\server.key",
        'git commit -m "copy web.pfx to the share"',
        "git add certs\\dev.pem",
        'nginx -c nginx.conf -g "ssl_certificate_key server.key;"',
        "node server.js --cert server.pem --key server.key",
        "openvpn --cert client.crt --key client.key",
        "echo dir C:\\ /s *.pfx",
        "signtool sign /f web.pfx a.exe",
        "certutil -dump web.pfx",
        "del web.pfx",
    ],
)
def test_mentions_and_everyday_use_are_no_actions(line: str) -> None:
    assert keyfiles.judge(windows(line)) is None


_WORDS = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["*.pfx", "a.p12", "/s", "-r", ">", "<", "a", "C:\\", "/", "-name", "s3://b/", "in", "do", "-x"]),
)


@pytest.mark.slow
@given(st.sampled_from([*sorted(keyfiles.READERS), "other", ""]), st.lists(_WORDS, max_size=12), st.booleans())
def test_never_raises(name: str, words: list[str], posix: bool) -> None:
    image = f"/usr/bin/{name}" if posix else name
    tokens = tuple(Token(word, word) for word in [name, *words] if word)
    keyfiles.judge(Command(image, tokens, " ".join([name, *words, ".pfx"])))
