"""What the section opens with: one sentence of what was found, and one of what to do."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.guard.cohorts import Cohorts
from models.evaluation.guard.finding import LEAKS, GuardKind
from models.evaluation.guard.guard import Guard
from models.leads.wording import MONTHS, count_of, day_words


def sentence(guard: Guard) -> tuple[str, str]:
    """First what is so, then what to do."""
    open_ = [one for one in guard.findings if not one.switched]
    leaks = [one for one in open_ if one.kind in LEAKS and one.grave]
    parts = []
    if leaks:
        parts.append(giving_away([one.field for one in leaks]))
    if any(one.kind is GuardKind.YOUNG for one in open_):
        parts.append("the youngest leads had too little time to convert")
    if any(one.kind is GuardKind.EARLY for one in open_):
        parts.append("the oldest leads lack their early conversions")
    if any(one.kind is GuardKind.UNWORKED for one in open_):
        parts.append("some leads were never worked")
    switched = sum(one.switched for one in guard.findings)
    done = f" {switched:,} left out already." if switched else ""
    perhaps = [one for one in open_ if one.kind in LEAKS and not one.grave]
    if not parts and perhaps:
        return (
            f"{_named([one.field for one in perhaps])} may give the outcome away.",
            f"Leave out what was not known before.{done}",
        )
    numbered = [one for one in open_ if one.kind in (GuardKind.ID, GuardKind.ORDER)]
    if not parts and numbered:
        first = (
            "The lead id tells the outcome"
            if numbered[0].kind is GuardKind.ID
            else "The order of the rows tells the outcome"
        )
        return f"{first}; no field of its own gives it away.", done.strip()
    if not parts:
        if any(one.kind is GuardKind.CANNOT_SAY for one in guard.findings):
            return "Nothing suspicious found, but not everything can be said.", done.strip()
        return "No field gives the outcome away, and all leads had time to convert.", done.strip()
    first = ", ".join(parts[:-1]) + (" and " if parts[:-1] else "") + parts[-1]
    if not leaks:  # a field keeps the letters of its name
        first = first[0].upper() + first[1:]
    return (
        f"{first}.",
        f"Leave {'it' if len(parts) == len(leaks) == 1 else 'them'} out before you trust a figure."
        f"{done}",
    )


def giving_away(fields: Sequence[str]) -> str:
    """What fields do that know the outcome."""
    return f"{_named(fields)} {'gives' if len(fields) == 1 else 'give'} the outcome away"


def _named(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} more fields"
    return " and ".join(names) if len(names) < 3 else f"{names[0]}, {names[1]} and {names[2]}"


def cohort_label(cohorts: Cohorts, place: int) -> str:
    """When the leads of a cohort were created: "Mar 2024", "Jan to Mar 2024", "2024"."""
    start = cohorts.cohorts[place].start
    month = MONTHS[start.month - 1]
    if cohorts.months == 1:
        return f"{month} {start.year}"
    if cohorts.months < 12:
        return f"{month} to {MONTHS[start.month + cohorts.months - 2]} {start.year}"
    end = start.year + cohorts.months // 12 - 1
    return str(start.year) if end == start.year else f"{start.year} to {end}"


def cohort_words(cohorts: Cohorts, place: int) -> str:
    """A cohort in one line."""
    one = cohorts.cohorts[place]
    words = f"{cohort_label(cohorts, place)}: {count_of(one.leads, 'lead')}, {one.converted:,} "
    words += "converted so far"
    if one.coming is not None and one.coming >= 0.5:
        words += f", about {round(one.coming):,} more expected"
    return words


def cohorts_sentence(cohorts: Cohorts) -> str:
    """What the chart of cohorts says."""
    last = len(cohorts.cohorts) - 1
    words = (
        f"{cohort_words(cohorts, 0)}. {cohort_words(cohorts, last)}."
        if last
        else (f"{cohort_words(cohorts, 0)}.")
    )
    if cohorts.cut_off is not None:
        words += f" Leads created after {day_words(cohorts.cut_off)} are too young."
    if cohorts.undated:
        words += (
            f" Not shown: {count_of(cohorts.undated, 'lead')} whose day of creation is blank, or "
            "far from all others."
        )
    return words
