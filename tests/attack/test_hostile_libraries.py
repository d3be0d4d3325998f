"""Libraries that somebody broke on purpose: bytes, tags, aliases, depth, sizes, devices, names."""

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from conftest import Ran, assert_sound

from crampinfo.library.shelves import bundled_data

Run = Callable[..., Ran]

BATCHES, EACH = 8, 40

# What a line of YAML may be broken with: before it, in its place, or in the midst of it.
SNIPPETS = [
    *(b"!x ", b"!!python/object/apply:os.system ", b"!<\x1b[31m> ", b"&a ", b"*a ", b"<<: *a\n"),
    *(b"? ", b"- ", b": ", b"| ", b">-\n", b"{", b"[", b"}", b"]", b'"', b"'", b"#", b"%YAML 9\n"),
    *(
        b"---\n",
        b"...\n",
        b"\t",
        b"\r",
        b"\0",
        b"\x1b[2J",
        b"\xff",
        b"\xc2",
        b"\x9b",
        b"\xef\xbb\xbf",
    ),
    *(b'"\\e]0;x\\a"', b'"\\u202e"', b'"\\ud800"', b"\xe2\x80\x8b", b"\xe2\x80\xa8", b"~", b"null"),
    *(b"[" * 500, b"{a: " * 500, b"- " * 500, b"? " * 500, b"x" * 5_000, b"\n" * 500, b"9" * 5_000),
]
ODD_NAMES = [
    "\x1b[31mx",
    "two\nrows",
    "\u202ex",
    "\u200b",
    "\udcff",
    "-x",
    "--help",
    "x y",
    "%s",
    "é",
]


def broken(chance: random.Random, data: bytes) -> bytes:
    """Return the bytes of a file with one to three things done to them."""
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(data) + 1)
        end = min(len(data), place + chance.choice([1, 2, 20, 400]))
        line = data.rfind(b"\n", 0, place) + 1
        match chance.randrange(9):
            case 0:
                data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
            case 1:
                data = data[:place] + data[end:]
            case 2:
                data = data[:end] + data[place:end] * chance.choice([1, 3, 300]) + data[end:]
            case 3:
                data = data[:place] + chance.choice(SNIPPETS) + data[place:]
            case 4 | 5:
                data = data[:line] + chance.choice(SNIPPETS) + data[line:]
            case 6:  # in place of a value
                value = data.find(b": ", place) + 2
                data = data[:value] + chance.choice(SNIPPETS) + b"\n" + data[value:]
            case 7:
                lines = data.split(b"\n")
                chance.shuffle(lines[1:9])
                data = b"\n".join(chance.sample(lines, len(lines)) if place % 2 else lines[::-1])
            case _:
                text = data.decode("utf-8", "replace")
                data = text.encode(
                    chance.choice(["utf-16", "utf-32", "cp1252", "cp037"]), "replace"
                )
    return data[: 3 << 20]


def calls(file: Path) -> list[str]:
    """Return commands that need a data file."""
    opening = {
        "causes": "cause {}",
        "lookalikes": "compare {} night-cramps",
        "remedies": "relief {}",
        "medicines": "medicines {}",
        "warning-signs": "warnings {}",
        "groups": "relief --for {}",
        "routines": "stretch {}",
        "figures": "relief calf",
        "sources": "sources {}",
        "basics": "cramp",
    }
    one = opening[file.parent.name].format(file.stem)
    return [
        one,
        f"{one} --full",
        f"{one} --format json",
        "search numb foot",
        "causes",
        "relief all",
    ]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library that tests break and mend again."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    return shutil.copytree(bundled_data(), folder, copy_function=shutil.copyfile)


def told_alike(run: Run, data: Path, words: list[str]) -> None:
    """Run commands: all is sound, and what a page calls broken `validate` calls broken too."""
    option = f"--data={data}"
    shown = [run(option, *each.split()) for each in words]
    checked = run("validate", os.fspath(data), "--format", "json")
    for each, ran in zip(words, shown, strict=True):
        assert_sound(ran, each)
    assert_sound(checked, "validate")
    if any(ran.code == 4 for ran in shown):
        assert checked.code == 4, [ran.err for ran in shown if ran.code == 4]
    if checked.out:
        assert bool(json.loads(checked.out)["faults"]) is (checked.code == 4)


@pytest.mark.parametrize("seed", range(BATCHES))
def test_broken_bytes(
    run: Run, data: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    """One file of any kind, broken at random: an answer, or one sentence that names the file."""
    chance = random.Random(seed)
    files = sorted(data.rglob("*.yaml"))
    for _ in range(EACH):
        file = chance.choice([*files, *(data / "basics").iterdir()])
        sound = file.read_bytes()
        file.write_bytes(broken(chance, sound))
        told_alike(run, data, calls(file))
        file.write_bytes(sound)
    record_property("runs", EACH * 7)


REPLACED: dict[str, Callable[[Path], object]] = {
    "a FIFO": os.mkfifo,
    "a folder": os.mkdir,
    "nothing": lambda file: None,
    "a link to nothing": lambda file: file.symlink_to("nothing"),
    "a link to itself": lambda file: file.symlink_to(file),
    "a link to /dev/zero": lambda file: file.symlink_to("/dev/zero"),
    "a link to /dev/full": lambda file: file.symlink_to("/dev/full"),
    "a link to stdin": lambda file: file.symlink_to("/dev/stdin"),
    "a link to a terminal": lambda file: file.symlink_to("/dev/tty"),
    "a link to another file": lambda file: file.symlink_to("../basics/about.yaml"),
    "3 MiB": lambda file: file.write_bytes(b"id: x\n" * (1 << 19)),
    "3 GiB of nothing": lambda file: os.truncate(os.open(file, os.O_CREAT | os.O_WRONLY), 3 << 30),
    "a bomb": lambda file: file.write_text(
        "a: &a [x,x,x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a,*a]\n" for n in range(20_000))
    ),
    "1 MiB of [a,a": lambda file: file.write_bytes(b"[" + b"a," * ((1 << 19) - 2)),
    "1 MiB of [": lambda file: file.write_bytes(b"[" * (1 << 20)),
    "1 MiB of keys": lambda file: file.write_bytes(
        b"".join(b"k%d: v\n" % number for number in range(90_000))
    ),
}


