"""The locks and the wheel: what a new machine gets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGES = ("models", "sample_projects", "widgets", "workbench")
LOCKS = ("run", "test", "bench")


def _pins(root: Path, lock: str) -> dict[str, str]:
    text = (root / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_that_a_lock_holds_versions_and_hashes_and_nothing_else(root: Path, lock: str) -> None:
    text = (root / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    shape = re.compile(
        r"#.*|[a-z0-9-]+==[\w.]+( ; [\w\s.'=!<>()]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
    )
    assert [entry[:80] for entry in entries if not shape.fullmatch(entry.strip())] == []


def test_that_the_larger_locks_hold_the_smaller_ones(root: Path) -> None:
    run, test, bench = (_pins(root, lock) for lock in LOCKS)
    assert run.items() <= test.items() <= bench.items()


def test_that_the_lock_keeps_to_the_qt_binding_that_does_not_crash(root: Path) -> None:
    major, minor = _pins(root, "run")["pyside6-essentials"].split(".")[:2]
    assert (6, 8) <= (int(major), int(minor)) < (6, 12)


def test_that_the_wheel_holds_every_file_of_the_packages(root: Path, tmp_path: Path) -> None:
    """setuptools leaves out, without a word, a folder or a kind of file that nobody listed."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    for name in PACKAGES:
        if (root / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", "*.pyc", "*_cache")
            shutil.copytree(root / name, source / name, ignore=unwanted)
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*wheel, "--wheel-dir", str(tmp_path), str(source)],
        capture_output=True,
        check=False,
        text=True,
        timeout=80,
    )
    assert done.returncode == 0, done.stderr
    (built,) = tmp_path.glob("leadbench-*.whl")
    with zipfile.ZipFile(built) as archive:
        shipped = set(archive.namelist())
        (metadata,) = (name for name in shipped if name.endswith("entry_points.txt"))
        assert "leadbench = workbench.command_line:main" in archive.read(metadata).decode()
    wanted = {
        path.relative_to(source).as_posix()
        for name in PACKAGES
        for path in (source / name).rglob("*")
        if path.is_file()
    }
    assert wanted - shipped == set()
    assert {name.partition("/")[0] for name in shipped if "dist-info" not in name} <= set(PACKAGES)
