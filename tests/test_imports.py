"""What must not be loaded on the way to a page, and which module may know which."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import get_args

import pytest
from conftest import REPOSITORY
from test_every_answer import CALLS

from crampinfo.page import Format

SOURCE = REPOSITORY / "src"
MODULES = {
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in (SOURCE / "crampinfo").rglob("*.py")
}

# A module imports from its own package and from those before it, never the other way.
ORDER = [
    "plaintext",
    "errors",
    "library",
    "figures",
    "answers",
    "page",
    "finding",
    "compose",
    "rendering",
]
ORDER += ["api", "cli", "__main__"]

NEVER = {
    *("pydantic", "importlib.metadata", "importlib.resources", "markdown_it", "pygments"),
    *("rich.markdown", "rich.traceback", "socket", "asyncio", "shlex"),
    *("crampinfo.cli.counting", "rich.live", "rich.progress_bar"),
}
DRAWINGS = {"crampinfo.figures"}
NEVER |= DRAWINGS


# --- Loaded ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("command", ["", *(name for name in CALLS)])
def test_a_page_loads_no_more_than_it_needs(command: str, form: Format) -> None:
    """Rich's console is for panels alone, SQLite for search, and some modules are for nothing."""
    modules = loaded(f"{command} {CALLS[command][-1] if command else ''} --format {form}")
    drawings = DRAWINGS if form == "html" else set()  # it is always full

    assert modules & NEVER - drawings == set()
    assert drawn_by_rich(modules) is (form == "panels")
    assert ("sqlite3" in modules) is (command == "search")


@pytest.mark.parametrize("command", ["--help", "cause --help", "completion bash", "lipitor", "-V"])
def test_other_commands_are_as_lean(command: str) -> None:
    """Help, errors and completion are as quick as a page."""
    modules = loaded(command)

    assert modules & {*NEVER, "sqlite3"} == set()
    assert not drawn_by_rich(modules)


def drawn_by_rich(modules: set[str]) -> bool:
    """Tell whether more of Rich is loaded than how wide a character is, which others need too."""
    return any(re.match(r"rich\.(?!cells|_)", name) for name in modules)


def loaded(command: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    code = (
        "import atexit, os, sys; from crampinfo.__main__ import run;"
        "atexit.register(lambda: sys.stderr.write(' '.join(['loaded:', *sys.modules])));"
        "run()"
    )
    words = [sys.executable, "-c", code, *command.split()]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "loaded:" in done.stderr
    return set(done.stderr.partition("loaded:")[2].split())


# --- Known ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    """Library, then finding, answers and page, then compose, then rendering, then cli."""
    for target, _ in imports(module):
        here, there = (name.split(".")[1:2] for name in (module, target))

        if here and there and here != there:
            assert ORDER.index(there[0]) < ORDER.index(here[0]), target
        assert here or there in ([], ["api"], ["library"]), target


def test_no_imports_run_in_a_circle() -> None:
    """Each module can be read after those that it knows."""
    graph = {module: {target for target, _ in imports(module)} for module in MODULES}
    graph["crampinfo"] = set()  # loads the API when it is asked for

    assert set(TopologicalSorter(graph).static_order()) == MODULES.keys()


@pytest.mark.parametrize("module", MODULES)
def test_no_module_knows_the_private_names_of_another(module: str) -> None:
    """What begins with one underscore is for its own file."""
    names = {name for _, name in imports(module)}
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    bound = {target.rpartition(".")[2] for target, _ in imports(module)}
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in bound
    }

    assert {name for name in names | used if name.startswith("_") and name[:2] != "__"} == set()


def imports(module: str) -> Iterator[tuple[str, str]]:
    """Find what a module imports of our own: the module, and the name in it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.level or "crampinfo" in str(node.module)):
            source = module if node.level else str(node.module)  # `.` stands in a package alone
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield (inner, "") if inner in MODULES else (source, alias.name)
        elif isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names if each.name in MODULES)