@pytest.mark.parametrize("kind", REPLACED)
def test_something_else_in_place_of_a_file(
    run: Run, data: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """Nothing is waited for, nothing eats the memory."""
    folders = [data / "causes", data / "sources", data / "basics"]
    for folder in folders:
        file = sorted(folder.glob("*.yaml"))[0]
        kept = file.rename(data / "kept")
        REPLACED[kind](file)
        told_alike(run, data, calls(file)[::2])
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        elif os.path.lexists(file):
            file.unlink()
        kept.rename(file)
    record_property("runs", len(folders) * 4)


def test_a_record_that_others_name_is_gone(
    run: Run, data: Path, record_property: Callable[[str, object], None]
) -> None:
    """Whatever page needs it says which file is missing."""
    calls_of_all = ("relief --full", "relief all", "cause dvt --full", "warnings", "search dvt")
    gone = [
        *("remedies/first-steps", "remedies/calf", "warning-signs/dvt", "groups/pregnancy"),
        *("sources/mayo-muscle-cramp", "causes/night-cramps", "basics/warnings", "basics/relief"),
    ]
    for name in gone:
        kept = (data / f"{name}.yaml").rename(data / "kept")
        told_alike(
            run, data, [*calls_of_all, "cause night-cramps --full", "relief --for pregnancy"]
        )
        kept.rename(data / f"{name}.yaml")
    record_property("runs", len(gone) * 8)


@pytest.mark.parametrize("kind", ["nothing", "3 MiB", "a folder", "a link to itself", "a FIFO"])
def test_something_else_in_place_of_a_folder(
    run: Run, data: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """A library without one of its folders is none."""
    folders = sorted(each for each in data.iterdir() if each.is_dir())
    for folder in folders:
        kept = folder.rename(data / "kept")
        REPLACED[kind](folder)
        for words in ("causes", "cause dvt", "relief", "search calf", "validate", "lipitor", "-V"):
            ran = run(f"--data={data}", *words.split())
            assert_sound(ran, words)
            assert ran.code == 4 or words == "-V" or kind == "a folder", words
        if folder.is_dir():
            folder.rmdir()
        elif os.path.lexists(folder):
            folder.unlink()
        kept.rename(folder)
    record_property("runs", len(folders) * 7)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_odd_names_of_files_and_folders(
    run: Run, data: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    """Names are text: of a file with rubbish, of one that is sound, of the library itself."""
    sound = (data / "causes" / "heat.yaml").read_bytes()
    library = data.rename(data.with_name(name))
    try:
        for content in (b"id: x\n", sound):
            for folder in ("causes", "sources"):
                file = library / folder / f"{name}.yaml"
                file.write_bytes(content)
                told_alike(
                    run, library, [f"cause {name}", "causes", "search heat", f"sources {name}"]
                )
                file.unlink()
    finally:
        library.rename(data)
    record_property("runs", 2 * 2 * 5)


def snippets() -> Iterator[str]:
    """Texts of every kind that a data file may hold, and that are no markup."""
    yield from ("[bold red]x[/]", "<script>x</script>", "# x", "`x` $(x) ; x | x", "{{x}} %s {0}")
    yield from ("=cmd|x!A1", "\\x1b[31m", ":pill:", "][", "א" * 30, "日本" * 30, "e\u0301" * 30)
    yield from ("🦵🏽" * 9, "\ufe0f", "a\u0300" * 40, "x" * 90, "http://x.y/" + "z" * 70)


@pytest.mark.parametrize("text", [*snippets()], ids=ascii)
def test_texts_that_look_like_something_else(
    run: Run, data: Path, text: str, record_property: Callable[[str, object], None]
) -> None:
    """A sound record whose every text is the same odd one opens in every format and width."""
    count = 0
    for folder, command in (("causes", "cause heat"), ("remedies", "relief magnesium")):
        file = data / folder / f"{command.split()[1]}.yaml"
        sound = file.read_text(encoding="utf-8")
        documents = yaml.load_all(sound, yaml.BaseLoader)  # it makes text alone
        file.write_text(
            "\n---\n".join(
                json.dumps(replaced(each, text), ensure_ascii=False) for each in documents
            )
        )
        for form in ("panels", "text", "markdown", "json"):
            for width in (40, 57, 100):
                words = [*command.split(), "--full", "--format", form, "--width", str(width)]
                ran = run(f"--data={data}", *words)
                assert ran.code == 0, ran.err
                assert_sound(ran, " ".join(words), width=width if form[0] in "pt" else None)
                count += 1
        file.write_text(sound, encoding="utf-8")
    record_property("runs", count)


def replaced(thing: object, text: str) -> object:
    """Return what a file holds with another text for every sentence."""
    if isinstance(thing, dict):
        return {
            key: text if key == "text" else replaced(value, text) for key, value in thing.items()
        }
    return [replaced(each, text) for each in thing] if isinstance(thing, list) else thing
