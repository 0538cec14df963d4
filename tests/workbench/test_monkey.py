"""A seeded monkey at the real window: nothing it does may fault, lose or show what is not so.

LEADBENCH_MONKEY_STEPS makes a walk longer (150), LEADBENCH_MONKEY_SEEDS gives other seeds ("1,2").
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from models.evaluation.evaluate import evaluate
from models.leads.fields import Kind, Role
from models.project.edits import (
    AddGroup,
    AddRules,
    ChangeGroup,
    ChangeInput,
    ChangeModel,
    ChangeRule,
    MoveGroup,
    MoveRule,
    MoveThreshold,
    RemoveGroup,
    RemoveRule,
    RemoveVersion,
    ReplaceModel,
    SetPoints,
)
from models.project.file import ProjectFile
from models.scoring.engine import score
from models.scoring.model import Group, Points
from tests.models.scoring import drawn
from workbench import files as files_module
from workbench.app import Workbench
from workbench.desk import DATA, LEADS, MODEL
from workbench.live_preview import MOVED
from workbench.session import today
from workbench.view_actions import DARK

STEPS = int(os.environ.get("LEADBENCH_MONKEY_STEPS", "150"))
SEEDS = [int(seed) for seed in os.environ.get("LEADBENCH_MONKEY_SEEDS", "1,2,3").split(",")]
LEADS_FILE = {name: kind for name, kind in drawn.FIELDS.items()}
