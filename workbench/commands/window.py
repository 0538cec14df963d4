"""The window, on a file if one is given, and the demo, which needs no screen."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from models.problems import LeadbenchError
from workbench.commands.screen import has_screen, require_libraries
from workbench.commands.terminal import Terminal

SAMPLE = "b2b_software"
DEMO_FOLDER = Path("demo-output")


def run(path: Path | None) -> int:
    """Show the window until it is closed. LeadbenchError where that is not possible."""
    if path is not None:
        _require_file(path)
    if not has_screen():
        raise LeadbenchError(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).",
            remedy="Without one, use leadbench inspect, score or evaluate, or "
            "leadbench demo --offscreen DIR.",
        )
    require_libraries()
    return int(_qt("workbench.app").run(path))


def demo(folder: Path | None, terminal: Terminal) -> int:
    """The sample in the window; offscreen the same journey, leaving pictures and exports."""
    if folder is None and has_screen():
        require_libraries()
        return int(_qt("workbench.app").run(None, SAMPLE))
    if folder is None:
        folder = DEMO_FOLDER
        terminal.say(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): the journey "
            f"runs without one and leaves its pictures and exports in {folder.resolve()}."
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require_libraries()
    return int(_qt("workbench.demo").run(folder))


def _qt(module: str) -> Any:
    """A module that needs Qt. LeadbenchError where Qt itself cannot be loaded."""
    try:
        return import_module(module)
    except ImportError as error:
        if "PySide6" in str(error.name) or ".so" in str(error) or "DLL" in str(error):
            raise LeadbenchError(
                f"Qt cannot be loaded here: {error}.",
                remedy="Install Leadbench again with its packages; on Debian or Ubuntu see "
                "packaging/system_packages.txt.",
            ) from error
        raise


def _require_file(path: Path) -> None:
    """Said before the window opens, for whoever mistyped a name."""
    with suppress(OSError):  # a name that cannot be asked for is told by whoever opens it
        if path.exists():
            return
        raise LeadbenchError(
            "There is no such file.",
            str(path),
            "Check the name; leadbench --help lists the commands.",
        )
