"""What a person must know of a list for another system: who is not in it, and why."""

from __future__ import annotations

from pathlib import Path

from models.exchange.list_problems import scale_problems
from models.exchange.reimport.back_list import BackList
from models.exchange.reimport.record_ids import Wrong
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity
from models.scoring.engine import Scored


def problems_of(back: BackList, scored: Scored) -> tuple[Problem, ...]:
    """Leads that are left out, ids that were trimmed, bands that the scale blurs."""
    found = back.found
    where = f"Field {found.field}"
    problems = [_about(wrong, where) for wrong in found.wrong]
    if found.repeated:
        verb = "is" if found.repeated == 1 else "are"
        problems.append(
            Problem(
                f"{count_of(found.repeated, 'lead')} {verb} left out, since a lead with a higher "
                f"place has the same id, such as {listed(found.repeated_examples[:1])}.",
                where,
                "Merge the duplicates on the page Data, or make the ids distinct.",
                found.repeated,
                found.repeated_examples,
            )
        )
    if found.trimmed:
        problems.append(
            Problem(
                f"{count_of(found.trimmed, 'id')} had blanks before or after; the list has none.",
                where,
                count=found.trimmed,
                severity=Severity.NOTE,
            )
        )
    problems += scale_problems(scored)
    return tuple(problems)


def ending_problems(back: BackList, out: Path) -> tuple[Problem, ...]:
    """A file of another kind than the system loads."""
    if out.suffix.lower() in back.system.endings:
        return ()
    return (
        Problem(
            f"{back.system.name} does not load {quoted(out.suffix)} files itself.",
            str(out),
            f"Write {' or '.join(back.system.endings)} if nothing stands between.",
        ),
    )


def sentences(back: BackList) -> tuple[str, ...]:
    """What is in the list, and what changed against the one before."""
    said = [f"{count_of(len(back), 'lead')} for {back.system.name}."]
    change = back.change
    if change is not None:
        stay = "stays as it was and is" if change.same == 1 else "stay as they were and are"
        said.append(
            f"{change.new:,} new, {change.changed:,} changed; "
            f"{count_of(change.same, 'lead')} {stay} left out."
        )
        if change.gone:
            verb = "is" if change.gone == 1 else "are"
            said.append(
                f"{count_of(change.gone, 'record')} of the list before {verb} not among these "
                f"leads; what {back.system.name} knows of them stays."
            )
    return tuple(said)


def _about(wrong: Wrong, where: str) -> Problem:
    verb = "is" if wrong.leads == 1 else "are"
    why = f"an id such as {listed(wrong.examples[:1])} {wrong.fault}"
    if not wrong.fault:
        why = "no id"
    return Problem(
        f"{count_of(wrong.leads, 'lead')} {verb} left out: {why}.",
        where,
        "Fill in the ids, or choose another field.",
        wrong.leads,
        wrong.examples,
    )
