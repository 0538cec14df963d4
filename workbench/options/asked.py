"""What several commands ask: a model, leads, answers for scripts."""

from __future__ import annotations

import argparse
import re
import signal
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.commands.sources import LeadOptions

MOST_HEADER_ROWS = 9
HeaderRows = tuple[int | None, int]
"""The first row with names, counted from 1, 0: there is none, None: it is found; how many."""
DONE, AT_FAULT, WRONG_USAGE, STOPPED = 0, 1, 2, 128 + signal.SIGINT
"""How a command ends."""


def add_model(parser: argparse.ArgumentParser) -> None:
    """Which model."""
    parser.add_argument(
        "--model",
        type=Path,
        required=True,
        metavar="MODEL",
        help="a model's JSON file, or a project",
    )
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )


def add_leads(
    parser: argparse.ArgumentParser, *, optional: bool = False, several: bool = False
) -> None:
    """Which leads, and what the file leaves open about them."""
    parser.add_argument(
        "leads",
        type=Path,
        nargs="+" if several else "?" if optional else None,
        metavar="LEADS",
        help="a spreadsheet, a text table or a project" + "; OLD and NEW, or one" * several,
    )
    group = parser.add_argument_group("about the leads, where the model or the file leaves it open")
    group.add_argument("--id", metavar="FIELD", help="the lead's id")
    group.add_argument("--created", metavar="FIELD", help="the day a lead was created")
    group.add_argument(
        "--outcome",
        metavar="FIELD[=VALUE]",
        help="who converted; several values are parted by |, such as Stage=Won|Customer",
    )
    group.add_argument("--outcome-date", metavar="FIELD", help="the day of the outcome")
    group.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    _add_header_rows(group, "", "the names of the fields; they are joined")
    group.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="the password of a protected workbook or archive: the first line of FILE",
    )
    group.add_argument(
        "--activities",
        type=Path,
        metavar="FILE",
        help="what leads did: a table with a lead id, a type and a time; a project brings its own",
    )
    group.add_argument(
        "--activities-sheet", metavar="NAME", help="the sheet of a workbook with the activities"
    )
    _add_header_rows(group, "activities-", "the names in the table of activities")
    group.add_argument(
        "--accounts",
        type=Path,
        metavar="FILE",
        help="the companies of the leads: a table with their names; a project brings its own",
    )
    _add_header_rows(group, "accounts-", "the names in the table of accounts")
    group.add_argument(
        "--account", metavar="FIELD", help="the field of the leads that names their account"
    )
    group.add_argument(
        "--deals",
        type=Path,
        metavar="FILE",
        help="what sales made of the leads: a table with a lead id or e-mail, a stage, a close "
        "date, an amount; without --outcome it tells who converted; a project brings its own",
    )
    group.add_argument(
        "--deals-sheet", metavar="NAME", help="the sheet of a workbook with the deals"
    )
    _add_header_rows(group, "deals-", "the names in the table of deals")
    group.add_argument(
        "--as-of",
        type=as_of,
        metavar="DATE",
        help="the day of the scores, such as 2026-03-31; or created+30d: each lead as of 30 days "
        "after its creation and before its outcome",
    )


def _add_header_rows(group: argparse._ArgumentGroup, whose: str, what: str) -> None:
    group.add_argument(
        f"--{whose}header-rows",
        type=header_rows,
        metavar="N|FIRST-LAST",
        help=f"how many rows hold {what}, or which, such as 2-3; 0: none does, and columns are "
        "numbered; else they are found",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Answers for scripts."""
    parser.add_argument("--json", action="store_true", help="print one JSON object, nothing else")


def segment(text: str) -> tuple[str, str]:
    """A field with a group: Source=Referral."""
    field, sign, group = text.partition("=")
    if not sign or not field.strip() or not group.strip():
        raise argparse.ArgumentTypeError(f"{text} is no field with a group; write Source=Referral.")
    return field.strip(), group.strip()


def day(text: str) -> date:
    """A day such as 2026-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-03-31.") from None


def header_rows(text: str) -> HeaderRows:
    """How many rows hold names, such as 2, or which, such as 2-3; 0 is none."""
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", text.strip())
    if found is not None and found[2] is None and int(found[1]) <= MOST_HEADER_ROWS:
        return (None if int(found[1]) else 0), int(found[1])
    if found is not None and found[2] is not None:
        first, last = int(found[1]), int(found[2])
        if 0 < first <= last < first + MOST_HEADER_ROWS:
            return first, last - first + 1
    raise argparse.ArgumentTypeError(
        f"\u201c{text}\u201d is neither a number of rows from 0 to {MOST_HEADER_ROWS} nor as many "
        "rows from one to another, such as 2-3"
    )


def as_of(text: str) -> date | int:
    """A day, or of "created+30d" the days after each lead's creation."""
    own = re.fullmatch(r"created\s*\+\s*(\d{1,4})\s*d?", text.strip(), re.IGNORECASE)
    if own is not None:
        return int(own[1])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"\u201c{text}\u201d is neither a day such as 2026-03-31 nor days after each lead's "
            "creation such as created+30d"
        ) from None


def lead_options(chosen: argparse.Namespace) -> LeadOptions:
    """What was said of the leads."""
    from workbench.commands.sources import LeadOptions  # lazy: brings numpy

    return LeadOptions(
        sheet=chosen.sheet,
        header_rows=chosen.header_rows,
        password_file=chosen.password_file,
        id=chosen.id,
        created=chosen.created,
        outcome_date=chosen.outcome_date,
        outcome=chosen.outcome,
        as_of=chosen.as_of if isinstance(chosen.as_of, date) else None,
        own_day=chosen.as_of if isinstance(chosen.as_of, int) else None,
        activities=chosen.activities,
        activities_sheet=chosen.activities_sheet,
        activities_header_rows=chosen.activities_header_rows,
        accounts=chosen.accounts,
        accounts_header_rows=chosen.accounts_header_rows,
        account=chosen.account,
        deals=chosen.deals,
        deals_sheet=chosen.deals_sheet,
        deals_header_rows=chosen.deals_header_rows,
    )
