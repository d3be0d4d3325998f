"""One YAML file → a typed record, or the file, the line and what is wrong."""

import re
import stat
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from crampinfo.errors import BrokenDataError
from crampinfo.plaintext import CONTROL

T = TypeVar("T")

_MOST_BYTES = 1 << 20
_MOST_LEVELS = 16
_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is 8 times as fast


class _Loader(_BaseLoader):  # type: ignore[misc]  # the C classes have no types
    """Reads every scalar as text: `no` stays `no`, and a date is text."""

    _level = 0

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """Return the tag of a node without one. PyYAML's own look-up takes a third of all time."""
        return _TAGS[kind]

    def descend_resolver(self, parent: Any, index: object) -> None:
        """Count the levels: the C parser goes so deep that the process crashes. Raises Fault."""
        self._level += 1
        if self._level > _MOST_LEVELS:
            line = parent.start_mark.line + 1
            raise Fault(line, f"more than {_MOST_LEVELS} levels deep")

    def ascend_resolver(self) -> None:
        """Leave a level."""
        self._level -= 1


_TAGS: dict[type, str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class Fault(Exception):  # noqa: N818  # it is data as well
    """What is wrong with a file: the line, counted from 1, and what to say of it."""


def read(file: Path, shape: type[T], documents: int = 1, *, only: bool = False) -> T:
    """Read the first documents of a file as one record: their keys are joined.

    Args:
        file: A YAML file.
        shape: The record that it must be.
        documents: How many documents make the record. What follows them is not read.
        only: Whether a further document is a fault.

    Raises:
        BrokenDataError: The file cannot be read, is not YAML, or is no such record.
    """
    try:
        nodes = _documents(text_of(file), documents, only=only)
        return _record(nodes, shape, file.stem)
    except Fault as fault:
        raise BrokenDataError(file, *fault.args) from None


def text_of(file: Path) -> str:
    """Read a file as text. Only regular files of at most 1 MiB are read.

    Raises:
        BrokenDataError: It is something else, or cannot be read.
    """
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenDataError(file, 1, "not a regular file")
        if status.st_size > _MOST_BYTES:
            raise BrokenDataError(file, 1, "larger than 1 MiB")
        data = file.read_bytes()
    except OSError as error:
        raise BrokenDataError(file, 1, f"cannot be read ({error.strerror})") from None
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenDataError(file, line, "not UTF-8 text") from None


def line_of(file: Path, word: str) -> int:
    """Return the first line of a file where a word is a value by itself; 1 where none is."""
    value = re.compile(rf"(?:^|[\s\[]){re.escape(word)} *(?:[],]|$)")
    lines = text_of(file).split("\n")
    return next((number for number, line in enumerate(lines, 1) if value.search(line)), 1)


def _documents(text: str, wanted: int, *, only: bool) -> list[Any]:
    """Parse the first documents of a text into nodes that know their lines. Raises Fault."""
    try:
        nodes = list(islice(yaml.compose_all(text, _Loader), wanted + only))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Fault(mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        what = str(error).split("\n")[0] or type(error).__name__
        raise Fault(1, f"not YAML: {what}") from None
    if len(nodes) < wanted:
        what = "the second part is missing: it stands after a line with ---"
        raise Fault(text.count("\n") + 1, what if nodes else "the file is empty")
    if len(nodes) > wanted:
        raise Fault(nodes[-1].start_mark.line + 1, "one document too many")
    return nodes


def _record(nodes: list[Any], shape: type[T], name: str) -> T:
    """Turn the documents of a file into one record. Raises Fault."""
    seen: set[int] = set()
    joined: dict[str, Any] = {}
    for node in nodes:
        if type(node) is not yaml.MappingNode:
            raise Fault(node.start_mark.line + 1, "keys and values expected")
        joined |= _plain(node, seen, joined)
    try:
        record = msgspec.convert(joined, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _fault_of(error, nodes) from None
    if getattr(record, "id", name) != name:
        raise Fault(_line_at(nodes, ["id"]), f"the id is not the file's name, “{name}”")
    return record


def _plain(node: Any, seen: set[int], taken: dict[str, Any] | None = None) -> Any:
    """Turn a node into lists, dictionaries and text. Raises Fault for anything else.

    Of `seen` nodes an alias would bring one again; `taken` are the keys of an earlier document.
    """
    kind = type(node)
    line = node.start_mark.line + 1
    if node.tag != _TAGS[kind]:
        raise Fault(line, f"the tag {node.tag} is not allowed: data is plain text")
    if kind is yaml.ScalarNode:
        return _words(node.value, line)
    if id(node) in seen:
        raise Fault(line, "an anchor (&) and its aliases (*) are not allowed")
    seen.add(id(node))
    if kind is yaml.SequenceNode:
        return [_plain(item, seen) for item in node.value]
    result: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            raise Fault(key.start_mark.line + 1, "a key must be a word")
        word = _plain(key, seen)
        if word in result or (taken and word in taken):
            raise Fault(key.start_mark.line + 1, f"the key “{word}” is given twice")
        result[word] = _plain(value, seen)
    return result


def _words(text: str, line: int) -> str:
    """Return a text without control characters. Raises Fault."""
    control = CONTROL.search(text)
    if control is None:
        return text
    if control.group() == "\n":
        raise Fault(line, "a line break inside text: fold it with >-")
    raise Fault(line, f"the character U+{ord(control.group()):04X} is not allowed in text")


def _fault_of(error: msgspec.ValidationError, nodes: list[Any]) -> Fault:
    """Return what msgspec says, with the line of the place that it names."""
    what, _, path = str(error).partition(" - at `$")
    steps: list[str | int] = [
        int(index) if index else key for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path)
    ]
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", what, re.S)
    if unknown:
        return Fault(_line_at(nodes, [*steps, unknown[1]]), f"unknown key “{unknown[1]}”")
    for theirs, ours in _WORDS.items():
        what = what.replace(theirs, ours)
    return Fault(_line_at(nodes, steps), what[:1].lower() + what[1:])


_WORDS = {
    "Object missing required field": "missing key",
    "`array` of length >= 1": "a list that is not empty",
    "`str` of length >= 1": "text that is not empty",
    "`str` of length <=": "text of at most this many characters:",
    "`array` of length <=": "a list of at most",
    "`array`": "a list",
    "`object`": "keys and values",
    "`str`": "text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    " matching regex": " that fits",
    "Invalid enum value": "not a word that may stand here:",
}


def _line_at(nodes: list[Any], steps: list[str | int]) -> int:
    """Return the line of the deepest node that some steps (keys, indices) lead to."""
    pairs = [pair for node in nodes for pair in node.value]
    place = value = nodes[0]
    for step in steps:
        if isinstance(step, int):
            place = value = value.value[step]
        else:
            place, value = next(pair for pair in pairs if pair[0].value == step)
        pairs = value.value if isinstance(value, yaml.MappingNode) else []
    return int(place.start_mark.line) + 1
