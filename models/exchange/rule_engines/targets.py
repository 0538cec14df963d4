"""The targets GoRules JDM, JSONLogic and PMML."""

from __future__ import annotations

from models.exchange.rule_engines import jdm, json_logic, pmml
from models.exchange.rule_engines.about import PROOF
from models.exchange.rule_engines.jdm_limits import adapted_to_zen
from models.exchange.rule_engines.pmml_limits import adapted_to_pmml
from models.exchange.targets.adapting import (
    adapted,
    chances_told,
    half_value_reason,
    text_reason,
)
from models.exchange.targets.misfit import Adapted
from models.exchange.targets.target import Answer, Family, Target
from models.leads.fields import Input
from models.scoring.model import ScoringModel

READS = (
    "Prepared leads as flat records: keys of text, days as whole-day ages, counts of activities."
)

_RESULT = (Answer.SCORE, Answer.BAND, Answer.GRADE, Answer.SCALE, Answer.CHANCE)


def _adapt(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    return chances_told(model, adapted(model, half_value_reason, text_reason))


JSON_LOGIC = Target(
    key="jsonlogic",
    name="JSONLogic",
    family=Family.ENGINE,
    proof=PROOF,
    gives="Score, band, grade, scale, chance as JSON expressions, for libraries in many languages.",
    reads=READS,
    ending=".json",
    adapt=_adapt,
    write=json_logic.write,
    engines=("jsonlogic",),
    answers=_RESULT,
)
JDM = Target(
    key="jdm",
    name="GoRules JDM",
    family=Family.ENGINE,
    proof=PROOF,
    gives="A decision graph for the ZEN engine and its editor: score, band, grade, scale, chance.",
    reads=READS,
    ending=".json",
    adapt=adapted_to_zen,
    write=jdm.write,
    engines=("zen",),
)
PMML = Target(
    key="pmml",
    name="PMML",
    family=Family.ENGINE,
    proof=PROOF,
    gives="A chain of scorecards, PMML 4.4, for servers: score, band, grade, scale, chance.",
    reads="Prepared leads as flat records of texts and numbers; several values are one text.",
    ending=".pmml",
    adapt=adapted_to_pmml,
    write=pmml.write,
    engines=("pmml4s",),
    answers=_RESULT,
)
TARGETS = (JDM, JSON_LOGIC, PMML)
