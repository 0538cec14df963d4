"""How a table of deals would be read: what was guessed of stages and joins, and what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.leads.deals import DealRecipe
from models.leads.fields import Input, Role
from models.leads.guessing.deals import e_mail_fields, won_and_lost
from models.leads.guessing.outcomes import values_of_column
from models.leads.raw import RawColumn, RawTable
from models.leads.summary import commonest_cells
from models.leads.table import Leads
from widgets.importing.meaning_form import MeaningLine, Ticks
from workbench.importing.draft import Draft, recipe_of

JOINED, WON, LOST = "joined to", "won", "lost"
"""Keys of what is said of deals beside their fields."""
MOST_STAGES = 20
"""Stages that are listed to be ticked."""
_SAMPLE = 200


def deal_recipe_of(draft: Draft, leads: Leads | None) -> DealRecipe | None:
    """The recipe of the deals as it would be taken; None where the file is for something else."""
    found = draft.found
    if found is None or found.deal is None:
        return None
    recipe = replace(found.deal, inputs=recipe_of(draft).inputs)
    raw, said = found.imported.table, dict(draft.deal)
    if _moved(found.deal, recipe, Role.OUTCOME):
        column = _column(raw, recipe.with_role(Role.OUTCOME))
        won, lost = won_and_lost(() if column is None else values_of_column(column) or ())
        recipe = replace(recipe, won=won, lost=lost)
    if leads is not None and _moved(found.deal, recipe, Role.ID):
        recipe = replace(recipe, joined_to=_by_form(_column(raw, recipe.with_role(Role.ID)), leads))
    won, lost = said.get(WON, recipe.won), said.get(LOST, recipe.lost)
    return replace(recipe, won=won, lost=lost, joined_to=said.get(JOINED, recipe.joined_to))


def join_line(recipe: DealRecipe, leads: Leads) -> MeaningLine:
    """Which field of the leads holds the same as the deals' one."""
    own = leads.recipe.with_role(Role.ID)
    id_words = "the lead's id" if own is None else f"the lead's id, {own.name}"
    options = [("", id_words), *((item.name, item.name) for item in e_mail_fields(leads))]
    if recipe.joined_to and recipe.joined_to not in dict(options):
        options.append((recipe.joined_to, recipe.joined_to))
    return MeaningLine(
        JOINED,
        "Among the leads that is",
        recipe.joined_to,
        "E-mails are compared without capitals, ids exactly.",
        options=tuple(options),
        indent=True,
    )


def stage_lines(recipe: DealRecipe, table: Leads) -> Iterator[MeaningLine]:
    """Which stages mean won, which lost; all others are open."""
    stage = recipe.with_role(Role.OUTCOME)
    if stage is None or table.raw_column(stage) is None:
        return
    values = commonest_cells(table, stage.name, MOST_STAGES)
    for key, words, chosen in (
        (WON, "A deal is won in", recipe.won),
        (LOST, "It is lost in; in any other stage it is open", recipe.lost),
    ):
        ticks = Ticks(f"Which stages mean {key}?", values, chosen)
        wrong = "Without one, deals tell no outcome." if key == WON and not chosen else ""
        yield MeaningLine(
            key, words, wrong=wrong, ticks=ticks, needed=key == WON, indent=True, chooses=False
        )


def listed_stages(recipe: DealRecipe, table: Leads) -> tuple[str, ...]:
    """The stages that can be ticked."""
    stage = recipe.with_role(Role.OUTCOME)
    name = "" if stage is None else stage.name
    return tuple(value.value for value in commonest_cells(table, name, MOST_STAGES))


def _moved(before: DealRecipe, after: DealRecipe, role: Role) -> bool:
    was, now = before.with_role(role), after.with_role(role)
    return (None if was is None else was.name) != (None if now is None else now.name)


def _by_form(column: RawColumn | None, leads: Leads) -> str:
    """What looks like an address is joined to the leads' e-mails, anything else to their ids."""
    texts = [] if column is None else [text for text in column.texts[1:_SAMPLE] if text.strip()]
    if texts and 2 * sum("@" in text for text in texts) >= len(texts):
        return next((item.name for item in e_mail_fields(leads)), "")
    return ""


def _column(raw: RawTable, item: Input | None) -> RawColumn | None:
    return None if item is None else raw.find((item.name, *item.aliases))
