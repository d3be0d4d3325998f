"""One YAML file to typed records, or the file, the line and what is wrong."""

import sys
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, get_args, get_origin

import msgspec
import yaml

from crampinfo.errors import BrokenDataError
from crampinfo.plaintext import CONTROL

__all__ = ["faults", "line_of", "read"]

_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is 8 times as fast


class _Loader(_BaseLoader):  # type: ignore[misc]  # the C classes have no types
    """Reads every scalar as text: `no` stays `no`, and a date is text."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """Return the tag of a node without one. PyYAML's own look-up takes a third of all time."""
        return _TAGS[kind]

    def descend_resolver(self, parent: object, index: object) -> None:
        """Keep no path: no tag depends on it."""

    def ascend_resolver(self) -> None:
        """Keep no path: no tag depends on it."""


_TAGS: dict[type, str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}

Fault = tuple[int, str]
"""A line, counted from 1, and what is wrong there."""


def read(file: Path, *shapes: type[Any]) -> list[Any]:
    """Read the first documents of a file, one for each shape.

    Args:
        file: A YAML file.
        shapes: The record that each document must be, in order. Documents after them are not read.

    Returns:
        One record for each shape.

    Raises:
        BrokenDataError: The file cannot be read, is not YAML, or is not such records.
    """
    documents = _documents(file, len(shapes))
    records = []
    for number, shape in enumerate(shapes):
        if number == len(documents):
            line = documents[-1].end_mark.line + 1 if documents else 1
            raise BrokenDataError(file, line, _missing_document(number, shape))
        node = documents[number]
        try:
            record = msgspec.convert(_plain(node), shape, strict=False)
        except (_BadNodeError, msgspec.ValidationError):
            line, what = next(_faults(node, shape))
            raise BrokenDataError(file, line, what) from None
        if getattr(record, "id", file.stem) != file.stem:
            line = _line_of(node, "id")
            raise BrokenDataError(file, line, f"the id is not the file's name, “{file.stem}”")
        records.append(record)
    return records


def faults(file: Path, *shapes: type[Any]) -> list[BrokenDataError]:
    """Return everything that is wrong with a file of exactly these documents, in order of lines."""
    try:
        documents = _documents(file, len(shapes) + 1)
    except BrokenDataError as error:
        return [error]
    found: list[Fault] = []
    for number, shape in enumerate(shapes):
        if number == len(documents):
            line = documents[-1].end_mark.line + 1 if documents else 1
            found.append((line, _missing_document(number, shape)))
            break
        node = documents[number]
        found.extend(_faults(node, shape))
        if "id" in shape.__struct_fields__ and _value_of(node, "id") not in (None, file.stem):
            found.append((_line_of(node, "id"), f"the id is not the file's name, “{file.stem}”"))
    if len(documents) > len(shapes):
        line = documents[len(shapes)].start_mark.line + 1
        found.append((line, f"one document too many: this file has {len(shapes)}"))
    return [BrokenDataError(file, line, what) for line, what in sorted(found)]


def line_of(file: Path, text: str) -> int:
    """Return the first line of a sound file where a value is this text; 1 where none is."""
    waiting = _documents(file, sys.maxsize)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, yaml.ScalarNode):
            if node.value == text:
                return int(node.start_mark.line) + 1
        elif isinstance(node, yaml.SequenceNode):
            waiting[:0] = node.value
        else:
            waiting[:0] = [value for _, value in node.value]
    return 1


class _BadNodeError(Exception):
    """A node that no record may hold."""


