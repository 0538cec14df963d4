"""Every change to a project as a value: `apply` makes the project after, `label` says what it did.

The same values are the undo steps, the journal on disk and the history list.
"""

from __future__ import annotations

from models.project.edits.base import Edit, EditError
from models.project.edits.data import (
    ChangeAccountInput,
    ChangeActivities,
    ChangeDeals,
    ChangeInput,
    ChangeLeftOut,
    ChangeMerges,
    ChangeProject,
    ChangeStages,
    IgnoreFields,
    SetAccounts,
    SetActivities,
    SetDeals,
    SetLeads,
)
from models.project.edits.derived import ChangeDerived, RenameDerived
from models.project.edits.grade import ChangeGrade
from models.project.edits.groups import AddGroup, ChangeGroup, MoveGroup, RemoveGroup
from models.project.edits.lists import ChangeLists
from models.project.edits.model import ChangeBands, ChangeModel, ChangeOverrides, MoveThreshold
from models.project.edits.models import AddModel, ChooseModel, RemoveModel, ReplaceModel
from models.project.edits.probability import ChangeProbability
from models.project.edits.reach import ChangeReach
from models.project.edits.rules import AddRules, ChangeRule, MoveRule, RemoveRule, SetPoints
from models.project.edits.sales import ChangeSales
from models.project.edits.scenarios import (
    AddScenario,
    RemoveScenario,
    RenameScenario,
    TakeScenario,
)
from models.project.edits.systems import ChangeAccount, ChangeGame
from models.project.edits.trials import ChangeTrial, PlanTrial, RemoveTrial
from models.project.edits.tuning import AcceptProposed, ChangeWishes, TakeTuned
from models.project.edits.versions import NameVersion, RemoveVersion

AnyEdit = (
    SetPoints
    | ChangeRule
    | AddRules
    | RemoveRule
    | MoveRule
    | AddGroup
    | ChangeGroup
    | RemoveGroup
    | MoveGroup
    | MoveThreshold
    | ChangeBands
    | ChangeOverrides
    | ChangeGrade
    | ChangeProbability
    | ChangeDerived
    | RenameDerived
    | ChangeModel
    | ChangeAccount
    | ChangeGame
    | AddModel
    | ReplaceModel
    | RemoveModel
    | ChooseModel
    | NameVersion
    | RemoveVersion
    | SetLeads
    | SetActivities
    | ChangeActivities
    | SetAccounts
    | ChangeAccountInput
    | SetDeals
    | ChangeDeals
    | ChangeStages
    | ChangeSales
    | PlanTrial
    | ChangeTrial
    | RemoveTrial
    | ChangeReach
    | ChangeLeftOut
    | ChangeMerges
    | ChangeInput
    | IgnoreFields
    | ChangeProject
    | AddScenario
    | RenameScenario
    | RemoveScenario
    | TakeScenario
    | AcceptProposed
    | ChangeWishes
    | ChangeLists
    | TakeTuned
)
"""One of all the edits that there are; the journal knows each by a name."""

__all__ = [
    "AcceptProposed",
    "AddGroup",
    "AddModel",
    "AddRules",
    "AddScenario",
    "AnyEdit",
    "ChangeAccount",
    "ChangeAccountInput",
    "ChangeActivities",
    "ChangeBands",
    "ChangeDeals",
    "ChangeDerived",
    "ChangeGame",
    "ChangeGrade",
    "ChangeGroup",
    "ChangeInput",
    "ChangeLeftOut",
    "ChangeLists",
    "ChangeMerges",
    "ChangeModel",
    "ChangeOverrides",
    "ChangeProbability",
    "ChangeProject",
    "ChangeReach",
    "ChangeRule",
    "ChangeSales",
    "ChangeStages",
    "ChangeTrial",
    "ChangeWishes",
    "ChooseModel",
    "Edit",
    "EditError",
    "IgnoreFields",
    "MoveGroup",
    "MoveRule",
    "MoveThreshold",
    "NameVersion",
    "PlanTrial",
    "RemoveGroup",
    "RemoveModel",
    "RemoveRule",
    "RemoveScenario",
    "RemoveTrial",
    "RemoveVersion",
    "RenameDerived",
    "RenameScenario",
    "ReplaceModel",
    "SetAccounts",
    "SetActivities",
    "SetDeals",
    "SetLeads",
    "SetPoints",
    "TakeScenario",
    "TakeTuned",
]
