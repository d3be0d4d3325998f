"""One YAML file → a typed record, or the file, the line and what is wrong."""

import os
import re
import stat
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from crampinfo.errors import BrokenDataError
from crampinfo.plaintext import CONTROL

T = TypeVar("T")

_MOST_BYTES = 1 << 20
_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is 8 times as fast


class _Loader(_BaseLoader):  # type: ignore[misc]  # the C classes have no types
    """Reads every scalar as text: `no` stays `no`, and a date is text."""

    descend_resolver, ascend_resolver = slice, tuple  # called at each node: these do nothing, fast

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """Return the tag of a node without one. PyYAML's own look-up takes a third of all time."""
        return _TAGS[kind]


_NAMES = {ScalarNode: "str", SequenceNode: "seq", MappingNode: "map"}
_TAGS: dict[type, str] = {kind: f"tag:yaml.org,2002:{name}" for kind, name in _NAMES.items()}


class Fault(Exception):  # noqa: N818  # not for the reader
    """Two arguments: where (a node, or a line counted from 0), and what is wrong."""


def read(file: Path, shape: type[T], documents: int = 1, *, only: bool = False) -> T:
    """Read the first documents of a file as one record of some shape: their keys are joined.

    What follows so many documents is not read, or is a fault where they must be the `only` ones.
    Raises BrokenDataError where the file cannot be read, is not YAML, or is no such record.
    """
    try:
        nodes = _documents(text_of(file), documents, only=only)
        return _record(nodes, shape, file.stem)
    except Fault as fault:
        place, what = fault.args
        line = place if isinstance(place, int) else place.start_mark.line
        raise BrokenDataError(file, line + 1, what) from None
    except RecursionError:
        raise BrokenDataError(file, 1, "too many levels") from None


def text_of(file: Path) -> str:
    """Read a file as text. Raises BrokenDataError but for regular files of at most 1 MiB."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe would block
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise BrokenDataError(file, 1, "not a regular file")
            if status.st_size > _MOST_BYTES:
                raise BrokenDataError(file, 1, "larger than 1 MiB")
            if len(content := os.read(handle, status.st_size)) < status.st_size:
                raise BrokenDataError(file, 1, "cannot be read whole")
            return content.decode()
        finally:
            os.close(handle)
    except OSError as error:
        raise BrokenDataError(file, 1, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BrokenDataError(file, line, "not UTF-8 text") from None


def line_of(file: Path, word: str) -> int:
    """Return the first line of a file where a word is a value by itself; 1 where none is."""
    value = re.compile(rf"(?:^|[\s\[,]){re.escape(word)} *(?:[],#]|$)")
    lines = text_of(file).split("\n")
    return next((number for number, line in enumerate(lines, 1) if value.search(line)), 1)


def _documents(text: str, wanted: int, *, only: bool) -> list[Any]:
    """Parse the first documents of a text into nodes that know their lines. Raises Fault."""
    try:
        nodes = list(islice(yaml.compose_all(text, _Loader), wanted + only))
    except yaml.YAMLError as error:  # a bad character has a position in bytes, and no mark
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else text.encode().count(b"\n", 0, getattr(error, "position", 0))
        what = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise Fault(line, f"not YAML: {what}") from None
    if len(nodes) < wanted:
        what = "the second part is missing: it stands after a line with ---"
        raise Fault(text.count("\n"), what if nodes else "the file is empty")
    if len(nodes) > wanted:
        raise Fault(nodes[-1], "one document too many")
    return nodes


def _record(nodes: list[Any], shape: type[T], name: str) -> T:
    """Turn the documents of a file into one record. Raises Fault."""
    for node in nodes:
        if node.tag != _TAGS[MappingNode]:
            raise Fault(node, "keys and values expected, without a tag")
    whole = nodes[0]
    whole.value = [pair for node in nodes for pair in node.value]
    try:
        record = msgspec.convert(_plain(whole, set()), shape, strict=False)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        steps = [key or int(index) for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path)]
        steps += re.findall(r"unknown field `(.*)`", what, re.S)
        what = re.sub("`(.*?)`", lambda word: _WORDS.get(word[1], word[0]), what)
        what = what.removeprefix("Object ").replace(" field ", " key ")
        what = what.replace("Invalid enum value", "Not a word that may stand here:")
        raise Fault(_place(whole, steps), what[:1].lower() + what[1:]) from None
    if getattr(record, "id", name) != name:
        raise Fault(_place(whole, ["id"]), f"the id is not the file's name, “{name}”")
    return record


# What msgspec calls a kind of value.
_WORDS = {"array": "a list", "object": "keys and values", "str": "text", "int": "a whole number"}
_WORDS |= {"float": "a number", "bool": "true or false"}


def _plain(node: Any, seen: set[int]) -> Any:
    """Turn a node into lists, dictionaries and text. Raises Fault for anything else.

    Of `seen` nodes an alias would bring one again.
    """
    kind = type(node)
    if node.tag != _TAGS[kind]:
        raise Fault(node, f"the tag {node.tag} is not allowed: data is plain text")
    if kind is ScalarNode:
        # Nearly all are printable, which is told faster than what a control character is.
        if node.value.isprintable() or not (control := CONTROL.search(node.value)):
            return node.value
        if control.group() == "\n":
            raise Fault(node, "a line break inside text: fold it with >-")
        raise Fault(node, f"the character U+{ord(control.group()):04X} is not allowed in text")
    if id(node) in seen:
        raise Fault(node, "an anchor (&) and its aliases (*) are not allowed")
    seen.add(id(node))
    if kind is SequenceNode:
        return [_plain(item, seen) for item in node.value]
    result: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not ScalarNode:
            raise Fault(key, "a key must be a word")
        word = _plain(key, seen)
        if word in result:
            raise Fault(key, f"the key “{word}” is given twice")
        result[word] = _plain(value, seen)
    return result


def _place(whole: Any, steps: list[Any]) -> Any:
    """Return the deepest node that some steps (keys, indices) lead to; a key for its value."""
    place = value = whole
    for step in steps:
        if isinstance(step, int):
            place = value = value.value[step]
        else:
            place, value = next(pair for pair in value.value if pair[0].value == step)
    return place
