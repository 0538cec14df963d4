"""The source as data: what the tests of the house's rules look at."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("models", "widgets", "workbench")
NOT_OURS = {".git", ".venv", "build", "dist", "demo-output", "__pycache__", ".hypothesis"}


@dataclass(frozen=True)
class Source:
    """One Python file of the repository."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.path.read_bytes(), filename=self.name)))

    def at(self, node: ast.AST) -> str:
        line: int = getattr(node, "lineno", 1)
        return f"{self.name}:{line}: {self.lines[line - 1].strip()}"

    @property
    def imported(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every imported module, with the statement that imports it."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node, alias.name
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node, node.module
                for alias in node.names:
                    yield node, f"{node.module}.{alias.name}"


def files_below(folder: Path) -> Iterator[Path]:
    """Walks the folder itself, because a release or a bare machine has no git to ask."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name not in NOT_OURS and not name.endswith((".egg-info", "_cache"))
        )
        yield from (Path(parent, name) for name in sorted(names))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def all_files() -> list[Path]:
    return list(files_below(ROOT))


@pytest.fixture(scope="session")
def product() -> list[Source]:
    """The sources of the three floors."""
    return [
        Source(path)
        for floor in PRODUCT
        for path in files_below(ROOT / floor)
        if path.suffix == ".py"
    ]
