"""Typed counts of a live test: a form, the tables of what came of it, and the verdict."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.trials.look_words import typed_look_words
from models.evaluation.trials.result import Result
from models.evaluation.trials.spending import even_bounds, level_of
from models.evaluation.trials.typed import TypedArm, typed_result
from models.evaluation.trials.words import UNPLANNED, result_words
from models.problems import LeadbenchError
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.number_form import NumberForm
from widgets.tables.record_table import RecordTable
from workbench.pages.trial.choices import COUNTED_AT
from workbench.pages.trial.records import pair_records, typed_records
from workbench.pages.trial.results import column_of, show

COUNTED = (
    ("a_leads", "Leads of &A", "Leads of arm A"),
    ("a_won", "&Converted of A", "Conversions of arm A"),
    ("b_leads", "Leads of &B", "Leads of arm B"),
    ("b_won", "C&onverted of B", "Conversions of arm B"),
)


class CountsView(QObject):
    """`form` and `results` are put into the page; `changed`: a person typed or chose."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._counts: dict[str, float | None] = {}
        self._look: tuple[int, int] = COUNTED_AT[0][0]
        self.numbers = NumberForm(COUNTED)
        self.numbers.typed.connect(self.count)
        self.look = ChoiceBox(name="Which look the counts are of")
        self.look.picked.connect(self._look_at)
        self.arms = RecordTable("Arms of the counts", None, row=28)
        self.pairs = RecordTable("Difference of the counts", None, row=28)
        self.form = column_of(self.numbers, Label("Looks", "text2", size=12), self.look)
        self.results = column_of(self.arms, self.pairs)

    def count(self, key: str, value: object) -> None:
        """Take on a number."""
        self._counts[key] = value if isinstance(value, float | int) else None
        self.changed.emit()

    def _look_at(self, look: object) -> None:
        self._look = next((key for key, _ in COUNTED_AT if key == look), self._look)
        self.changed.emit()

    def present(self) -> tuple[str, str]:
        """Show what was typed and what comes of it; the verdict and its limits."""
        self.numbers.present(dict.fromkeys((key for key, _, _ in COUNTED), None) | self._counts)
        self.look.present(COUNTED_AT, self._look)
        values = [self._counts.get(key) for key, _, _ in COUNTED]
        if any(value is None for value in values):
            self._show(None)
            return "Type the leads and the conversions of both arms.", ""
        a_leads, a_won, b_leads, b_won = (round(value or 0) for value in values)
        number, looks = self._look
        level = LEVEL if looks == 1 else level_of(even_bounds(looks, LEVEL)[number - 1])
        arms = [TypedArm("A", a_leads, a_won), TypedArm("B", b_leads, b_won)]
        try:
            result = typed_result(arms, level)
        except LeadbenchError as error:
            self._show(None)
            return error.problem.what, error.problem.remedy
        first, second = result_words(result)
        said = UNPLANNED if looks == 1 else typed_look_words(number, looks, level)
        self._show(result)
        return first, f"{second} {said}".strip()

    def _show(self, result: Result | None) -> None:
        show(self.arms, None if result is None else typed_records(result.arms))
        show(self.pairs, None if result is None else pair_records(result.pairs, result.level))
