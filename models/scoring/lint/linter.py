"""The linter: all that is unwise about a model, by itself and on leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from models.leads.table import Leads
from models.problems import Severity
from models.scoring.engine import Scored
from models.scoring.lint.fading import idle_decay, idle_grades
from models.scoring.lint.fields import (
    blank_fields,
    fields_as_exported,
    leaking_fields,
    protected_fields,
)
from models.scoring.lint.finding import Finding
from models.scoring.lint.ground import Ground, Sample
from models.scoring.lint.hits import impossible_rules, muted_rules, no_negative, rules_by_hits
from models.scoring.lint.limits import rules_above_limits, swallowed_rules
from models.scoring.lint.overrides import unused_overrides
from models.scoring.lint.own_days import ages_since_creation
from models.scoring.lint.repeats import overlapping_ranges, repeated_rules
from models.scoring.lint.thresholds import (
    rules_that_qualify_alone,
    thresholds_by_leads,
    thresholds_out_of_reach,
)
from models.scoring.model import ScoringModel

FAMILIES: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    leaking_fields,
    ages_since_creation,
    impossible_rules,
    rules_that_qualify_alone,
    repeated_rules,
    rules_by_hits,
    rules_above_limits,
    swallowed_rules,
    thresholds_out_of_reach,
    thresholds_by_leads,
    unused_overrides,
    idle_decay,
    protected_fields,
    blank_fields,
    overlapping_ranges,
    idle_grades,
    fields_as_exported,
    no_negative,
    muted_rules,
)
"""Every family of findings, the one that matters most first."""

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def lint(
    model: ScoringModel, leads: Leads | None = None, scored: Scored | None = None
) -> tuple[Finding, ...]:
    """What is unwise about the model, the gravest first.

    `scored`: the leads scored by this very model. Without leads only what the model says by
    itself is told; what past outcomes say is told by `models/evaluation/lint_outcomes.py`.
    """
    sample = None if leads is None or scored is None else Sample(leads, scored)
    ground = Ground(model, sample)
    return by_severity(finding for family in FAMILIES for finding in family(ground))


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first; what is equally grave stays in its order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.severity)))
