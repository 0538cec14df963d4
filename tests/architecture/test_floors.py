"""What imports what, beyond the contracts that import-linter holds (pyproject.toml)."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.architecture.conftest import Source

HEAVY = {"PySide6", "pandas", "scipy", "matplotlib", "openpyxl", "xlsxwriter"}
# Leadbench works offline; what can talk to the world is not even imported.
NETWORK = {
    "PySide6.QtNetworkAuth",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
UNSAFE = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "xml.etree"}


def _matches(module: str, forbidden: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in forbidden)


def _in_a_fresh_interpreter(root: Path, program: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        text=True,
        timeout=80,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_that_nothing_can_reach_the_network(product: list[Source]) -> None:
    found = [
        source.at(node)
        for source in product
        for node, module in source.imported
        if _matches(module, NETWORK)
    ]
    assert found == []


WRITES_XML = ("models/exchange/rule_engines/pmml", "models/exchange/proof/sformula.py")
"""PMML is written and never read; the proof reads the formulas that it has just written."""


def test_that_no_file_is_read_by_something_that_may_run_it(product: list[Source]) -> None:
    found = [
        source.at(node)
        for source in product
        for node, module in source.imported
        if _matches(module, UNSAFE)
        and not (module.startswith("xml.") and source.name.startswith(WRITES_XML))
    ]
    assert found == []


def test_that_charts_of_models_need_no_screen(product: list[Source]) -> None:
    screens = {"matplotlib.pyplot", "matplotlib.backends.backend_qtagg", "matplotlib.backends"}
    found = [
        source.at(node)
        for source in product
        if source.name.startswith("models/")
        for node, module in source.imported
        if _matches(module, screens)
    ]
    assert found == []


def test_that_an_import_inside_a_function_says_why_it_waits(product: list[Source]) -> None:
    """They are for heavy packages, never to dodge a circle; each says `# lazy: why`."""
    found = []
    for source in product:
        for function in source.nodes:
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    continue
                around = source.lines[max(node.lineno - 2, 0) : (node.end_lineno or node.lineno)]
                if not any("# lazy: " in line for line in around):
                    found.append(source.at(node))
    assert sorted(set(found)) == []


def test_that_every_module_of_models_works_without_qt(product: list[Source], root: Path) -> None:
    modules = [
        source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for source in product
        if source.name.startswith("models/") and not source.name.endswith("__main__.py")
    ]
    program = f"""
import importlib, json, sys
for name in ("PySide6", "shiboken6", "superqt", "qtpy"):
    sys.modules[name] = None
for name in {modules!r}:
    importlib.import_module(name)
print(json.dumps(len(sys.modules)))
"""
    assert _in_a_fresh_interpreter(root, program) > len(modules)


def test_that_the_command_line_starts_without_anything_heavy(root: Path) -> None:
    if importlib.util.find_spec("workbench.command_line") is None:
        pytest.skip("there is no command line yet")
    program = """
import json, sys
import workbench.command_line
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
    assert HEAVY.intersection(_in_a_fresh_interpreter(root, program)) == set()


def test_that_the_reference_is_under_its_contract(root: Path) -> None:
    text = (root / "pyproject.toml").read_text("utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    contract = next(item for item in contracts if item["name"].startswith("The reference"))
    assert contract["source_modules"] == ["models.scoring.reference"]
    assert not list((root / "models" / "scoring").glob("reference*.py"))
