"""The options of `leadbench chances`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, add_model, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Learn from leads whose outcome is known how many of each score convert, or what each\n"
        "rule adds to the odds, and say how well that comes true on leads that did not teach it\n"
        "and which of both foretells better. With -o the model is written with its chances:\n"
        "scored lists then have the column probability."
    )
    add_model(parser)
    add_leads(parser)
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="where to write the model with its chances (.json)",
    )
    parser.add_argument(
        "--by",
        choices=("score", "rules", "trees"),
        default="score",
        help="one chance for each score (the default), or one for each lead, by the rules it meets "
        "or by trees on its fields (gradient boosting)",
    )
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import chances  # lazy: brings numpy

        chances.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            chosen.out,
            chosen.by,
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)
