"""The options of `leadbench missing`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, add_model, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Fields that rules read and some leads lack: how many leads would cross the MQL line if\n"
        "each were filled for everybody, with the interval and the most that could."
    )
    add_model(parser)
    add_leads(parser)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import missing  # lazy: brings numpy

        missing.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)
