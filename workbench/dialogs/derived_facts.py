"""What the dialog of derived fields says of one: what it gives on these leads, who reads it."""

from __future__ import annotations

import numpy as np

from models.leads.columns import Column, TextColumn, YesNoColumn, blank_rows
from models.leads.derived import kind_read, place_of
from models.leads.derived_checks import derived_problems
from models.leads.derived_fields import Derived, LookUp
from models.leads.derived_words import as_inputs
from models.leads.fields import Input, Kind
from models.leads.look_up_table import unlisted
from models.leads.summary import commonest_in
from models.leads.table import Leads
from models.leads.tally import ValueCount
from models.project.document import Project
from models.scoring.as_of import as_of_day
from models.scoring.derived_use import readers
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import sight_of
from widgets.editors.derived_editor import DerivedView
from widgets.inputs.field_chooser import usable
from workbench.session import today

MOST_VALUES = 200


def fields_for(project: Project, model: ScoringModel, place: int) -> tuple[Input, ...]:
    """What the derived field at a place can be made of: earlier derived ones too."""
    kind = kind_read(model.derived[place])
    own = tuple(item for item in project.recipe if place_of(model.derived, item.name) is None)
    made = as_inputs(model.derived[:place])
    return usable((*made, *own), (kind,))


def view_of(project: Project, model: ScoringModel, place: int, leads: Leads | None) -> DerivedView:
    """All that is shown of a derived field."""
    derived = model.derived[place]
    view = DerivedView(
        derived,
        fields_for(project, model, place),
        wrong_with(project, model, derived),
        readers=readers(model, place),
    )
    if leads is None or not len(leads):
        return view
    masks, sight = Masks(leads), sight_of(model, as_of_day(model, leads, today()))
    column = masks.column(derived.name, sight)
    if column is None:
        return view
    values = commonest_in(column, leads.outcome, MOST_VALUES)
    blank = _blank(column, leads)
    if blank.leads:
        values = tuple(sorted((*values, blank), key=lambda value: -value.leads))
    lacking: tuple[ValueCount, ...] = ()
    if isinstance(derived, LookUp):
        lacking = unlisted(derived.table, masks.column(derived.field, sight))
    return DerivedView(
        view.derived,
        view.fields,
        view.wrong,
        values,
        distinct(column),
        lacking,
        view.readers,
        len(leads),
    )


def wrong_with(project: Project, model: ScoringModel, derived: Derived) -> tuple[str, ...]:
    """The problems of one derived field in sentences."""

    def kind_of_field(name: str) -> Kind | None:
        item = project.recipe.find(name)
        return None if item is None else item.kind

    problems = derived_problems(model.derived, kind_of_field)
    return tuple(
        f"{problem.what} {problem.remedy}" for problem in problems if problem.where == derived.name
    )


def distinct(column: Column) -> int:
    """How many different values a derived column has, blank not counted."""
    match column:
        case TextColumn():
            return int(np.count_nonzero(np.bincount(column.codes)[1:]))
        case YesNoColumn():
            return len(np.unique(column.values[column.values >= 0]))
        case _:
            known = ~blank_rows(column)
            return len(np.unique(column.values[known])) if hasattr(column, "values") else 0


def _blank(column: Column, leads: Leads) -> ValueCount:
    outcome = leads.outcome[blank_rows(column)]
    counts = np.bincount(outcome, minlength=3).tolist()
    return ValueCount("", sum(counts), counts[1], counts[0] + counts[1])
