"""Streams, terminals, encodings, interrupts, other users, folders that are gone."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from encodings.aliases import aliases
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import product
from pathlib import Path

import pytest
from conftest import Ran, assert_sound, plain
from rich.cells import cell_len

from crampinfo.answers import DISCLAIMER
from crampinfo.cli.boundary import main
from crampinfo.library.shelves import bundled_data

Run = Callable[..., Ran]
Runs = Callable[[str, object], None]

CALLS = [
    *("relief", "cause neuropathy --full", "search numb foot --format json", "--help", "validate"),
    *("completion zsh", "-V", "cause nothing-like-it", "lipitor"),
]
PROGRAM = f"{shlex.quote(sys.executable)} -m crampinfo"


def bash(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `crampinfo` is the program."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}".replace("crampinfo", PROGRAM, 1)],
        capture_output=True,
        env={"PATH": os.environ["PATH"], **more},
        check=False,
    )


# --- Streams --------------------------------------------------------------------------------------

# What is done to the streams, and the exit codes that may follow beside the usual ones.
STREAMS = {
    "{} <&-": (),
    "{} >&-": (5,),
    "{} 2>&-": (),
    "{} <&- >&- 2>&-": (5,),
    "{} <&- 2>&-": (),
    "{} >/dev/full": (5,),
    "{} 2>/dev/full": (),
    "{} >/dev/full 2>/dev/full": (5,),
    "{} >/dev/full 2>&-": (5,),
    "{} </dev/zero": (),
    "{} 1</dev/null": (5,),
    "{} | true": (),
    "{} | head -c 1": (),
    "{} 2>&1 | true": (),
    "{} | (exec <&-; sleep 0.3)": (),
    "{} | (sleep 0.3; cat)": (),
    "{} | while IFS= read -r -n 40 x; do :; done": (),
    "(ulimit -f 0; {} >$TMP)": (5,),
    "(trap '' PIPE; {} | true)": (5,),
    "(trap '' INT TERM HUP; {} | head -1)": (),
    "{} | (head -c 100; kill -9 $BASHPID)": (137,),
}


@pytest.mark.parametrize("stream", STREAMS)
def test_odd_streams(stream: str, tmp_path: Path, record_property: Runs) -> None:
    """Never a traceback, and the exit code tells what became of the answer."""
    for call in CALLS:
        done = bash(stream.format(f"crampinfo {call}"), TMP=str(tmp_path / "x"))

        assert done.returncode in (0, 2, 3, *STREAMS[stream]), (call, done.stderr)
        assert b"Traceback" not in done.stdout + done.stderr, (call, done.stderr)
        assert b"Exception" not in done.stderr, (call, done.stderr)
    record_property("runs", len(CALLS))


def test_a_pipe_that_does_not_wait(record_property: Runs) -> None:
    """A full pipe that refuses to block is told as what it is."""
    for call in CALLS * 2:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        words = [sys.executable, "-m", "crampinfo", *call.split()]
        if call in CALLS[:2]:
            os.write(writer, b"x" * (1 << 16))
        done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(reader)
        os.close(writer)

        assert done.returncode in (0, 2, 3, 5)
        assert b"Traceback" not in done.stderr
    record_property("runs", len(CALLS) * 2)


# --- Terminals ------------------------------------------------------------------------------------

ENCODINGS = sorted({*aliases.values()} | {"utf-8-sig", "utf-16-le", "nonsense"})
FORMATS = ["panels", "text", "markdown", "json"]


class Terminal(TextIOWrapper):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize("width", ["1", "57", "300"])
def test_encodings_and_widths(
    monkeypatch: pytest.MonkeyPatch, width: str, record_property: Runs
) -> None:
    """Every encoding of Python, every format, TERM or none: all is there, nothing too wide."""
    calls = ("relief", "cause guillain-barre --full", "--help", "compare gout dvt")
    for count, (encoding, form) in enumerate(product(ENCODINGS, FORMATS)):
        call, term = calls[count // 4 % 4], ["", "dumb", "xterm-256color"][count % 3]
        out = BytesIO()
        try:
            stdout = Terminal(out, encoding=encoding, errors="strict", write_through=True)
            "".encode(encoding)
        except LookupError:  # not an encoding of text
            continue
        monkeypatch.setenv("TERM", term)
        monkeypatch.setenv("COLUMNS", width)
        monkeypatch.setattr(sys, "stdout", stdout)
        code = main(
            [*call.split(), *([] if call == "--help" else ["--format", form, "--no-pager"])]
        )
        monkeypatch.undo()
        text = out.getvalue().decode("utf-8" if form == "json" and call != "--help" else encoding)
        rows = text.splitlines()

        assert code == 0, (encoding, call)
        assert form == "json" or text.count("?") <= 3, (encoding, call, text)
        if call != "--help":
            assert form == "json" or DISCLAIMER in plain(_bare(text).replace("|", " ")), (
                encoding,
                text,
            )
        if form in ("panels", "text"):
            assert max(cell_len(_bare(row)) for row in rows) <= max(40, int(width)), encoding
        assert ("\x1b" in text) <= (form == "panels" and term != "dumb"), (encoding, call)
    record_property("runs", len(ENCODINGS) * len(FORMATS))


def _bare(text: str) -> str:
    """Return a text without colours and links."""
    parts = text.split("\x1b")
    return parts[0] + "".join(
        part.partition("\\")[2] if part[:1] == "\\" else part.partition("m")[2]
        for part in parts[1:]
    )


LOCALES = [
    "",
    "C",
    "C.UTF-8",
    "POSIX",
    "en_US.UTF-8",
    "de_DE@euro",
    "tr_TR",
    "ja_JP.SJIS",
    "\udcff",
]


@pytest.mark.parametrize("name", LOCALES, ids=ascii)
def test_locales(name: str, record_property: Runs) -> None:
    """Python decides on the encoding by the locale, in several ways."""
    ways: list[dict[str, str]] = [
        {},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONUTF8": "1"},
        {"PYTHONIOENCODING": "cp437:strict"},
        {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONDEVMODE": "1"},
        {"PYTHONSAFEPATH": "1"},
    ]
    for way in ways:
        for call in CALLS[:3]:
            environment = {"PATH": os.environ["PATH"], "LANG": name, "LC_ALL": name, **way}
            words = [sys.executable, "-m", "crampinfo", *call.split()]
            done = subprocess.run(words, env=environment, capture_output=True, check=False)

            assert (done.returncode, done.stderr) == (0, b""), (way, call)
            assert b"Emergency: 999" in b" ".join(done.stdout.split()), (way, call)
    record_property("runs", len(ways) * 3)


# --- Interrupts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("call", ["relief", "validate", "search numb foot"])
def test_a_signal_every_five_milliseconds(
    call: str, sent: signal.Signals, record_property: Runs
) -> None:
    """From the first import on it ends at once, by the signal, and says nothing."""
    ends: list[int] = []
    early = 0
    for moment in range(100 if sent is signal.SIGINT else 20):
        words = [sys.executable, "-m", "crampinfo", *call.split()]
        process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A shell's & ignores some signals.
            preexec_fn=partial(signal.signal, sent, signal.SIG_DFL),  # noqa: PLW1509  # no threads
        )
        time.sleep(0.005 * moment * (1 if sent is signal.SIGINT else 4))
        process.send_signal(sent)
        _, err = process.communicate()
        if b"KeyboardInterrupt" in err and b"__main__.py" not in err:
            early += 1  # Python itself was starting, and had not come to our first line
            continue

        assert err == b"", (moment, err)
        assert process.returncode in (0, -sent), moment
        ends.append(process.returncode)
    assert -sent in ends
    record_property("runs", len(ends))
    record_property("in_the_start_of_python", early)


# --- Folders and users ----------------------------------------------------------------------------


def test_a_working_folder_that_is_gone(tmp_path: Path, record_property: Runs) -> None:
    """Whatever is asked for; only a relative library cannot be found there."""
    for call in (*CALLS, "relief --data .", "relief --data x", "validate ."):
        gone = tmp_path / "gone"
        gone.mkdir()
        done = bash(f"cd {gone} && rmdir {gone} && crampinfo {call}")

        assert done.returncode in (0, 2, 3, 4), (call, done.stderr)
        assert b"Traceback" not in done.stderr, call
        assert b"data" not in call.encode() or done.returncode in (2, 4)
    record_property("runs", len(CALLS) + 3)


def test_modules_in_the_working_folder_are_not_loaded(
    tmp_path: Path, record_property: Runs
) -> None:
    """The command loads nothing from where it is called, whatever is called like a module."""
    script = Path(sys.executable).with_name("crampinfo")
    if not script.exists():
        pytest.skip("the command is not installed beside Python")
    for name in (
        "yaml",
        "typer",
        "rich",
        "msgspec",
        "crampinfo",
        "signal",
        "re",
        "sqlite3",
        "json",
    ):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('loaded')\n")
    for name in ("less", "sh", "crampinfo"):
        (tmp_path / name).write_text("#!/bin/sh\necho loaded\n")
        (tmp_path / name).chmod(0o755)
    for call in CALLS:
        done = subprocess.run(
            [script, *call.split()], cwd=tmp_path, capture_output=True, check=False
        )

        assert b"loaded" not in done.stdout + done.stderr, call
        assert done.returncode in (0, 2, 3)
    record_property("runs", len(CALLS))


def as_nobody(words: list[str]) -> Ran:
    """Run a command as a user without rights, in a process that knows all modules already."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.dup2(writer, 1)
            os.dup2(writer, 2)
            sys.stdout = TextIOWrapper(open(1, "wb", buffering=0, closefd=False), "utf-8")  # noqa: SIM115  # a number
            sys.stderr = TextIOWrapper(open(2, "wb", buffering=0, closefd=False), "utf-8")  # noqa: SIM115  # a number
            os.setgroups([])
            os.setgid(65_534)
            os.setuid(65_534)
            code = main(words)
        except BaseException as error:  # it is told
            os.write(2, f"Traceback {error!r}".encode())
            code = 99
        os._exit(code)
    os.close(writer)
    told = b"".join(iter(lambda: os.read(reader, 65_536), b"")).decode()
    os.close(reader)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ran(code, told if code == 0 else "", told if code else "")


