"""The options of `leadbench schema`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = "Print the JSON Schema of a scoring model's file."

    def run(_chosen: argparse.Namespace, terminal: Terminal) -> int:
        from models.scoring.file.schema import schema_text  # lazy: brings numpy

        terminal.say(schema_text().rstrip("\n"))
        return DONE

    parser.set_defaults(run=run)
