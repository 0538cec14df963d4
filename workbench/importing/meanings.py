"""What the step Meaning shows: the sentences, the field of each, its evidence, what counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.evaluation.figures import count
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.activities import lead_id_share
from models.leads.guessing.stages import ACCEPTED, OPPORTUNITY
from models.leads.stages import Stage
from models.leads.summary import commonest_cells
from models.leads.table import Leads
from models.leads.wording import percent, quoted
from widgets.importing.meaning_form import MeaningFacts, MeaningLine, Ticks
from workbench.importing.basis import Around
from workbench.importing.deals import deal_recipe_of, join_line, stage_lines
from workbench.importing.draft import Draft, Purpose, recipe_of, stages_of

STAGES = (ACCEPTED, OPPORTUNITY)
"""Earlier outcomes that are asked for, in the order of the funnel."""
STAGE = "stage: "
"""What the key of a stage's line begins with; else a key is the value of a role."""
MOST_VALUES = 12
"""Values of an outcome that are listed to be ticked."""
DATES = (Role.CREATED, Role.OUTCOME_DATE, Role.ACTIVITY_TIME)


@dataclass(frozen=True)
class _Sentence:
    role: Role
    words: str
    lacking: str = ""
    needed: bool = False


OF_LEADS = (
    _Sentence(Role.ID, "The lead is known by", "The number of its row stands for it."),
    _Sentence(
        Role.CREATED, "It was created on", "What is known of past days cannot be said without it."
    ),
    _Sentence(
        Role.OUTCOME,
        "It converted, or did not, according to",
        "Without an outcome rules can be written, but no model can be tested on history.",
    ),
    _Sentence(Role.OUTCOME_DATE, "The outcome was known on"),
    _Sentence(Role.REJECTION, "Sales sent it back because of"),
    _Sentence(Role.VALUE, "Its deal is worth"),
    _Sentence(Role.OWNER, "It is worked by"),
    _Sentence(Role.SOURCE, "It came from"),
    _Sentence(Role.ACCOUNT, "Its company is"),
    _Sentence(Role.EMAIL, "Its e-mail address is"),
    _Sentence(Role.CONSENT, "It agreed to be written to according to"),
)
OF_ACTIVITIES = (
    _Sentence(
        Role.ID, "The lead that did it is known by", "No activity finds its lead without it.", True
    ),
    _Sentence(Role.ACTIVITY_TYPE, "What was done is told by", "All activities are of one type."),
    _Sentence(
        Role.ACTIVITY_TIME, "It was done at", "An activity without a time counts nowhere.", True
    ),
)
OF_ACCOUNTS = (
    _Sentence(Role.ID, "The company is named by", "No lead finds its company without it.", True),
)
OF_DEALS = (
    _Sentence(Role.ID, "The lead is named by", "No deal finds its lead without it.", True),
    _Sentence(
        Role.OUTCOME, "The stage of the deal is told by", "Without a stage every deal is won."
    ),
    _Sentence(Role.OUTCOME_DATE, "It was closed on", "The day of the outcome stays unknown."),
    _Sentence(Role.VALUE, "It was worth"),
    _Sentence(Role.CREATED, "It was created on"),
)
SENTENCES = {
    Purpose.NEW: OF_LEADS,
    Purpose.NEXT: OF_LEADS,
    Purpose.ACTIVITIES: OF_ACTIVITIES,
    Purpose.ACCOUNTS: OF_ACCOUNTS,
    Purpose.DEALS: OF_DEALS,
}


def meaning_facts(draft: Draft, table: Leads, around: Around) -> MeaningFacts:
    """All sentences of what the file is for."""
    recipe = recipe_of(draft)
    here = tuple(item.name for item in recipe if table.raw_column(item) is not None)
    lines: list[MeaningLine] = []
    deal = deal_recipe_of(draft, around.leads)
    for sentence in SENTENCES[draft.purpose]:
        if sentence.role is Role.OUTCOME_DATE and draft.purpose.of_leads:
            lines += _stages(draft, recipe, table)
        lines.append(_line(sentence, draft, recipe, table, around))
        if deal is not None and around.leads is not None and sentence.role is Role.ID:
            lines.append(join_line(deal, around.leads))
        if deal is not None and sentence.role is Role.OUTCOME:
            lines += stage_lines(deal, table)
    return MeaningFacts(_system(draft), here, tuple(lines))


def stage_names(draft: Draft) -> tuple[str, ...]:
    """The earlier outcomes that are asked for: the usual ones, or those that the project has."""
    own = tuple(stage.name for stage in stages_of(draft) if stage.name not in STAGES)
    return (*STAGES, *own)


def stage_of(draft: Draft, name: str) -> Stage:
    """An earlier outcome as it is; without a field where nothing was said of it."""
    found = next((stage for stage in stages_of(draft) if stage.name == name), None)
    return Stage(name, "") if found is None else found


