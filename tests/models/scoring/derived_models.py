"""Random derived fields as Hypothesis strategies: each kind, reading what comes before it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
)
from models.leads.text import clean, cleaned_key, key

cleaned = st.text(max_size=12).map(clean).filter(bool)
any_cleaned = st.text(max_size=8).map(clean)
lines = st.lists(
    st.builds(TitleWord, st.lists(cleaned, min_size=1, max_size=3).map(tuple), cleaned),
    min_size=1,
    max_size=3,
).map(tuple)
rows = st.lists(st.tuples(any_cleaned, any_cleaned), min_size=1, max_size=3).map(tuple)
hosts = st.lists(st.text(max_size=5), max_size=2).map(tuple)


def each_derived(
    name: st.SearchStrategy[str], field: st.SearchStrategy[str]
) -> dict[type[Derived], st.SearchStrategy[Derived]]:
    """A derived field of each kind that breaks no law of its own."""
    whats = st.sampled_from(["seniority", "department"])
    return {
        EmailDomain: st.builds(EmailDomain, name, field),
        FreeMail: st.builds(FreeMail, name, field, also=hosts),
        FromTitle: st.builds(FromTitle, name, field, whats, st.none() | lines),
        LookUp: st.builds(LookUp, name, field, rows, any_cleaned),
        DaysBetween: st.builds(DaysBetween, name, field, field),
    }


def derived_of(
    name: st.SearchStrategy[str], field: st.SearchStrategy[str]
) -> st.SearchStrategy[Derived]:
    """A derived field of any kind."""
    return st.one_of(*each_derived(name, field).values())


derived_fields = derived_of(cleaned, cleaned)


@st.composite
def derived_lists(draw: st.DrawFn, taken: Sequence[str] = ()) -> tuple[Derived, ...]:
    """A list that breaks no law; `taken` are names and aliases of the inputs."""
    used = {cleaned_key(name) for name in taken}
    names = draw(st.lists(cleaned, max_size=3, unique_by=key))
    names = [name for name in names if key(name) not in used]
    found: list[Derived] = []
    for position, name in enumerate(names):
        later = {key(other) for other in names[position:]}
        field = cleaned.filter(lambda text, later=later: key(text) not in later)  # type: ignore[misc]
        if position:
            field = st.one_of(field, st.sampled_from(names[:position]))
        found.append(draw(derived_of(st.just(name), field)))
    return tuple(found)
