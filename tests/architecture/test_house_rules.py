"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.architecture.conftest import Source

WRITERS = {
    "models/exchange/atomic.py": "the one way to write a user's file",
    "workbench/crash_report.py": "appends to a log of our own",
}
PROOFS = "models/exchange/proof/"
"""They write into a folder that is made for one proof and gone after it."""
TEXT = {".cfg", ".csv", ".desktop", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".xml"}
# A path of somebody's machine, or the address of a package index.
PRIVATE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/",
            r"/work" + r"/(?:main|shared|scratch)",
            r"/opt" + r"/(?:wheels|pypi)",
            r"[Cc]:\\[Uu]sers\\\w+",
            r"pypi\.org",
            r"pythonhosted",
            r"(?:deb|security)\.debian\.org",
            r"registry\.npm",
            r"--(?:extra-)?index-url",
            r"--find-links",
        ]
    )
)
WRITING_METHODS = {"write_text", "write_bytes"}


def _mode(call: ast.Call) -> str:
    """The literal mode of a call of open(), as a function or as a method of a path."""
    position = 0 if isinstance(call.func, ast.Attribute) else 1
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given += call.args[position : position + 1]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return "r"


def _writes(call: ast.Call) -> bool:
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = method or getattr(call.func, "id", "")
    if name == "open":
        return bool(re.fullmatch(r"[rwaxbt+]+", _mode(call)) and set(_mode(call)) & set("wax+"))
    return method in WRITING_METHODS or name in {"QSaveFile", "QFile"}


def test_that_names_of_files_say_what_is_inside(all_files: list[Path]) -> None:
    vague = re.compile(r"manager|helper|utils?(?![a-z])|misc|common", re.IGNORECASE)
    assert [path for path in all_files if path.suffix == ".py" and vague.search(path.stem)] == []


def test_that_files_are_written_only_by_the_atomic_writer(product: list[Source]) -> None:
    """A half-written file must never take the place of a whole one."""
    found = [
        source.at(node)
        for source in product
        if source.name not in WRITERS and not source.name.startswith(PROOFS)
        for node in source.nodes
        if isinstance(node, ast.Call) and _writes(node)
    ]
    assert found == []


def test_that_no_except_swallows_a_bug(product: list[Source]) -> None:
    def broad(kind: ast.expr | None) -> bool:
        if isinstance(kind, ast.Tuple):
            return any(broad(element) for element in kind.elts)
        return kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"}

    def raises_it_again(handler: ast.ExceptHandler) -> bool:
        last = handler.body[-1]
        return isinstance(last, ast.Raise) and last.exc is None

    found = [
        source.at(node)
        for source in product
        for node in source.nodes
        if isinstance(node, ast.ExceptHandler) and broad(node.type) and not raises_it_again(node)
    ]
    assert found == []


def test_that_nothing_names_a_private_path_or_a_package_index(all_files: list[Path]) -> None:
    found = []
    for path in all_files:
        if path.suffix not in TEXT and path.name not in {"Makefile", "run"}:
            continue
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if PRIVATE.search(line) and "--no-emit-index-url" not in line:
                found.append(f"{path}:{number}: {line.strip()[:120]}")
    assert found == []


def test_that_tests_and_packaging_are_no_packages(all_files: list[Path], root: Path) -> None:
    """In packaging/ it would hide the library of that name, which pip and others need."""
    found = [
        path
        for path in all_files
        if path.name == "__init__.py"
        and path.relative_to(root).parts[0] in {"benchmarks", "packaging", "tests"}
    ]
    assert found == []


def test_that_the_version_stands_in_one_place(product: list[Source], root: Path) -> None:
    declared = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text("utf-8"), re.M)
    assert declared is not None
    quoted = re.compile(rf"""["']{re.escape(declared[1])}["']""")
    found = [
        f"{source.name}:{number}"
        for source in product
        for number, line in enumerate(source.lines, start=1)
        if quoted.search(line)
    ]
    assert found == []


def test_that_how_few_is_too_few_means_one_thing_in_the_whole_evaluation(
    product: list[Source],
) -> None:
    """`FEWEST` (nothing is said) and `TOO_FEW` (a rate is pale) stand in `tallies.py` alone."""
    named = re.compile(r"^(?:FEWEST|TOO_FEW)\b\s*[:=]", re.MULTILINE)
    places = {
        source.name
        for source in product
        if source.name.startswith("models/evaluation/") and named.search("\n".join(source.lines))
    }
    assert places == {"models/evaluation/tallies.py"}
