"""Break the program, one random place at a time, and see whether a test notices.

python benchmarks/mutants.py 150 1     how many, and the seed

It changes the files of the current folder and restores them: run it in a copy. A mutant is tried
by the tests that run its line, and by those whose fixtures may; one at import, by all of them.
"""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec
from coverage import CoverageData

PARTS = ["library", "finding", "compose", "page.py", "answers.py"]
TESTS = """schemas data_files library screens links rendering text book html search commands figures
    intervals completion stretch article properties every_answer"""
PYTEST = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
FIXTURES = ["tests/test_book.py", "tests/test_properties.py"]  # which run before a test begins
SECONDS = 1_200  # that a mutant may take


def all_tests() -> list[str]:
    """Return the files of the tests that run in one process, the quick and strict ones first."""
    return [f"tests/test_{name}.py" for name in TESTS.split()]


def covering() -> CoverageData:
    """Run all tests once, unless that was done, and return which of them run which line."""
    settings, found = Path("mutants.cfg"), Path("mutants.coverage")
    settings.write_text("[run]\nsource = crampinfo\ndynamic_context = test_function\n")
    coverage = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}"]
    if not found.exists():
        command = [*coverage, f"--data-file={found}", *PYTEST[1:], *all_tests()]
        subprocess.run(command, check=True)
    data = CoverageData(str(found))
    data.read()
    return data


def tests_of(mutant: MutationSpec, data: CoverageData) -> list[str]:
    """Return the tests that run the lines of a mutant."""
    measured = (each for each in data.measured_files() if each.endswith(str(mutant.module_path)))
    contexts = data.contexts_by_lineno(next(measured, ""))
    lines = range(mutant.start_pos[0], mutant.end_pos[0] + 1)
    found = {context for line in lines for context in contexts.get(line, []) if context}
    names = (context.split(".")[-2:] for context in found)
    return sorted(f"tests/{module}.py::{function}" for module, function in names)


def outcome(mutant: MutationSpec, tests: Iterable[str]) -> tuple[str, str]:
    """Try a mutant: returns killed, survived or incompetent, and what was changed."""
    result = mutate_and_test([mutant], " ".join([*PYTEST, *tests]), SECONDS)
    return str(result.test_outcome and result.test_outcome.value), result.diff or ""


def main(wanted: int, seed: int) -> None:
    """Try some mutants, and print those that no test notices."""
    data = covering()
    with use_db("mutants.sqlite") as found:
        init(find_modules([Path("src/crampinfo", part) for part in PARTS]), found, {})
        places = [each.mutations[0] for each in found.work_items]
    places = [each for each in places if "BitOr" not in each.operator_name]  # in types
    places.sort(key=lambda each: (each.module_path, each.operator_name, each.occurrence))
    outcomes: Counter[str] = Counter()
    for mutant in random.Random(seed).sample(places, min(wanted, len(places))):
        tests = tests_of(mutant, data)
        told, diff = outcome(mutant, [*tests, *FIXTURES] if tests else all_tests())
        outcomes[told] += 1
        if told != "killed":
            print(f"{told}: {mutant.operator_name}\n{diff}\n", flush=True)
    print(dict(outcomes), "of", len(places), "places")


if __name__ == "__main__":
    how_many, seed = (*sys.argv[1:], "150", "1")[:2]
    main(int(how_many), int(seed))
