"""splunkd's side of the protocol, against small commands in processes of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from lab.paths import BUILT_APP
from lab.records import Record
from lab.splunkd.scp import ChunkedCommand, CommandError, run

MakeApp = Callable[[str], Path]

ECHO = """
read()
write({"type": "streaming"})
while True:
    meta, body = read()
    write({"finished": meta["finished"]}, body)
"""

SOME_FIELDS = """
read()
write({"type": "streaming", "required_fields": ["a", "missing"]})
while True:
    meta, body = read()
    header, *data = rows(body)
    out = [header + ["seen", "none"]] + [row + ["|".join(row), ""] for row in data if "drop" not in row]
    write({"finished": meta["finished"]}, table(out))
"""

RECORDS: list[Record] = [
    {"a": "1", "b": "kept"},
    {"b": ["x", "y"]},
    {"a": "drop"},
    {"a": ["p", "q$"], "c": "nul \0, lone \udc80, break \r\n"},
]


def test_echo_keeps_every_field(make_app: MakeApp) -> None:
    records: list[Record] = [*RECORDS, {"empty": "", "one": ["v"], "none": []}]
    assert run(records, app=make_app(ECHO)) == records


@pytest.mark.parametrize("chunk_size", [1, 2, 3, 50_000])
def test_required_fields_are_honoured(make_app: MakeApp, chunk_size: int) -> None:
    out = run(RECORDS, app=make_app(SOME_FIELDS), chunk_size=chunk_size)
    plain = [{name: value for name, value in record.items() if name != "seen"} for record in out]
    assert plain == [{**record, "none": ""} for record in RECORDS if record.get("a") != "drop"]
    if chunk_size == 50_000:
        assert [record["seen"] for record in out] == ["1||0|||", "||1|||", "p\nq$||3|$p$;$q$$$||"]


def test_getinfo_tells_what_splunkd_tells(make_app: MakeApp) -> None:
    app = make_app("""
request, body = read()
write({"type": "streaming", "echo": request, "body": body})
while True:
    write({"finished": read()[0]["finished"]})
""")
    with ChunkedCommand(app) as command:
        command.start(["min_score=60", "allowlist=false"])
        assert list(command.stream([])) == []
        request = command.info["echo"]
    assert command.info["body"] == ""
    info = request.pop("searchinfo")
    assert request == {"action": "getinfo", "preview": False, "streaming_command_will_restart": False}
    assert info["args"] == info["raw_args"] == ["min_score=60", "allowlist=false"]
    assert unquote(info["search"]) == "search index=* | codesignrisk min_score=60 allowlist=false"
    assert " " not in info["search"]
    assert not Path(info["dispatch_dir"]).exists()
    assert set(info) == {
        *("args", "raw_args", "dispatch_dir", "sid", "app", "owner", "username", "session_key", "splunkd_uri"),
        *("splunk_version", "search", "command", "maxresultrows", "earliest_time", "latest_time"),
    }


def test_chunks_follow_each_other_and_the_last_holds_the_header_only(make_app: MakeApp, tmp_path: Path) -> None:
    log = tmp_path / "log"
    app = make_app(f"""
read()
write({{"required_fields": ["a"]}})
while True:
    meta, body = read()
    with open({str(log)!r}, "a") as file:
        file.write(json.dumps([meta, body]) + "\\n")
    write({{"finished": meta["finished"]}}, body)
""")
    drawn = 0

    def feed() -> Iterator[Record]:
        nonlocal drawn
        for number in range(5):
            drawn += 1
            yield {"a": str(number)}

    with ChunkedCommand(app, chunk_size=2) as command:
        command.start()
        stream = command.stream(feed())
        next(stream)
        assert drawn == 4  # the second chunk is read while the command works on the first
        assert len(list(stream)) == 4
    execute = {"action": "execute", "finished": False}
    header = 'a,"_chunked_idx","__mv_a","__mv__chunked_idx"\n'
    assert [json.loads(line) for line in log.read_text().splitlines()] == [
        [execute, f"{header}0,0,,\n1,1,,\n"],
        [execute, f"{header}2,0,,\n3,1,,\n"],
        [execute, f"{header}4,0,,\n"],
        [{"action": "execute", "finished": True}, header],
    ]


def test_large_rows_make_small_chunks(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lab.splunkd.batches.CHUNK_CHARACTERS", 10)
    app = make_app("""
read()
write({})
while True:
    meta, body = read()
    write({"finished": meta["finished"], "inspector": {"metric.rows": len(rows(body)[1:])}}, body)
""")
    records: list[Record] = [{"a": "12345"}, {"a": ["123", "45"]}, {"a": "1234567890123"}, {"a": "1"}]
    with ChunkedCommand(app) as command:
        command.start()
        assert list(command.stream(records)) == records
    assert command.metrics == {"rows": [2, 1, 1, 0]}


def test_messages_and_metrics_are_collected(make_app: MakeApp) -> None:
    app = make_app("""
read()
write({"inspector": {"messages": [["WARN", "row 3 of the allowlist: {no} date"]]}})
while True:
    meta, body = read()
    write({"finished": meta["finished"], "inspector": {"messages": [["INFO", "one"]], "metric.rows": 2}}, body)
