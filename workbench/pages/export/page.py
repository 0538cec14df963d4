"""The page Export: the model for another system, what it costs there, and the proof."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.exchange.all_targets import TARGETS, target
from models.exchange.targets.target import PROOF_WORDS
from models.exchange.targets.words import fit_words
from models.leads.fields import Input
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.target_list import TargetList
from workbench.asking import Asking
from workbench.live_preview import LivePreview, Preview
from workbench.pages.export.costs import CostSide
from workbench.pages.export.facts import Asked, Found, bare_cards, cards, find
from workbench.pages.export.options import Remembered
from workbench.pages.export.proof import ProofSide
from workbench.pages.export.written import WrittenSide
from workbench.pages.working_page import WorkingPage
from workbench.program import program_version
from workbench.session import Session, today

WRITTEN, COST, PROOF = range(3)
_NO_MODEL = "A model is handed over here once there is one. Make it on the page Model."


class ExportPage(WorkingPage):
    """Everything is worked out out of the way; nothing of the project changes here.

    `options_kept`: what is chosen of the targets' options, for the next time.
    """

    note = Signal(str)
    rules_asked = Signal()
    back_list_asked = Signal()
    folder_asked = Signal(str, object)
    file_asked = Signal(str, str, object)
    options_kept = Signal(object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__(session, "Writing it", "Not written")
        self._preview = preview
        self._options = Remembered()
        self._found: Found | None = None
        self._fitting = Asking(self)
        self._fitting.answered.connect(lambda found: self.targets.present(found, self._key))
        self._fitting.failed.connect(self.failed)
        self._build()
        preview.evaluated.connect(lambda _value: self.refresh())
        preview.emptied.connect(self.refresh)
        self.refresh()

    # Building

    def _build(self) -> None:
        self.targets = TargetList()
        self._key = TARGETS[0].key
        self.targets.present(bare_cards(), self._key)
        self.targets.picked.connect(self.choose)
        self.list = QPushButton("Scores as a list for a system\u2026")
        self.list.setToolTip("Ids with score, band and grade, as a system takes them back")
        theme.set_kind(self.list, "", small=True)
        self.list.clicked.connect(lambda _on=False: self.back_list_asked.emit())
        self.switch = Switch(("What is written", "What it costs", "Proof"))
        self.switch.picked.connect(self.show_side)
        self.level = Label("", "text2", size=12, wrap=True)
        self.written = WrittenSide()
        self.written.option_chosen.connect(self.choose_option)
        self.written.note.connect(self.note)
        self.written.file_asked.connect(self.file_asked)
        self.written.folder_asked.connect(self.folder_asked)
        self.targets.save_asked.connect(self.written.save)
        self.costs = CostSide()
        self.proof = ProofSide(self.progress)
        self.proof.failed.connect(self.failed)
        self.sides = QStackedWidget()
        for side in (self.written, self.costs, self.proof):
            self.sides.addWidget(side)
        right = QWidget()
        column = QVBoxLayout(right)
        spaced(column, 8, margins=(RING, 0, RING, 0))
        column.addWidget(self.verdict)
        column.addWidget(self.level)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        spaced(row, 8)
        row.addWidget(self.switch, 1)
        row.addWidget(self.again)
        column.addLayout(row)
        column.addWidget(self.sides, 1)
        self.splitter = PageSplitter(
            self._systems(), right, lambda width: width - 320, 250, 480, gap=12
        )
        self.column.addWidget(self.splitter, 1)
        none = EmptyState("export", "No model yet", _NO_MODEL, "Go to the page Model")
        none.asked.connect(self.rules_asked)
        self.frame(none)

    def _systems(self) -> QWidget:
        """The systems, and below them the way to a list of scores for one."""
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 6, margins=(RING, 0, RING, RING))
        column.addWidget(self.targets, 1)
        column.addWidget(self.list)
        return side

    # What is asked

    def refresh(self) -> None:
        """Show what there is now; ask for what is missing, if the page is seen."""
        model = self.session.model
        if model is None:
            self.show_empty(0)
            return
        if not self.show_body():
            return
        self._list(model)
        asked, found = self._asked(model), self._found
        self._offer(asked is not None and found is not None and found.asked == asked)
        if asked is not None:
            version = program_version()
            if self.asking.ask(
                asked, lambda cancelled, _progress: find(asked, version, cancelled, found)
            ):
                self.doing()

    def _list(self, model: ScoringModel) -> None:
        inputs = self._inputs()
        self._fitting.ask(
            (model, inputs), lambda cancelled, _progress: cards(model, inputs, cancelled)
        )

    def _offer(self, current: bool) -> None:
        """What is shown can be taken and proved only while it is of the model and target chosen."""
        self.written.offer(current)
        self.proof.offer(current)

    def _inputs(self) -> tuple[Input, ...]:
        project = self.session.project
        return () if project is None else project.recipe.inputs

    def _asked(self, model: ScoringModel) -> Asked | None:
        preview = self._settled(model)
        if preview is None and self.session.leads is not None:
            return None  # it is being scored
        day = today() if preview is None else preview.as_of
        return Asked(
            self._key,
            model,
            self._inputs(),
            model.as_of or day if preview is None else day,
            self._options.of(self._key),
            None if preview is None else preview.scored,
        )

    def _settled(self, model: ScoringModel) -> Preview | None:
        last = self._preview.last
        return last if last is not None and last.settled and last.model == model else None

    def choose(self, key: str) -> None:
        """Look at another system."""
        if key != self._key:
            self._key, self._found = key, None
            self.targets.choose(key)
            self._show()  # nothing of another system stays while this one is written
            self.refresh()

    def choose_option(self, option: str, value: str) -> None:
        """Write it in another way, now and the next time."""
        self._options = self._options.having(self._key, option, value)
        self.options_kept.emit(self._options.kept())
        self.refresh()

    def recall_options(self, kept: tuple[str, ...]) -> None:
        """Take what was chosen of the targets' options the last time."""
        self._options = Remembered.read(kept, TARGETS)
        self.refresh()

    # What was found

    def answered(self, found: object) -> None:
        """Present an answer."""
        assert isinstance(found, Found)
        self._found = found
        fit = f"{fit_words(found.order.adapted.misfits)}."
        self.verdict.present(f"{found.target.name}: {found.target.gives}", fit)
        self._show()
        self._offer(True)

    def _show(self) -> None:
        found, wanted = self._found, target(self._key)
        assert wanted is not None, "the page knows the targets"
        reads = f" It reads: {wanted.reads}" if wanted.reads else ""
        self.level.present(f"{wanted.proof.value.capitalize()}. {PROOF_WORDS[wanted.proof]}{reads}")
        misfits = () if found is None else found.order.adapted.misfits
        self.switch.present(("", str(len(misfits)) if misfits else "", ""))
        self.written.present(found, dict(self._options.of(self._key)))
        self.costs.present(found)
        self.proof.present(found)

    def show_side(self, side: int) -> None:
        """What is written, what it costs, or the proof."""
        self.switch.choose(side)
        self.sides.setCurrentIndex(side)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self._fitting.finish()
        self.proof.finish()
