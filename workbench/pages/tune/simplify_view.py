"""The side of the page Tune that makes a model simpler: what can go, merge or be rounded, and what
each of these costs. Nothing has to be tuned for it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from models.evaluation.history.asked import outcomes_of
from models.leads.readers.contract import Progress
from models.leads.wording import count_of
from models.project.document import Version
from models.project.edits import TakeTuned
from models.tuning.report import Simpler
from models.tuning.simplify import KEPT, together
from models.tuning.steps import Step
from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.looked_at import LookedAt
from workbench.pages.tune.side_view import SideView
from workbench.pages.tune.simplify_facts import (
    Simplify,
    Weighed,
    free_steps,
    left_words,
    simplify_of,
    together_words,
    told,
    weighed_by,
)
from workbench.pages.tune.simplify_records import simplify_records
from workbench.session import Session, now

WHAT = "simplification"


class SimplifyView(SideView):
    """Steps are ticked and what they cost together is worked out anew; then they are taken."""

    def __init__(self, session: Session, looked: LookedAt) -> None:
        """`looked` keeps what is derived of the leads, for all sides."""
        super().__init__(session, "Weighing what can be simpler", "Not weighed")
        self._looked = looked
        self._share = KEPT
        self._found: Weighed | None = None
        self._ticked: frozenset[Step] = frozenset()
        self._together: Simpler | None = None
        self._adding = Asking(self)
        self._adding.answered.connect(self._added)
        self._adding.failed.connect(self.failed)
        self._build()
        self.frame()
        self.refresh()

    def _build(self) -> None:
        self.take = QPushButton("Take")
        theme.set_kind(self.take, "main")
        self.take.clicked.connect(lambda _on=False: self.accept())
        self.head.addWidget(self.take)
        self.share = NumberEdit(name="Percent of the lift to keep", whole=True, least=1, width=48)
        self.share.typed.connect(lambda value, _gesture: self._keep(value))
        self.share.present(round(100 * self._share))
        self.least = self._button("Smallest model that does", self.tick_smallest)
        self.free = self._button("All that cost nothing", self.tick_free)
        self.none = self._button("None", lambda: self.tick(frozenset()))
        self.steps = RecordTable("What can be simpler", self, row=28)
        self.steps.setToolTip("Space ticks a step, Enter shows its rule")
        self.steps.ticked.connect(self._tick)
        self.steps.record_opened.connect(self._open)
        self.steps.record_chosen.connect(lambda _record: self._explain())
        self.sum = Label("", weight=600, wrap=True)
        self.evidence = Label("", "text2", size=12, wrap=True)
        self.tuned = Label("", "text2", size=12, wrap=True)
        self.tell_tuned("")
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, RING, 0, RING))
        keep = Label("&Keep at least", "text")
        keep.setBuddy(self.share)
        row.addWidget(keep)
        row.addWidget(self.share)
        row.addWidget(Label("% of the lift in the best tenth", "text"))
        row.addStretch(1)
        row.addWidget(Label("Tick:", "text2", size=12))
        for button in (self.least, self.free, self.none):
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addWidget(self.sum)
        self.column.addWidget(self.steps, 1)
        self.column.addWidget(self.evidence)
        self.column.addWidget(self.tuned)

    def tell_tuned(self, words: str) -> None:
        """What a tuning beside this found of small models, "" nothing."""
        self.tuned.present(words)
        self.tuned.setVisible(bool(words))

    def _button(self, words: str, do: object) -> QPushButton:
        button = QPushButton(words)
        theme.set_kind(button, "", small=True)
        if callable(do):
            button.clicked.connect(lambda _on=False: do())
        return button

    # Asking

    def refresh(self) -> None:
        """Show what there is now; what rests on another model or other leads is asked anew."""
        leads, project = self.session.leads, self.session.project
        asked = simplify_of(self.session, self._share, self._looked)
        if asked is None or leads is None or project is None:
            self._clear("There are no leads to weigh anything by.")
            return
        if not outcomes_of(leads, project.stages):
            self._clear("No outcome is known, so nothing tells what a step costs.")
            return
        if self._found is not None and self._found.asked != asked:
            self._let_go()
        if self.show_body() and self._found is None:
            self._ask(asked)
        self._present()

    def _ask(self, asked: Simplify) -> None:
        def work(cancelled: Cancel, progress: Progress) -> Weighed:
            return weighed_by(asked, cancelled, progress)

        if self.asking.ask(asked, work, "Weighing what can be simpler"):
            self.doing()

    def answered(self, found: object) -> None:
        """Present the steps; those of the smallest model are ticked."""
        if isinstance(found, Weighed):
            self._found = found
            self._ticked = frozenset(found.smallest.steps)
            self._add()
            self._present()

    def new_leads(self) -> None:
        """Other leads: nothing holds any more."""
        self._let_go()
        super().new_leads()

    def finish(self) -> None:
        """Stop all work."""
        super().finish()
        self._adding.finish()

    def _let_go(self) -> None:
        self._found, self._together, self._ticked = None, None, frozenset()
        self._adding.forget()
        self.asking.again()

    def _clear(self, why: str) -> None:
        self._let_go()
        self.asking.forget()
        self.stack.setCurrentWidget(self.body)
        self.verdict.present("Nothing to weigh.", why)
        self._present()

    # Ticking

    def tick(self, steps: frozenset[Step]) -> None:
        """Tick these steps and no others."""
        if steps != self._ticked and self._found is not None:
            self._ticked = steps
            self._add()
            self._present()

    def tick_smallest(self) -> None:
        """Tick what makes the smallest model that keeps the lift."""
        if self._found is not None:
            self.tick(frozenset(self._found.smallest.steps))

    def tick_free(self) -> None:
        """Tick every step that costs nothing by itself; together they may cost something."""
        if self._found is not None:
            self.tick(frozenset(free_steps(self._found.offer)))

    def _tick(self, record: int) -> None:
        if self._found is not None and record < len(self._found.offer.steps):
            self.tick(self._ticked ^ set(self._found.offer.steps[record].steps))

    def _keep(self, value: object) -> None:
        if isinstance(value, int | float) and 1 <= value <= 100:
            self._share = float(value) / 100
            self.refresh()

    def _add(self) -> None:
        """Work out what the ticked steps cost together."""
        self._together = None
        found, ticked = self._found, self._ticked
        if found is None or not ticked:
            self._adding.forget()
            return
        steps = tuple(one.steps[0] for one in found.offer.steps if one.steps[0] in ticked)

        def work(_cancelled: Cancel, _progress: Progress) -> tuple[frozenset[Step], Simpler]:
            return ticked, together(found.scale, steps)

        self._adding.ask((found, ticked), work)

    def _added(self, answer: object) -> None:
        if isinstance(answer, tuple) and answer[0] == self._ticked:
            self._together = answer[1]
            self._present()

    # Taking

    def accept(self) -> None:
        """Put the simpler model in the place of today's, which is kept as a version."""
        model, project, found = self.session.model, self.session.project, self._together
        if model is None or project is None or found is None:
            return
        number = len(project.versions_of(model.id)) + 1
        version = Version(f"v{number}", "Before simplifying", now(), self.session.author, model)
        self.session.apply(TakeTuned(found.model, version, len(found.steps), WHAT))

    def _open(self, record: int) -> None:
        model, found = self.session.model, self._found
        if model is None or found is None or record >= len(found.offer.steps):
            return
        rule = found.offer.steps[record].steps[0].rule
        if model.rule(rule) is not None:
            self.rule_asked.emit(rule)

    # Showing

    def _present(self) -> None:
        found, added = self._found, self._together
        ready = found is not None
        for widget in (self.least, self.free, self.none, self.steps):
            widget.setEnabled(ready)
        self.take.setVisible(ready)
        self.take.setEnabled(added is not None)
        if found is None:
            self.sum.present("")
            self.evidence.present("")
            self.steps.present(None)
            return
        offer = found.offer
        if not self.asking.busy:
            self.verdict.present(found.smallest.sentence, "Nothing changes before you take it.")
        self.steps.present(simplify_records(offer.steps, self._ticked, told(offer.steps)))
        number = count_of(len(self._ticked), WHAT)
        self.take.setText(f"Take {number}" if self._ticked else "Take")
        if added is not None:
            self.sum.present(together_words(added, found.asked.model))
        elif not self._ticked:
            self.sum.present("Tick what is to be simpler: what it costs together stands here.")
        self._explain()

    def _explain(self) -> None:
        found, place = self._found, self.steps.chosen()
        if found is None:
            return
        steps = found.offer.steps
        said = steps[place].sentence if place is not None and place < len(steps) else ""
        self.evidence.present(" ".join(filter(None, (said, left_words(found.offer)))))