def _documents(file: Path, most: int) -> list[Any]:
    """Parse at most so many documents of a file into nodes that know their lines."""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenDataError(file, line, "not UTF-8 text") from None
    except OSError as error:
        raise BrokenDataError(file, 1, f"cannot be read ({error.strerror})") from None
    nodes: list[Any] = []
    try:
        loader = _Loader(text)
        try:
            while len(nodes) < most and loader.check_node():
                nodes.append(loader.get_node())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise BrokenDataError(file, line, f"not YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        what = str(error).split("\n")[0] or type(error).__name__
        raise BrokenDataError(file, 1, f"not YAML: {CONTROL.sub(' ', what)}") from None
    if "&" in text:  # an anchor, perhaps: a few lines of aliases can stand for gigabytes
        seen: set[int] = set()
        for node in nodes:
            _refuse_aliases(file, node, seen)
    return nodes


def _refuse_aliases(file: Path, node: Any, seen: set[int]) -> None:
    """Raise BrokenDataError for a node that stands in two places."""
    if id(node) in seen:
        line = node.start_mark.line + 1
        raise BrokenDataError(file, line, "an anchor (&) and its aliases (*) are not allowed")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_aliases(file, item, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _refuse_aliases(file, key, seen)
            _refuse_aliases(file, value, seen)


def _plain(node: Any) -> Any:
    """Turn a node into lists, dictionaries and text. Raises _BadNodeError for anything else."""
    kind = type(node)
    if node.tag != _TAGS[kind]:
        raise _BadNodeError
    if kind is yaml.ScalarNode:
        if CONTROL.search(node.value):
            raise _BadNodeError
        return node.value
    if kind is yaml.SequenceNode:
        return [_plain(item) for item in node.value]
    result = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode or key.value in result:
            raise _BadNodeError
        result[_plain(key)] = _plain(value)
    return result


_PLAIN_TAGS = frozenset(_TAGS.values())


def _own_fault(node: Any) -> str | None:
    """Return what is wrong with a node itself, whatever record it is for."""
    if node.tag not in _PLAIN_TAGS:
        return f"the tag {CONTROL.sub(' ', node.tag)} is not allowed: data is plain text"
    if isinstance(node, yaml.ScalarNode):
        control = CONTROL.search(node.value)
        if control is None:
            return None
        if control.group() == "\n":
            return "a line break inside text: fold it with >-"
        return f"the control character U+{ord(control.group()):04X} is not allowed in text"
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                return "a key must be a word"
    return None


def _faults(node: Any, shape: Any) -> Iterator[Fault]:
    """Find every fault of a node that should be of a shape, with its line."""
    line = node.start_mark.line + 1
    own = _own_fault(node)
    if own:
        yield line, own
        return
    bare = _without_none(shape)
    if get_origin(bare) is Annotated:
        bare = _without_none(get_args(bare)[0])
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _struct_faults(node, bare, line)
    elif get_args(bare)[1:] == (...,) and isinstance(node, yaml.SequenceNode) and node.value:
        for item in node.value:
            yield from _faults(item, get_args(bare)[0])
    else:
        try:
            msgspec.convert(_plain(node), shape, strict=False)
        except _BadNodeError:
            yield line, "plain text expected"
        except msgspec.ValidationError as error:
            one_of = isinstance(bare, EnumType) and isinstance(node, yaml.ScalarNode)
            words = ", ".join(bare) if one_of else ""
            yield line, f"“{node.value}” is not one of: {words}" if one_of else _sentence(error)


def _struct_faults(node: Any, shape: type[msgspec.Struct], line: int) -> Iterator[Fault]:
    """Find the faults of the keys of a record, or of the whole where its keys are good."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    if not isinstance(node, yaml.MappingNode):
        yield line, f"keys and values expected ({', '.join(fields)})"
        return
    seen: set[str] = set()
    sound = True
    for key, value in node.value:
        where = key.start_mark.line + 1
        found: list[Fault] = []
        if key.value in seen:
            found = [(where, f"the key “{key.value}” is given twice")]
        elif key.value not in fields:
            found = [(where, f"unknown key “{CONTROL.sub(' ', key.value)}”")]
        else:
            found = list(_faults(value, fields[key.value].type))
        seen.add(key.value)
        sound = sound and not found
        yield from found
    for name, field in fields.items():
        if field.required and name not in seen:
            sound = False
            yield line, f"the key “{name}” is missing"
    if sound:
        try:
            msgspec.convert(_plain(node), shape, strict=False)
        except msgspec.ValidationError as error:
            yield line, _sentence(error)


def _without_none(shape: Any) -> Any:
    """Return the type that a value has when it is there."""
    parts = [part for part in get_args(shape) if part is not type(None)]
    return parts[0] if isinstance(shape, UnionType) and len(parts) == 1 else shape


def _sentence(error: msgspec.ValidationError) -> str:
    """Return what msgspec says without its own path: file and line tell where."""
    what = str(error).split(" - at `")[0]
    for theirs, ours in _WORDS.items():
        what = what.replace(theirs, ours)
    return what[:1].lower() + what[1:]


_WORDS = {
    "`array` of length >= 1": "a list that is not empty",
    "`str` of length >= 1": "text that is not empty",
    "`array`": "a list",
    "`object`": "keys and values",
    "`str`": "text",
    "`int`": "a whole number",
    "`bool`": "true or false",
    " matching regex": " that fits",
}


def _missing_document(number: int, shape: type[Any]) -> str:
    if number == 0:
        return "the file is empty"
    return f"the second part ({shape.__name__}) is missing: it stands after a line with ---"


def _entry(node: Any, name: str) -> Any:
    """Return the node of a key and the node of its value, or None."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                return key, value
    return None


def _line_of(node: Any, name: str) -> int:
    entry = _entry(node, name)
    line: int = (entry[0] if entry else node).start_mark.line + 1
    return line


def _value_of(node: Any, name: str) -> str | None:
    entry = _entry(node, name)
    return entry[1].value if entry else None
