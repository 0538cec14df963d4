"""The options of `leadbench inspect`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = "Show what the import makes of a file: nothing is changed."
    add_leads(parser)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import inspect_leads  # lazy: brings numpy

        inspect_leads.run(chosen.leads, lead_options(chosen), chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)
