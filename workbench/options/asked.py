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
    group.add_argument(
        "--accounts",
        type=Path,
        metavar="FILE",
        help="the companies of the leads: a table with their names; a project brings its own",
    )
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
    group.add_argument(
        "--as-of",
        type=as_of,
        metavar="DATE",
        help="the day of the scores, such as 2026-03-31; or created+30d: each lead as of 30 days "
        "after its creation and before its outcome",
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
        password_file=chosen.password_file,
        id=chosen.id,
        created=chosen.created,
        outcome_date=chosen.outcome_date,
        outcome=chosen.outcome,
        as_of=chosen.as_of if isinstance(chosen.as_of, date) else None,
        own_day=chosen.as_of if isinstance(chosen.as_of, int) else None,
        activities=chosen.activities,
        activities_sheet=chosen.activities_sheet,
        accounts=chosen.accounts,
        account=chosen.account,
        deals=chosen.deals,
        deals_sheet=chosen.deals_sheet,
    )
