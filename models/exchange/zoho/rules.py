"""A scoring model as the scoring rules of Zoho CRM, for its API (v8), and what does not fit.

Field rules are written as the API's pages show them. Nobody but Zoho runs them, so what it makes
of blanks, case and spaces is Zoho's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.exchange.moving_in.zoho_words import (
    CRITERIA_OF_EDITION,
    MOST_DESCRIPTION,
    MOST_FIELD_RULES,
    MOST_NAME,
    api_name,
)
from models.exchange.targets.misfit import Misfit, Part
from models.exchange.targets.words import misfit_words
from models.exchange.zoho.fitting import adapted, kinds_of
from models.exchange.zoho.items import items
from models.leads.fields import Input
from models.leads.wording import count_of, figure, quoted
from models.problems import Problem, Severity
from models.scoring.conditions import FieldTest, Test, leaves_in
from models.scoring.model import ScoringModel

EDITION = "Enterprise"
MODULE = "Leads"

_NEGATIVE = (Test.IS_NOT, Test.IS_NOT_ONE_OF, Test.DOES_NOT_EQUAL, Test.DOES_NOT_CONTAIN)


@dataclass(frozen=True)
class ZohoRules:
    """The body of a request to POST /settings/automation/scoring_rules, and what does not fit.

    `problems`: of severity ERROR what was left out, WARNING what is another score there, NOTE what
    to look at.
    """

    text: str
    problems: tuple[Problem, ...]


def zoho_rules(model: ScoringModel, *, edition: str = EDITION, module: str = MODULE) -> ZohoRules:
    """Any model as one scoring rule of Zoho CRM, and all that it loses there.

    `edition` is one of CRITERIA_OF_EDITION: it says how many criteria a scoring rule takes.
    """
    fitted = adapted(model)
    text, notes = body(fitted.model, edition, module)
    return ZohoRules(text, (*map(_problem, fitted.misfits), *notes))


def body(
    model: ScoringModel, edition: str, module: str, inputs: tuple[Input, ...] = ()
) -> tuple[str, tuple[Problem, ...]]:
    """The request's JSON of a model that fits (see `adapted`), and what to look at in Zoho."""
    kinds = kinds_of(inputs or model.inputs)
    found = [item for rule in model.rules() for item in items(rule, kinds)]
    fields = [item for signal, item in found if not signal]
    signals = [item for signal, item in found if signal]
    rule: dict[str, Any] = {
        "name": model.name[:MOST_NAME].strip(),
        "description": model.notes[:MOST_DESCRIPTION],
        "module": {"api_name": module},
        "layout": None,
        "active": False,
        "field_rules": fields,
    }
    if signals:
        rule["signal_rules"] = signals
    text = json.dumps({"scoring_rules": [rule]}, ensure_ascii=False, indent=2) + "\n"
    notes = (*_limits(len(fields), len(signals), edition), *_look_at(model, bool(signals)))
    return text, notes


def _problem(misfit: Misfit) -> Problem:
    where = f"Rule {misfit.name}" if misfit.part is Part.RULE else misfit.name
    grave = Severity.ERROR if misfit.part is Part.RULE else Severity.WARNING
    return Problem(misfit_words(misfit), where, severity=grave)


def _limits(fields: int, signals: int, edition: str) -> Iterator[Problem]:
    most = CRITERIA_OF_EDITION[edition]
    if fields + signals > most:
        yield Problem(
            f"There are {count_of(fields + signals, 'criterion', 'criteria')}; a scoring rule of "
            f"Zoho {edition} takes {most}.",
            "Number of criteria",
            "Simplify the model on the page Tune, or take another edition.",
            fields + signals,
            severity=Severity.ERROR,
        )
    if fields > MOST_FIELD_RULES >= most:
        yield Problem(
            f"The API takes {MOST_FIELD_RULES} field rules at once; these are {fields}.",
            "Number of criteria",
            count=fields,
            severity=Severity.ERROR,
        )


def _look_at(model: ScoringModel, signals: bool) -> Iterator[Problem]:
    """What a person must look at in Zoho before the scoring rule is switched on."""

    def note(where: str, what: str) -> Problem:
        return Problem(what, where, severity=Severity.NOTE)

    if len(model.name.strip()) > MOST_NAME:
        yield note("Name", f"Cut to {MOST_NAME} letters, which is all that Zoho takes.")
    if len(model.notes) > MOST_DESCRIPTION:
        yield note("Notes", f"Cut to {MOST_DESCRIPTION} letters, which is all that Zoho takes.")
    yield note("Scoring rule", "It is not active: look at it in Zoho, then activate it.")
    first = next(iter(model.fields()), "")
    if first:
        yield note(
            "Fields",
            f"API names are made of our names, such as {quoted(api_name(first))} of "
            f"{quoted(first)}; compare them in Zoho.",
        )
    yield from _same_names(model)
    bands = ", ".join(f"{band.name} from {figure(band.threshold)}" for band in model.bands)
    yield note("Bands", f"Zoho's rules give a score alone: make views or workflows of {bands}.")
    if signals:
        yield note("Signals", "Add the id of each signal: it differs by organisation.")
    leaves = [leaf for rule in model.rules() if rule.when for leaf in leaves_in(rule.when)]
    if any(isinstance(leaf, FieldTest) and leaf.test in _NEGATIVE for leaf in leaves):
        yield note("Blank fields", f"Look what Zoho answers to {quoted('is not')} on a blank.")


def _same_names(model: ScoringModel) -> Iterator[Problem]:
    """Fields that would be one in Zoho, since only signs tell their names apart."""
    met: dict[str, str] = {}
    for name in model.fields():
        first = met.setdefault(api_name(name).lower(), name)
        if first != name:
            yield Problem(f"{quoted(first)} and {quoted(name)} have the same API name.", "Fields")
