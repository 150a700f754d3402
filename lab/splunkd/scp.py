"""Plays splunkd for a streaming command: Splunk's chunked protocol, version 2, over the pipes of a child process.

with ChunkedCommand() as command:
    command.start(["min_score=60"])
    for record in command.stream(records):
        ...
command.messages  # [("WARN", "..."), ...]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from types import TracebackType
from typing import IO, Any, Self, cast
from urllib.parse import quote

from lab.paths import BUILT_APP
from lab.records import Record
from lab.splunkd.batches import CHUNK_SIZE, Batch, batches, encoded
from lab.splunkd.chunks import ChunkError, encode_chunk, read_chunk
from lab.splunkd.merge import merge

_NO_SITE = Path(__file__).parent / "no_site.py"
_STDERR_TAIL = 8_000
_FAILED = ("ERROR", "FATAL")


class CommandError(Exception):
    """The command failed. The text carries the command's own words."""


class ChunkedCommand:
    """One run of a streaming command, as splunkd would run it. A context manager; leaving it ends the process.

    `app` is the packaged app, `interpreter` a Python (default: this one, without its virtual environment), `chunk_size`
    rows a chunk, `timeout` seconds to wait for each reply. After `start`, `info` holds the getinfo reply; `messages`
    (severity, text) and `metrics` (name -> one value per reply) grow with every reply.
    """

    def __init__(
        self,
        app: Path = BUILT_APP,
        *,
        name: str = "codesignrisk",
        interpreter: str | None = None,
        chunk_size: int = CHUNK_SIZE,
        timeout: float = 300,
    ) -> None:
        if chunk_size < 1:
            raise ValueError(f"chunk_size must be 1 or more, not {chunk_size}")
        # From the root: the command runs in a directory of its own.
        self.script = Path(app).absolute() / "bin" / f"{name}.py"
        self.name = name
        self.interpreter = interpreter or base_interpreter()
        self.chunk_size = chunk_size
        self.timeout = timeout
        self.info: dict[str, Any] = {}
        self.messages: list[tuple[str, str]] = []
        self.metrics: dict[str, list[Any]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._drain: Thread | None = None
        self._stderr = bytearray()
        self._timed_out = False
        self._dispatch: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill()

    def start(self, args: Sequence[str] = (), raw_args: Sequence[str] | None = None) -> None:
        """Start the process and do the getinfo exchange. `args` are the words after the command's name in a search,
        without quotes, `raw_args` the same as they stand there (default: `args`).

        Raises CommandError when the app is not built, the interpreter cannot run, or the command refuses its arguments.
        """
        if self._process:
            raise RuntimeError("the command is started already")
        if not self.script.is_file():
            raise CommandError(f"{self.script} does not exist: run `make package` first")
        self._dispatch = tempfile.TemporaryDirectory(prefix="lab-dispatch-")
        try:
            self._process = subprocess.Popen(
                # No site-packages, no PYTHON* variables, no user site: only what the package brings, as under Splunk.
                [self.interpreter, "-S", "-E", "-s", "-B", str(_NO_SITE), str(self.script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                cwd=self._dispatch.name,
            )
        except OSError as error:
            raise CommandError(f"cannot run {self.interpreter}: {error.strerror}") from None
        self._drain = Thread(target=self._read_stderr, args=(self._process.stderr,), daemon=True)
        self._drain.start()
        self.info, _ = self._exchange(self._getinfo(list(args), list(args if raw_args is None else raw_args)))
        if any(severity in _FAILED for severity, _ in self.messages):
            # The SDK answers first and exits next when it refuses its arguments.
            try:
                status = self._process.wait(1)
            except subprocess.TimeoutExpired:
                return
            if status:
                raise self._failure("failed")

    def stream(self, records: Iterable[Record]) -> Iterator[Record]:
        """Send records, a chunk at a time, and yield what comes back; then end the command.

        A record that comes back keeps every field as it was sent in, except those that the command changed: an absent
        field stays absent, a list stays a list. Fields that the command added are there even when empty. A record that
        the command dropped is absent. While the command works on a chunk the next one is read, and the last one's reply
        used: two processes for two processors. Holds three chunks at most. Raises CommandError.
        """
        required = self.info.get("required_fields")
        chunks = batches(records, self.chunk_size, required)
        with ThreadPoolExecutor(1, thread_name_prefix="chunk") as worker:
            try:
                batch = next(chunks, None)
                while batch:
                    answer = worker.submit(self._exchange, {"action": "execute", "finished": False}, batch.body)
                    following = next(chunks, None)
                    reply, body = answer.result()
                    yield from self._merge(batch, body)
                    if reply.get("finished"):
                        break
                    batch = following
                else:
                    # splunkd tells the end of the data with a chunk of its own, which holds the header line only.
                    last = encoded([], required)
                    yield from self._merge(last, self._exchange({"action": "execute", "finished": True}, last.body)[1])
            except BaseException:
                self._kill()  # the worker would wait for a reply that nobody wants
                raise
        self._finish()

    def make(self) -> Iterator[Record]:
        """The rows of a generating command, which splunkd asks for until a reply says that it is finished."""
        if not self.info.get("generating"):
            raise self._failure("protocol error: it does not say that it makes rows itself")
        finished = False
        while not finished:
            reply, body = self._exchange({"action": "execute", "finished": False})
            yield from self._merge(Batch([], [], False, b""), body)
            finished = bool(reply.get("finished"))
        self._finish()

    def _merge(self, batch: Batch, body: bytes) -> Iterator[Record]:
        try:
            yield from merge(batch.records, batch.columns, body, batch.numbered)
        except ChunkError as error:
            raise self._failure(f"protocol error: {error}") from None

    def _exchange(self, metadata: Mapping[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Send one chunk, wait for its reply, note what the reply says about the run."""
        process = self._running()
        watchdog = self._watch(process)
        try:
            with suppress(OSError):  # it may die while we write; what it said before that is still in the pipe
                process.stdin.write(encode_chunk(metadata, body))  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            reply = read_chunk(cast(Any, process.stdout))
        except ChunkError as error:
            raise self._failure(f"protocol error: {error}") from None
        finally:
            watchdog.cancel()
        if reply is None:
            raise self._failure("ended without a reply")
        self._note(reply[0])
        return reply

    def _note(self, reply: dict[str, Any]) -> None:
        inspector = reply.get("inspector")
        for key, value in inspector.items() if isinstance(inspector, dict) else ():
            if key != "messages":
                self.metrics.setdefault(key.removeprefix("metric."), []).append(value)
                continue
            try:
                self.messages.extend((str(severity), str(text)) for severity, text in value)
            except (TypeError, ValueError):
                raise self._failure(f"protocol error: messages are pairs of text, not {value!r:.120}") from None
        if error := reply.get("error"):
            raise self._failure("; ".join(map(str, error)) if isinstance(error, list) else str(error))

    def _finish(self) -> None:
        """Close the pipe as splunkd does at the end of a search, and hold the command to a clean exit."""
        process = self._running()
        watchdog = self._watch(process)
        try:
            with suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            rest = process.stdout.read()  # type: ignore[union-attr]
            status = process.wait()
        finally:
            watchdog.cancel()
        if status:
            raise self._failure("failed")
        if rest:
            raise self._failure(f"protocol error: it went on after the last reply with {rest[:120]!r}")

    def _watch(self, process: subprocess.Popen[bytes]) -> Timer:
        def expire() -> None:
            self._timed_out = True
            process.kill()

        timer = Timer(self.timeout, expire)
        timer.daemon = True
        timer.start()
        return timer

    def _failure(self, what: str) -> CommandError:
        """Make the error that tells a user what happened, in the command's own words. Ends the process."""
        process = self._running()
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)  # a dying process shall die by itself, so that its exit status is its own
        status = process.poll()
        self._kill()
        parts = [f"no reply within {self.timeout:g} s" if self._timed_out else what]
        if status and not self._timed_out:
            parts.append(f"exit status {status}")
        said = [text for severity, text in self.messages if severity in _FAILED]
        if stderr := self._stderr.decode(errors="replace").strip():
            said.append(f"standard error: {stderr}")
        return CommandError("\n  ".join([f"{self.name}: {', '.join(parts)}", *said]))

    def _running(self) -> subprocess.Popen[bytes]:
        if not self._process:
            raise RuntimeError("call start() first")
        return self._process

    def _read_stderr(self, pipe: IO[bytes]) -> None:
        """Keep the tail of standard error. In a thread of its own: a full pipe would stop the command."""
        while data := os.read(pipe.fileno(), 65536):
            self._stderr += data
            del self._stderr[:-_STDERR_TAIL]

    def _kill(self) -> None:
        process = self._process
        if process:
            if process.poll() is None:
                process.kill()
            process.wait()
            if self._drain:
                self._drain.join(5)
            for pipe in (process.stdin, process.stdout, process.stderr):
                with suppress(OSError):
                    if pipe:
                        pipe.close()
        if self._dispatch:
            self._dispatch.cleanup()
            self._dispatch = None

    def _getinfo(self, args: list[str], raw_args: list[str]) -> dict[str, Any]:
        """The request that opens the conversation, with all that splunkd tells a command about its search."""
        search = f"search index=* | {' '.join([self.name, *raw_args])}"
        return {
            "action": "getinfo",
            "preview": False,
            "streaming_command_will_restart": False,
            "searchinfo": {
                "args": args,
                "raw_args": raw_args,
                "dispatch_dir": self._dispatch.name if self._dispatch else "",
                "sid": f"{time.time():.5f}",
                "app": self.name,
                "owner": "admin",
                "username": "admin",
                "session_key": "lab",
                "splunkd_uri": "https://127.0.0.1:8089",
                "splunk_version": "9.4.0",
                "search": quote(search),
                "command": self.name,
                "maxresultrows": CHUNK_SIZE,
                "earliest_time": "0",
                "latest_time": "0",
            },
        }


def run(records: Iterable[Record], args: Sequence[str] = (), app: Path = BUILT_APP, **options: Any) -> list[Record]:
    """Run a command over records and return what it gives back. `options` are those of ChunkedCommand."""
    with ChunkedCommand(app, **options) as command:
        command.start(args)
        return list(command.stream(records))


def base_interpreter() -> str:
    """This Python without its virtual environment, so that nothing installed for the lab leaks into the command."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _environment() -> dict[str, str]:
    """The little that a process needs to start.

    splunkd promises no locale; C.UTF-8 is what Python makes of a bare one, and lets messages through unharmed.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8"}
