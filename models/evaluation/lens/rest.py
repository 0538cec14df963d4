"""What is said of a rule with more entries than are looked at one by one."""

from __future__ import annotations

from models.evaluation.figures import count, leads
from models.evaluation.lens.lines import Line
from models.leads.wording import count_of


def rest_words(line: Line) -> str:
    """ "The 40 commonest of 57 values are looked at; 120 leads are in the rest."; "" for none."""
    if not line.rest:
        return ""
    shown = len(getattr(line.rule.award, "entries", ())) - line.rest
    rest = line.rest_leads
    return (
        f"The {count(shown)} commonest of {count_of(shown + line.rest, 'value')} are looked at one "
        f"by one; {leads(rest)} {'is' if rest == 1 else 'are'} in the rest, which is not judged."
    )