def ticked_with(
    listed: tuple[str, ...], ticked: tuple[str, ...], before: tuple[str, ...]
) -> tuple[str, ...]:
    """The values that count: those that were ticked, and of those that are not listed as before."""
    shown = {text.casefold() for text in listed}
    return (*ticked, *(text for text in before if text.casefold() not in shown))


def listed_values(table: Leads, name: str) -> tuple[str, ...]:
    """The values of a field that can be ticked."""
    return tuple(value.value for value in commonest_cells(table, name, MOST_VALUES))


def _line(
    sentence: _Sentence, draft: Draft, recipe: Recipe, table: Leads, around: Around
) -> MeaningLine:
    item = recipe.with_role(sentence.role)
    if item is not None and table.raw_column(item) is None:
        missing = f"This file has no field {quoted(item.name)}."
        return MeaningLine(
            sentence.role.value, sentence.words, "", "", missing, needed=sentence.needed
        )
    if item is None:
        wrong = sentence.lacking if sentence.needed else ""
        why = "" if sentence.needed else sentence.lacking
        return MeaningLine(
            sentence.role.value, sentence.words, "", why, wrong, needed=sentence.needed
        )
    ticks = None
    wrong = _wrong(sentence.role, item)
    if sentence.role is Role.OUTCOME and draft.purpose.of_leads:
        ticks = _ticks("Which values mean converted?", item, item.converted, table)
        ticks = replace(ticks, blank_is_no=item.blank_is_no)
        wrong = _parts(table) or wrong
    why = _why(sentence.role, item, draft, table, around)
    return MeaningLine(
        sentence.role.value, sentence.words, item.name, why, wrong, ticks, sentence.needed
    )


def _stages(draft: Draft, recipe: Recipe, table: Leads) -> Iterator[MeaningLine]:
    for name in stage_names(draft):
        stage = stage_of(draft, name)
        item = recipe.find(stage.field) if stage.field else None
        words = f"Before that it was {quoted(name)} according to"
        if item is None or table.raw_column(item) is None:
            wrong = f"This file has no field {quoted(stage.field)}." if stage.field else ""
            yield MeaningLine(STAGE + name, words, wrong=wrong, indent=True)
            continue
        ticks = _ticks(f"Which values mean {quoted(name)}?", item, stage.values, table)
        guessed = draft.stages is None and draft.purpose is Purpose.NEW
        by_name = item.kind is Kind.YES_NO
        why = (
            f"It is called {quoted(item.name)}." if by_name else "Its values are steps on the way."
        )
        why = why if guessed else ""
        yield MeaningLine(STAGE + name, words, item.name, why, ticks=ticks, indent=True)


def _ticks(question: str, item: Input, chosen: tuple[str, ...], table: Leads) -> Ticks:
    values = commonest_cells(table, item.name, MOST_VALUES)
    if not chosen and item.kind is Kind.YES_NO:  # then yes is what counts
        yes = {word.casefold() for word in item.yes}
        chosen = tuple(value.value for value in values if value.value.casefold() in yes)
    return Ticks(question, values, chosen)


def _wrong(role: Role, item: Input) -> str:
    if role in DATES and item.kind is not Kind.DATE:
        return f"{item.name} is read as {item.kind}, so it tells no day. Fields says how."
    if role is Role.VALUE and item.kind is not Kind.NUMBER:
        return f"{item.name} is read as {item.kind}, so it tells no amount. Fields says how."
    return ""


def _parts(table: Leads) -> str:
    """That the outcome does not part the leads, if so."""
    not_converted, converted, _ = table.outcome_counts
    if converted and not_converted:
        return ""
    if converted:
        return f"All {count(converted)} leads converted by these values, so nothing can be learnt."
    return "No lead converted by these values. Tick those that mean it."


def _why(role: Role, item: Input, draft: Draft, table: Leads, around: Around) -> str:
    if any(one.field == item.name and one.what == "role" for one in draft.said):
        return "You chose it."
    if role is Role.ID and draft.purpose is Purpose.ACTIVITIES and around.leads is not None:
        share = lead_id_share(table.raw_column(item), around.leads)
        return f"{percent(share)} of its values are ids of these leads."
    known = draft.purpose is Purpose.NEXT and around.project is not None
    if known and around.project is not None:
        before = around.project.recipe.with_role(role)
        if before is not None and before.name == item.name:
            return "As in this project until now."
    evidence = (draft.found.evidence or {}).get(item.name) if draft.found is not None else None
    if evidence is None:
        return ""
    held = evidence.role is role and evidence.why
    why = evidence.why.split(": ", 1)[-1] if held else evidence.sentence
    if not why:
        return ""
    return f"{why[:1].upper()}{why[1:]}."


def _system(draft: Draft) -> str:
    """Which program's export it looks like, if it is a known one."""
    known = draft.purpose is Purpose.NEW and draft.found is not None
    return draft.found.system if known and draft.found is not None else ""
