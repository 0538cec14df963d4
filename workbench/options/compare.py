"""The options of `leadbench compare`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, day, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Score the same leads by two models and say which is better, or that this history cannot "
        "tell.\nThe first model is A, the second B. With more than two each is held against the "
        "first."
    )
    parser.add_argument(
        "--model",
        type=Path,
        required=True,
        action="append",
        metavar="MODEL",
        help="twice or more: a model's JSON file, or a project",
    )
    parser.add_argument(
        "--model-name",
        action="append",
        default=[],
        metavar="NAME",
        help="twice or more: which models, where a project holds several",
    )
    parser.add_argument(
        "--by",
        default="",
        metavar="FIELD",
        help="also tell where A and B agree by the values of this field",
    )
    parser.add_argument(
        "--split",
        type=day,
        metavar="DATE",
        help="also hold A against B among older and newer leads: the first day of the newer ones",
    )
    add_leads(parser)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import compare  # lazy: brings numpy

        choice = compare.Choice(chosen.model, chosen.model_name, chosen.by, chosen.split)
        compare.run(choice, chosen.leads, lead_options(chosen), chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)
