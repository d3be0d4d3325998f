"""Write docs/licences.md: the licences of all that the program and its development install.

python docs/licences.py
"""

import re
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

FILE = Path(__file__).with_suffix(".md")
PREAMBLE = """# Licences

crampinfo is under the MIT licence (`LICENSE`), its data under CC BY 4.0 (`data/LICENSE`).
It contains no code of others. What follows is what the packages say of themselves, as they are
installed on Linux; `nox -s licences` writes it.
"""

# Said in other words in the packages' metadata than SPDX has for the same licence.
SPDX = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
}


def licences() -> str:
    """Return the document."""
    needed = required("crampinfo")
    others = {plain(each.name) for each in distributions()} - needed - {"crampinfo"}
    tables = {"To run it": needed, "To develop it": others}
    parts = [f"## {title}\n\n{table(names)}" for title, names in tables.items()]
    return "\n".join([PREAMBLE, *parts])


def required(name: str) -> set[str]:
    """Return the installed packages that one needs to run, those that these need too."""
    found: set[str] = set()
    new = {name}
    while new:
        one = new.pop()
        for line in distribution(one).requires or ():
            each = plain(re.match(r"[\w.-]+", line)[0])  # type: ignore[index]  # it begins so
            if "extra ==" not in line and each not in found and installed(each):
                found.add(each)
                new.add(each)
    return found


def installed(name: str) -> bool:
    """Tell whether a package is there: those for other systems are not."""
    return any(plain(each.name) == name for each in distributions())


def table(names: set[str]) -> str:
    """Return a table of packages and their licences."""
    rows = [f"| {name} | {licence(distribution(name))} |" for name in sorted(names)]
    return "\n".join(["| Package | Licence |", "|---|---|", *rows, ""])


def licence(package: Distribution) -> str:
    """Return the licence that a package says it has, as an SPDX expression where it gives one."""
    if "License-Expression" in package.metadata:
        return package.metadata["License-Expression"]
    kinds = package.metadata.get_all("Classifier") or []
    names = [kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License ::")]
    names = [name for name in names if name != "OSI Approved"]
    if not names and "License" in package.metadata:
        names = package.metadata["License"].split("\n")[:1]
    return ", ".join(SPDX.get(name, name) for name in names) or "not told"


def plain(name: str) -> str:
    """Return the name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    FILE.write_text(licences(), encoding="utf-8")
