"""Who teaches, who tests and who is left out, in words."""

from __future__ import annotations

from models.evaluation.figures import count
from models.leads.tally import Tally
from models.leads.wording import count_of, day_words
from models.tuning.report import Division, Way


def divided_words(told: Division) -> str:
    """How the leads are divided, in a few sentences."""
    said = [_who(told), *_left_out(told)]
    return " ".join(said)


def _who(told: Division) -> str:
    match told.way:
        case Way.TIME:
            since = "" if told.first is None else day_words(told.first)
            return (
                f"The {_leads(told.teach)} created before {since} teach, the {_leads(told.test)} "
                "created since then test."
            )
        case Way.ROWS:
            return (
                f"The first {_leads(told.teach)} teach, the last {_leads(told.test)} test: the "
                "rows are taken to be in the order of time."
            )
        case Way.FOLDS:
            why = f", because {told.why}" if told.why else ""
            return (
                f"The {_leads(told.teach)} teach and test in turn, in {told.parts} parts dealt by "
                f"chance (cross-validation){why}. Chance mixes old leads and new ones, so what "
                "comes next may be found less well."
            )
        case Way.NONE:
            return (
                f"The {_leads(told.teach)} are too few to hold any back: all teach, none test, and "
                "how well the points do on other leads cannot be said."
            )


def _left_out(told: Division) -> list[str]:
    found = []
    if told.accounts and told.way is not Way.NONE:
        more = ""
        if told.parted:
            verb = "is" if told.parted == 1 else "are"
            more = f"; {count_of(told.parted, 'lead')} of accounts on both {verb} left out"
        found.append(f"Leads of one account ({told.accounts}) are on one side{more}.")
    out = [
        (told.young, "too young to have converted"),
        (told.unknown, "without an outcome"),
        (told.outside, "not created in the period"),
        (told.undated, "without a day of creation"),
    ]
    said = [f"{count(number)} {words}" for number, words in out if number]
    if said:
        found.append(f"Left out: {', '.join(said)}.")
    return found


def _leads(tally: Tally) -> str:
    return f"{count_of(tally.leads, 'lead')} ({count(tally.converted)} converted)"
