"""The formula fields as steps of a build sheet, and as one text."""

from __future__ import annotations

from collections.abc import Iterator

from models.exchange.crm.beginning import bands_words
from models.exchange.crm.salesforce.formulas import (
    MOST_COMPILED,
    WARN_COMPILED,
    Formulas,
)
from models.exchange.crm.salesforce.reads import AS_OF, PICKLISTS, SCORE, Field, Reads
from models.exchange.embedded import embedded
from models.exchange.portable.columns import Holds
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Order, Proof, level_words
from models.exchange.targets.words import misfit_words
from models.leads.wording import count_of, figure, quoted
from models.problems import Problem, Severity

NAME = "Salesforce"
CAUTIONS = (
    "The formulas ran in an open re-implementation of Salesforce's formulas, not in Salesforce: "
    "press Check Syntax in each.",
    "A formula reads no activities and no long text areas: what people did is counted into number "
    "fields, see below.",
    "A field of one space is not blank in Salesforce, and Leadbench reads it as blank.",
)
_NEW = "Setup > Object Manager > Lead > Fields & Relationships > New"


def sections(order: Order, reads: Reads, made: Formulas, today: bool) -> tuple[Section, ...]:
    """The steps in Salesforce, in the order in which fields can be made."""
    helpers = {field.name for field in reads.helpers}
    first = [field for field in made.fields if field.name in helpers]
    rest = [field for field in made.fields if field.name not in helpers]
    return (
        Section("Fields that are read", tuple(_read(reads, today))),
        Section("Helper fields", tuple(map(_formula, first)), _intro(reads)),
        Section("Points, score and band", tuple(map(_formula, rest))),
        Section("Look whether it is right", (_check(order),)),
    )


def _read(reads: Reads, today: bool) -> Iterator[Step]:
    own = [field for field in reads.fields if not field.filled]
    if own:
        told = "\n".join(f"{field.about}: {field.name} ({field.kind})" for field in own)
        yield Step(
            "Compare these API names with those of your fields; where yours differ, change them in "
            "the formulas below.",
            (Copied("Fields of the lead", told),),
        )
    filled = [field for field in reads.fields if field.filled]
    for field in filled:
        several = field.column is not None and field.column.holds in (Holds.VALUES, Holds.KEYS)
        yield Step(
            f"{_NEW}: {field.kind}, to be filled.",
            (Copied("API name", field.name), Copied("Holds", field.about)),
            "Its values between semicolons, with one before the first and after the last. A "
            "multi-select picklist needs INCLUDES(field,value) in the formula instead."
            if several
            else "",
        )
    if filled:
        yield Step(
            "Fill these fields each day: by a scheduled Flow or a roll-up that counts activities, "
            "or by Data Loader with the file of leadbench export --to prepared."
        )
    if not today:
        yield Step(
            f"{_NEW}: Date, to be filled with the as-of day.",
            (Copied("API name", AS_OF),),
            "Ages count from it, the same for everybody. TODAY() in its place, the day of whoever "
            "looks, comes with --option as_of=today.",
        )


def _intro(reads: Reads) -> str:
    if not reads.helpers:
        return ""
    lists = ", ".join(sorted(PICKLISTS))
    return (
        "Formulas tell upper and lower case apart; these fields do not. Where a field of yours is "
        f"a picklist, write TEXT(field) in its helper, as for {lists}; where it is a checkbox, "
        'IF(field,"yes","no").'
    )


def _formula(field: Field) -> Step:
    if field.stored:
        return Step(
            f"{_NEW}: Number, filled by a Flow that is triggered by the record with this formula.",
            (
                Copied("API name", field.name),
                Copied("Formula of the Flow", field.formula, code=True),
            ),
            field.about,
        )
    places = ", 0 decimal places" if field.kind == "Number" else ""
    return Step(
        f"{_NEW}: Formula, {field.kind}{places}, treat blank fields as blanks.",
        (Copied("API name", field.name), Copied("Formula", field.formula, code=True)),
        field.about,
    )


def _check(order: Order) -> Step:
    return Step(
        "Fill the fields of the leads listed below, open each lead and compare score and band.",
        (Copied("Bands", bands_words(order)),),
    )


def text_of(order: Order, reads: Reads, made: Formulas) -> str:
    """All formulas as one text, in the order in which fields are made."""
    program = order.program
    read = [f"  {f.name} ({f.kind}{', to fill' if f.filled else ''}): {f.about}" for f in
            reads.fields]  # fmt: skip
    lines = [
        f"{program.name}: formula fields of Salesforce, object Lead",
        f"hash {program.hash}, semantics {program.semantics}, as of {program.as_of.isoformat()}",
        level_words(Proof.CHECKED),
        embedded(order.model),
        "Reads",
        *read,
        *(f"Muted, left out: {name}" for name in program.muted),
        *map(misfit_words, order.adapted.misfits),
    ]
    text = "\n".join(" ".join(line.split()) if line[0] != " " else line for line in lines)
    for number, field in enumerate(made.fields, start=1):
        kind = "Number, filled by a Flow" if field.stored else f"Formula, {field.kind}"
        about = " ".join(field.about.split())
        text += f"\n\n{number}. {field.name} ({kind}): {about}\n{field.formula}"
    return text + "\n"


def size_problems(made: Formulas, whole: Formulas) -> Iterator[Problem]:
    """Fields that Salesforce may find too large once all that they read is written out.

    `whole`: the fields where no group is stored.
    """
    if made is not whole:
        largest = max(whole.compiled, key=lambda name: whole.compiled[name])
        yield Problem(
            "Groups are number fields that a Flow fills: as formulas alone "
            f"{quoted(largest)} comes to {figure(whole.compiled[largest])} characters with all "
            f"that it reads, and Salesforce takes {figure(MOST_COMPILED)}.",
            "Compiled size",
            severity=Severity.NOTE,
        )
    large = {name: size for name, size in made.compiled.items() if size > WARN_COMPILED}
    stopped = [name for name, size in large.items() if size > MOST_COMPILED]
    stored = "Take --option groups=stored: groups become number fields that a Flow fills."
    if stopped:
        yield Problem(
            f"{quoted(stopped[0])} comes to {figure(large[stopped[0]])} characters with all that "
            f"it reads; Salesforce takes {figure(MOST_COMPILED)}.",
            "Compiled size",
            "" if any(field.stored for field in made.fields) else stored,
            len(stopped),
            tuple(stopped[:3]),
            Severity.ERROR,
        )
    elif large:
        name = SCORE if SCORE in large else next(iter(large))
        yield Problem(
            f"{count_of(len(large), 'field')} may be too large: {quoted(name)} comes to "
            f"{figure(large[name])} characters with all that it reads. Older pages of Salesforce "
            f"name {figure(WARN_COMPILED)} as the most, newer ones {figure(MOST_COMPILED)}.",
            "Compiled size",
            f"Press Check Syntax there. {stored}",
            len(large),
            tuple(list(large)[:3]),
        )
