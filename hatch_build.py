"""Compile what `crampinfo match` reads, when a wheel is built: 7 ms to read instead of 120."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `data/matching/compiled.json` into the wheel; a checkout reads the YAML files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the library of this checkout, unless it stays where it is (editable)."""
        if version == "editable":
            return
        if sys.version_info < (3, 11):  # noqa: UP036 - pip refuses an older Python after this hook
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        import msgspec

        from crampinfo.library import Library
        from crampinfo.understand import compile_knowledge

        knowledge = compile_knowledge(Library(root / "data"))
        self.folder = tempfile.TemporaryDirectory()
        file = Path(self.folder.name) / "compiled.json"
        file.write_bytes(msgspec.json.encode(knowledge))
        build_data["force_include"][str(file)] = "crampinfo/data/matching/compiled.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was only needed to build."""
        if hasattr(self, "folder"):
            self.folder.cleanup()
