"""The options of `leadbench evaluate`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, add_model, day, lead_options, segment

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Score leads whose outcome is known and show whether the best ones converted.\n"
        "Leads with a blank outcome are left out and counted. Every figure has its 95 % interval."
    )
    add_model(parser)
    add_leads(parser)
    parser.add_argument(
        "--by",
        metavar="FIELD",
        help="the figures of each part of the leads by this field, such as the source; a field of "
        "dates makes months",
    )
    parser.add_argument(
        "--split",
        type=day,
        metavar="DATE",
        help="older and newer leads apart: the first day of creation of the newer ones",
    )
    parser.add_argument(
        "--only",
        type=segment,
        metavar="FIELD=GROUP",
        help="all figures on the leads of one group alone; --by FIELD names the groups",
    )
    parser.add_argument("--first", type=day, metavar="DATE", help="on leads created from this day")
    parser.add_argument("--last", type=day, metavar="DATE", help="on leads created up to this day")
    for option, words in (
        ("--capacity", "leads that sales can work in a week"),
        ("--cost", "what working one lead costs"),
        ("--win", "what one conversion is worth"),
    ):
        parser.add_argument(option, type=float, metavar="N", help=f"{words}: weighs thresholds")
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from models.evaluation.thresholds.wishes import Sales  # lazy: only here
        from workbench.commands import evaluate  # lazy: brings numpy

        people = None if chosen.capacity is None else 1.0
        sales = Sales(people, chosen.capacity, 1.0, chosen.cost, chosen.win)
        sales = Sales() if sales == Sales(days_a_week=1.0) else sales

        evaluate.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            evaluate.Parts(
                chosen.by or "", chosen.split, sales, chosen.only, chosen.first, chosen.last
            ),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)
