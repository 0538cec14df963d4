"""The options of `leadbench import-model`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal

COLUMNS = ("field", "condition", "value", "points", "group", "note")


def _add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said about the file and what is made of it."""
    parser.description = (
        "Read a model that was designed elsewhere and write it as a model's JSON file: a\n"
        "scorecard in a spreadsheet (field, condition, value, points), Zoho CRM's scoring rules\n"
        "as JSON, a file that Leadbench exported, or a model's JSON file. Every row is either\n"
        "understood or told with the reason why not; nothing is dropped."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what holds the model")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="MODEL", help="the model to write: .json; else only look"
    )
    parser.add_argument("--name", metavar="NAME", help="what the model is called")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write each row with what became of it: .csv or .xlsx",
    )
    parser.add_argument(
        "--leads",
        type=Path,
        metavar="LEADS",
        help="leads whose fields the model is to read: their names and kinds settle what words "
        "leave open",
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet that holds the scorecard")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=_column,
        metavar="WHAT=COLUMN",
        help=f"what a column holds, by its name or letter; WHAT is {', '.join(COLUMNS)}; may be "
        "given again",
    )
    parser.add_argument(
        "--decimal",
        choices=(".", ","),
        default="",
        metavar="MARK",
        help="the decimal mark of numbers, where they do not tell it: . or ,",
    )


def _column(text: str) -> tuple[str, str]:
    what, sign, name = text.partition("=")
    if not sign or what.strip() not in COLUMNS or not name.strip():
        raise argparse.ArgumentTypeError(
            f"{text} names no column; write it as points=D. What can be named: "
            f"{', '.join(COLUMNS)}."
        )
    return what.strip(), name.strip()


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    _add_options(parser)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import import_model  # lazy: brings numpy

        import_model.run(chosen, terminal)
        return DONE

    parser.set_defaults(run=run)
