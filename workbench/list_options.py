"""The options of `leadbench score` for a list that another system takes back.

Kept light, as the command line is: nothing but the standard library.
"""

from __future__ import annotations

import argparse
from pathlib import Path

SYSTEMS = ("hubspot", "salesforce", "marketo", "dynamics", "zoho", "plain")
COLUMNS = ("id", "score", "band", "grade", "probability", "date", "model", "next-step")
"""What the tables of systems and columns hold; a test compares them."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options to those of the command."""
    group = parser.add_argument_group("a list for another system")
    group.add_argument(
        "--for",
        dest="system",
        choices=SYSTEMS,
        help="the system that takes the list back: its headers, encoding and checks of the ids",
    )
    group.add_argument(
        "--id-field",
        metavar="FIELD",
        help="the field that holds the system's ids; the lead's id, for Marketo the e-mail",
    )
    for column in COLUMNS:
        words = column.replace("-", " ")
        group.add_argument(
            f"--{column}-header", metavar="HEADER", help=f"what the column {words} is called there"
        )
    group.add_argument(
        "--probability", action="store_true", help="also the chance of each score, if kept"
    )
    group.add_argument(
        "--per-band",
        action="store_true",
        help="one file for each band; its name is added to that of OUT",
    )
    group.add_argument(
        "--next-step",
        action="append",
        default=[],
        type=_next_step,
        metavar="BAND=TEXT",
        help="what is to be done with the leads of a band, as a column; every band needs one",
    )
    group.add_argument(
        "--changed-since",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="only leads that are new or whose score, band, grade or next step is not that of this "
        "list; may be given again, the oldest first",
    )


def headers(chosen: argparse.Namespace) -> list[tuple[str, str]]:
    """The headers that are said, each with its column."""
    given = ((name, getattr(chosen, f"{name.replace('-', '_')}_header")) for name in COLUMNS)
    return [(name, header) for name, header in given if header is not None]


def wanted(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> bool:
    """Whether a list for another system is asked for; an option of the other list is wrong."""
    if chosen.system is not None:
        if chosen.field:
            parser.error("--field goes with the list to read, not with --for")
        return True
    names = ("id_field", "probability", "per_band", "next_step", "changed_since")
    if headers(chosen) or any(getattr(chosen, name) for name in names):
        parser.error(f"say with --for which system the list is for: {', '.join(SYSTEMS)}")
    return False


def _next_step(text: str) -> tuple[str, str]:
    band, sign, step = text.partition("=")
    if not sign or not band.strip() or not step.strip():
        raise argparse.ArgumentTypeError(f"{text} is no band with a next step; write Hot=Call.")
    return band.strip(), step.strip()
