"""The options of `leadbench demo`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = "Open the sample project."
    parser.add_argument(
        "--offscreen",
        type=Path,
        metavar="DIR",
        help="the same journey without a screen, leaving pictures and exports in DIR",
    )

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import window  # lazy: only this needs a screen

        return window.demo(chosen.offscreen, terminal)

    parser.set_defaults(run=run)
