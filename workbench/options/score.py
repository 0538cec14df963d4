"""The options of `leadbench score`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import list_options
from workbench.options.asked import DONE, add_json, add_leads, add_model, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Write a scored list, best leads first: lead_id, score, band, grade, reasons.\n"
        "Fields are read as the model's file says; what does not fit is counted and told.\n"
        "With --for it is a list that another system takes back: its record id, score, band,\n"
        "grade, as-of day and the model's hash, with nothing else about anybody."
    )
    add_model(parser)
    add_leads(parser)
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT",
        help="the list to write: .csv, .xlsx or .parquet",
    )
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="FIELD",
        help="add this field of the leads to the list, as it is, or one that the model derives; "
        "may be given again",
    )
    parser.add_argument(
        "--engine",
        choices=("leadbench", "duckdb"),
        default="leadbench",
        help="duckdb: LEADS are prepared leads (export --to prepared) in a .csv or .parquet file "
        "that may be larger than the memory",
    )
    parser.add_argument(
        "--memory",
        default="",
        metavar="SIZE",
        help="with --engine duckdb: what it may take, such as 500MB or 4GB",
    )
    list_options.add(parser)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        if list_options.wanted(parser, chosen):
            _back_list(chosen, terminal)
            return DONE
        if chosen.engine == "duckdb":
            from workbench.commands import score_at_scale  # lazy: brings numpy

            score_at_scale.run(
                chosen.model,
                chosen.model_name,
                chosen.leads,
                chosen.out,
                chosen.memory,
                chosen.json,
                terminal,
            )
            return DONE
        from workbench.commands import score  # lazy: brings numpy

        score.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            chosen.out,
            chosen.field,
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _back_list(chosen: argparse.Namespace, terminal: Terminal) -> None:
    from workbench.commands import back_lists  # lazy: brings numpy

    said = back_lists.Said(
        chosen.system,
        list_options.headers(chosen),
        chosen.id_field or "",
        chosen.next_step,
        chosen.per_band,
        chosen.probability,
        chosen.changed_since,
    )
    back_lists.run(
        chosen.model,
        chosen.model_name,
        chosen.leads,
        lead_options(chosen),
        chosen.out,
        said,
        chosen.json,
        terminal,
    )