@pytest.fixture
def open_library() -> Iterator[Path]:
    """A library in a place that every user can reach."""
    if not hasattr(os, "setuid") or os.getuid() != 0:
        pytest.skip("another user can be played by root alone")
    for words in ("relief", "search x", "cause xyzzyq", "compare gout dvt", "validate /nowhere"):
        main(words.split())  # what is loaded must be so before rights are given up
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = shutil.copytree(bundled_data(), Path(folder, "data"), copy_function=shutil.copyfile)
        yield copy
        subprocess.run(["chmod", "-R", "u+rwX", copy], check=True)


@pytest.mark.parametrize("mode", [0o000, 0o100, 0o200, 0o400, 0o444, 0o111, 0o755])
@pytest.mark.parametrize("place", [".", "causes", "basics", "sources", "lookalikes/dvt.yaml"])
def test_permissions(open_library: Path, place: str, mode: int, record_property: Runs) -> None:
    """What may not be read is named, with what the system says: never a traceback."""
    (open_library / place).chmod(mode)
    for call in ("relief", "causes", "compare gout dvt", "search calf", "validate", "sources"):
        ran = as_nobody([f"--data={open_library}", *call.split()])

        assert ran.code in (0, 2, 4), ran
        if call == "validate":
            assert "Traceback" not in ran.out + ran.err
        else:
            assert_sound(ran, call)
        assert (
            ran.code == 0 or "ermission" in ran.err or "no library" in ran.err or "is no" in ran.err
        )
    record_property("runs", 6)