""")
    with ChunkedCommand(app) as command:
        command.start()
        list(command.stream([{"a": "1"}]))
    assert command.messages == [("WARN", "row 3 of the allowlist: {no} date"), ("INFO", "one"), ("INFO", "one")]
    assert command.metrics == {"rows": [2, 2]}


def test_a_flood_on_standard_error_does_not_block(make_app: MakeApp) -> None:
    app = make_app(ECHO.replace("meta, body = read()", "meta, body = read(); sys.stderr.write('e' * 1_000_000)"))
    assert run([{"a": "1"}], app=app, timeout=60) == [{"a": "1"}]


def test_a_command_may_end_the_search_early(make_app: MakeApp) -> None:
    app = make_app("read(); write({}); body = read()[1]; write({'finished': True}, body)")
    assert run([{"a": "1"}, {"a": "2"}], app=app, chunk_size=1) == [{"a": "1"}]


READY = "read(); write({}); "


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("sys.exit('no such lookup')", "ended without a reply, exit status 1\n  standard error: no such lookup"),
        (READY + "read(); sys.exit(3)", "ended without a reply, exit status 3"),
        (READY + "read(); write({'error': ['bad option', 'x=1']})", "codesignrisk: bad option; x=1"),
        (READY + "print('hello', flush=True); time.sleep(9)", "protocol error: expected a chunk, got b'hello"),
        (READY + "read(); sys.stdout.write('chunked 1.0,2,9\\n{}a')", "protocol error: the chunk ends early: 3 of 11"),
        (READY + "read(); write({}, 'a,b\\n1')", "protocol error: a row has 1 cells, the header 2"),
        (READY + "read(); write({'inspector': {'messages': ['x']}})", "messages are pairs of text, not ['x']"),
        (READY + "m, b = read(); write({}, b); read(); write({}); sys.exit(4)", "failed, exit status 4"),
        (READY + "m, b = read(); write({}, b); read(); write({}); write({})", "went on after the last reply"),
        (
            "read(); write({'inspector': {'messages': [['ERROR', 'Illegal value: min_score=x']]}}); sys.exit(1)",
            "failed, exit status 1\n  Illegal value: min_score=x",
        ),
        ("read(); write({'required_fields': ['a']}); read(); write({}, 'a\\n1')", "the reply lacks _chunked_idx"),
    ],
)
def test_failures_carry_the_command_s_own_words(make_app: MakeApp, source: str, words: str) -> None:
    with pytest.raises(CommandError) as caught:
        run([{"a": "1"}], app=make_app(source))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "time.sleep(60)",
        READY + "time.sleep(60)",
        READY + "m, b = read(); write({}, b); read(); write({}); time.sleep(60)",
    ],
)
def test_a_command_that_hangs_is_ended(make_app: MakeApp, source: str) -> None:
    with pytest.raises(CommandError, match=r"no reply within 0\.5 s"):
        run([{"a": "x" * 1_000_000}], app=make_app(source), timeout=0.5)


def test_nothing_of_this_environment_leaks_in(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("SECRET", "x")
    app = make_app("""
import os
read()
write({"path": sys.path, "environ": dict(os.environ)})
while True:
    write({"finished": read()[0]["finished"]})
""")
    with ChunkedCommand(app) as command:
        command.start()
        list(command.stream([]))
    assert not [path for path in command.info["path"] if "site-packages" in path or path == "/nowhere"]
    assert "SECRET" not in command.info["environ"]
    assert command.info["environ"]["LANG"] == "C.UTF-8"


def test_an_app_that_is_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="run `make package` first"):
        run([], app=tmp_path)


def test_an_interpreter_that_does_not_exist_is_told(make_app: MakeApp) -> None:
    with pytest.raises(CommandError, match="cannot run /no/python: No such file"):
        run([], app=make_app(ECHO), interpreter="/no/python")


SDK = """
sys.path.insert(0, {lib!r})
from splunklib.searchcommands import Configuration, Option, StreamingCommand, dispatch, validators

@Configuration(required_fields=["a"])
class Fake(StreamingCommand):
    floor = Option(default=0, validate=validators.Integer(0))

    def stream(self, records):
        for record in records:
            if int(record["n"] if "n" in record else 9) >= self.floor:
                record["kind"] = type(record["a"]).__name__
                record["out"] = ["x", "y$"] if record["a"] else ""
                yield record
        self.write_warning("a warning")

dispatch(Fake, sys.argv, sys.stdin, sys.stdout, __name__)
"""


@pytest.fixture
def sdk_app(make_app: MakeApp) -> Path:
    spec = find_spec("splunklib")
    if not spec or not spec.origin:
        pytest.skip("splunk-sdk is not here")
    return make_app(SDK.format(lib=str(Path(spec.origin).parent.parent)))


def test_the_sdk_understands_us(sdk_app: Path) -> None:
    with ChunkedCommand(sdk_app) as command:
        command.start(["floor=5"])
        out = list(command.stream([{"a": "1", "b": "unsent"}, {"a": ["p", "q"]}, {"b": "z"}]))
    assert out == [
        {"a": "1", "b": "unsent", "kind": "str", "out": ["x", "y$"]},
        {"a": ["p", "q"], "kind": "list", "out": ["x", "y$"]},
        {"b": "z", "kind": "str", "out": ""},
    ]
    assert ("WARN", "a warning") in command.messages


@pytest.mark.parametrize(
    ("option", "words"), [("floor=-1", "Illegal value: floor=-1"), ("no=1", "Unrecognized option: no=1")]
)
def test_the_sdk_s_refusals_reach_the_user(sdk_app: Path, option: str, words: str) -> None:
    with ChunkedCommand(sdk_app) as command, pytest.raises(CommandError, match=words):
        command.start([option])


def test_the_packaged_command_starts_and_answers() -> None:
    if not (BUILT_APP / "bin" / "codesignrisk.py").is_file():
        pytest.skip("the app is not built")
    record: Record = {"EventCode": "1", "Image": r"C:\a\certutil.exe", "CommandLine": "certutil -addstore root a.cer"}
    (out,) = run([{**record, "tags": ["x", "y"]}], interpreter=sys.executable)
    assert {name: out[name] for name in (*record, "tags")} == {**record, "tags": ["x", "y"]}
    assert out["CertImport"] == "1"
