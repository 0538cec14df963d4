"""A model with every kind of rule, invented figures for it, and a project that edits apply to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from models.evaluation.evaluation import Evaluation, RuleFigures, Tally
from models.problems import Problem, Severity
from models.project.document import Project
from models.project.edits import AnyEdit
from models.scoring.conditions import AllOf, AnyOf, FieldTest, Not, Test
from models.scoring.model import (
    Axis,
    Band,
    ByRange,
    ByValue,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
    ValuePoints,
)

DEMO = FieldTest("Last demo request", Test.IN_THE_LAST, (30,))
SENIOR = FieldTest("Job title", Test.CONTAINS_ANY_OF, ("VP", "Head", "Director"))


def _model() -> ScoringModel:
    nested = AllOf(
        (
            SENIOR,
            AnyOf((FieldTest("Pricing views", Test.AT_LEAST, (2.0,)), DEMO)),
            Not(FieldTest("E-mail domain", Test.IS, ("gmail.com",))),
        )
    )
    sizes = (RangePoints(50, 200, 8), RangePoints(200, 1000, 12), RangePoints(1000, None, 6))
    countries = tuple(ValuePoints(v, p) for v, p in (("Germany", 6), ("Austria", 4), (None, -3)))
    fit = Group(
        "g1",
        "Fit",
        (
            Rule("r1", "Job title", Points(15), SENIOR, note="agreed with sales"),
            Rule("r2", "Industry", Points(10), FieldTest("Industry", Test.IS_ONE_OF, ("A", "B"))),
            Rule("r3", "Employees", ByRange("Employees", sizes)),
            Rule("r4", "Phone", Points(4), FieldTest("Phone", Test.IS_KNOWN), muted=True),
        ),
        axis=Axis.FIT,
        least=0,
        most=60,
    )
    engagement = Group(
        "g2",
        "Engagement",
        (
            Rule("r5", "Demo request", Points(25), DEMO),
            Rule("r6", "Senior and looking at prices", Points(12), nested),
            Rule("r7", "Country", ByValue("Country", countries)),
            Rule("r8", "Segment", Points(5), FieldTest("Segment", Test.IS, ("Enterprise",))),
        ),
        axis=Axis.ENGAGEMENT,
    )
    negative = Group(
        "g3",
        "Negative",
        (Rule("r9", "Careers", Points(-15), FieldTest("Careers", Test.AT_LEAST, (1.0,))),),
        least=-40,
        most=0,
    )
    return ScoringModel(
        "m1",
        "B2B",
        (fit, engagement, negative, Group("g4", "New ideas")),
        bands=(Band("Cold", 0), Band("Warm", 40), Band("MQL", 55, mql=True), Band("Hot", 75)),
        overrides=(Override("o1", "fast track", DEMO, Move.AT_LEAST, "MQL"),),
    )


def _tally(leads: int, rate: float) -> Tally:
    converted = round(leads * rate)
    return Tally(leads, converted, leads - converted)


def _evaluation() -> Evaluation:
    figures = {
        "r1": RuleFigures(_tally(921, 0.193), 61),
        "r2": RuleFigures(_tally(1740, 0.118), 34),
        "r3": RuleFigures(_tally(3199, 0.093), 58),
        "r4": RuleFigures(_tally(3120, 0.088), 0),
        "r5": RuleFigures(_tally(417, 0.324), 201),
        "r6": RuleFigures(_tally(126, 0.357), None),
        "r7": RuleFigures(Tally(210, 0, 0), 2),
        "r8": RuleFigures(Tally(0, 0, 0), 0),
        "r9": RuleFigures(_tally(334, 0.039), -12),
    }
    return Evaluation(
        histogram=np.zeros((101, 3), dtype=np.int64),
        least=0,
        bands=(),
        mql=Tally(559, 186, 373),
        all=Tally(5000, 412, 4588),
        auc=None,
        gains=np.zeros((2, 2)),
        lift=(),
        rules=figures,
        reaches={"g1": (0, 47), "g2": (-3, 50), "g3": (-35, 0), "g4": (0, 0)},
    )


@dataclass
class Desk:
    """What a page would hold: the project, and every edit that came."""

    project: Project
    heard: list[tuple[AnyEdit, int]] = field(default_factory=list)

    def take(self, edit: AnyEdit, gesture: int) -> None:
        self.heard.append((edit, gesture))
        self.project = edit.apply(self.project)

    @property
    def model(self) -> ScoringModel:
        model = self.project.model
        assert model is not None
        return model

    @property
    def edits(self) -> list[AnyEdit]:
        return [edit for edit, _ in self.heard]


@pytest.fixture(scope="session")
def model() -> ScoringModel:
    return _model()


@pytest.fixture(scope="session")
def saved(model: ScoringModel) -> ScoringModel:
    rule = model.rule("r1")
    assert rule is not None
    return model.with_rule(replace(rule, award=Points(11)))


@pytest.fixture
def evaluation() -> Evaluation:
    return _evaluation()


@pytest.fixture
def findings() -> dict[str, Problem]:
    return {
        "r2": Problem("lift not proven"),
        "r8": Problem(
            "The leads have no field Segment.",
            remedy="It gives 0 points until then.",
            severity=Severity.ERROR,
        ),
    }


@pytest.fixture
def desk(model: ScoringModel) -> Desk:
    return Desk(Project(models=(model,), chosen=model.id))
