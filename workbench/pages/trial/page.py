"""The page Live test: plan one, keep the plan, look at one when it is over, or type its counts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.history.asked import outcomes_of
from models.evaluation.trials.analysis import Analysis, Question, analyse
from models.evaluation.trials.design import Design, Sizes, curve_of, sizes_of
from models.evaluation.trials.plan_words import chances_words, proposed_words, size_words
from models.evaluation.trials.proposed import Proposed, next_monday, proposed_of
from models.evaluation.trials.refusal import governing
from models.evaluation.trials.trial import Trial, require_arms, trial_of
from models.evaluation.trials.words import verdict
from models.exchange.assignment_list import write_assignment
from models.leads.readers.contract import Progress
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import quoted
from models.problems import LeadbenchError
from models.project.edits import PlanTrial, RemoveTrial
from widgets import theme
from widgets.arms_form import ArmsForm, ArmsOffer, ArmsSaid
from widgets.card import Card
from widgets.charts.smallest_rise import SmallestRiseChart
from widgets.charts.smallest_rise_value import SmallestRise
from widgets.empty_state import EmptyState
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.date_edit import DateEdit
from widgets.inputs.label import Label
from widgets.number_form import NumberForm
from widgets.page_splitter import PageSplitter
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.evaluate_choices import segment_fields
from workbench.live_preview import LivePreview, Preview
from workbench.pages.trial.choices import (
    LOOKS,
    Said,
    arm_fields,
    free_name,
    fresh_trial_id,
    offer_of,
    question_of,
)
from workbench.pages.trial.counts_view import CountsView
from workbench.pages.trial.records import (
    plan_records,
)
from workbench.pages.trial.results import TrialResults, column_of
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

PLAN, ANALYSE, COUNTS = range(3)
DEFAULT_WEEKS = 52
LOOKING = "Looking at the history\u2026"
NUMBERS = (
    ("rate", "&Convert today, %", "Share of leads that convert today, in percent"),
    ("difference", "&Rise worth having, points", "Rise worth having, in points"),
    ("per_week", "Leads a &week", "Leads that come into the test each week"),
    ("power", "Found &in, % of tests", "How surely the rise is to be found, in percent"),
    ("share", "Share of &B, %", "Share of the leads that get B, in percent"),
    ("wait", "Days to co&nvert", "Days that a lead is given to convert"),
)


class TrialPage(WorkingPage):
    """Plans are kept in the project; everything else is worked out while the page is shown."""

    leads_asked = Signal()
    export_asked = Signal(str, object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__(session, "Comparing the arms", "Not compared")
        self._preview = preview
        self._said, self._typed = Said(), Said(difference=2.0)
        self._proposed: Proposed | None = None
        self._of: tuple[object, ...] = ()
        self.proposing = Asking(self)
        self.proposing.answered.connect(self._answer_proposed)
        self.proposing.failed.connect(self.failed)
        self._planned: tuple[Design, Sizes] | None = None
        self._analysis: Analysis | None = None
        self._field, self._by = "", ""
        self._unplanned = ArmsSaid()
        self._offered: tuple[object, ArmsOffer | LeadbenchError] = (None, ArmsOffer())
        self._build()
        preview.evaluated.connect(lambda _value: self.refresh())
        self.refresh()

    # Building

    def _build(self) -> None:
        self.switch = Switch(("Plan", "Analyse", "Typed counts"))
        self.switch.picked.connect(self.show_side)
        self.numbers = NumberForm(NUMBERS)
        self.numbers.typed.connect(self._number)
        self.by_account = QCheckBox("Split by &account, not by lead")
        self.by_account.toggled.connect(lambda on: self._number("by_account", on))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Live test")
        self.name.setAccessibleName("Name of the plan")
        self.start = DateEdit(name="First day of the test")
        self.start.present(next_monday(today()))
        self.start.typed.connect(lambda _day, _gesture: self.refresh())
        self.told_by = QLineEdit()
        self.told_by.setPlaceholderText("a field of later exports")
        self.told_by.setAccessibleName("Field that will tell the arm of each lead")
        self.a, self.b = QLineEdit("A"), QLineEdit("B")
        self.a.setAccessibleName("What the field says of leads that get what is done today")
        self.b.setAccessibleName("What the field says of leads that get the new way")
        self.a.textChanged.connect(lambda text: self._number("a", text.strip()))
        self.b.textChanged.connect(lambda text: self._number("b", text.strip()))
        self.outcome = ChoiceBox(name="Outcome that the test counts")
        self.outcome.picked.connect(lambda name: self._number("outcome", str(name)))
        self.keep = QPushButton("Keep plan")
        theme.set_kind(self.keep, "main")
        self.keep.clicked.connect(lambda _on=False: self.keep_plan())
        self.proposed = Label("", "text2", size=12, wrap=True)
        self.looks = ChoiceBox(name="How often the test is looked at")
        self.looks.picked.connect(lambda looks: self._number("looks", looks))
        self.weeks = SmallestRiseChart()
        self.plans = RecordTable("Plans that are kept", self, row=28)
        self.plans.nothing = (
            "No plan is kept yet. Say at the left what is planned and keep it: its arms can then "
            "be dealt out, and the test is judged by what was planned."
        )
        self.drop = QPushButton("Remove plan")
        self.deal = QPushButton("Save the arms…")
        self.drop.clicked.connect(lambda _on=False: self.remove_plan())
        self.deal.clicked.connect(lambda _on=False: self._deal())
        for button in (self.drop, self.deal):
            theme.set_kind(button, "", small=True)
        self.field, self.by = (
            ChoiceBox(name="Field that tells the arm"),
            ChoiceBox(name="Field that makes the groups"),
        )
        self.field.picked.connect(lambda name: self.analyse(str(name), self._by))
        self.by.picked.connect(lambda name: self.analyse(self._field, str(name)))
        self.asked = ArmsForm()
        self.asked.said.connect(self._ask)
        self.planned_said = Label("", "text2", size=12, wrap=True)
        self.looked = TrialResults(self.session)
        self.looked.choose_asked.connect(self.choose_asked)
        self.counts = CountsView(self)
        self.counts.changed.connect(self.refresh)
        self._lay_out()

    def _lay_out(self) -> None:
        self._forms, self._results = QStackedWidget(), QStackedWidget()
        for form in (
            column_of(
                self.numbers,
                self.by_account,
                Label("Looked at", "text2", size=12),
                self.looks,
                Label("Outcome that counts", "text2", size=12),
                self.outcome,
                Label("Keep it", weight=600),
                Label("Name", "text2", size=12),
                self.name,
                Label("First day", "text2", size=12),
                self.start,
                Label("Arm told by", "text2", size=12),
                self.told_by,
                Label("It says, of leads done as today", "text2", size=12),
                self.a,
                Label("And of leads done the new way", "text2", size=12),
                self.b,
            ),
            column_of(
                Label("Arm told by", "text2", size=12),
                self.field,
                Label("Groups by", "text2", size=12),
                self.by,
                self.planned_said,
                self.asked,
            ),
            self.counts.form,
        ):
            self._forms.addWidget(SideScroll(form))
        bar = QHBoxLayout()
        spaced(bar, 6, margins=(0, RING, RING, RING))
        bar.addWidget(Label("Plans", weight=600), 1)
        bar.addWidget(self.deal)
        bar.addWidget(self.drop)
        kept = QWidget()
        column = QVBoxLayout(kept)
        spaced(column, 10, margins=(0, 0, 0, 0))
        self._chart = Card.of_chart(self.weeks)
        column.addWidget(self._chart, 2)
        column.addLayout(bar)
        column.addWidget(self.plans, 1)
        plan = column_of(self.proposed, SideScroll(kept), stretched=False)
        for side in (plan, self.looked, self.counts.results):
            self._results.addWidget(side)
        self.nothing = EmptyState(
            "people",
            "No leads yet",
            "Open the export of the leads that were in the test, with a field that tells the arm.",
            "Open leads…",
        )
        self.nothing.asked.connect(self.leads_asked)
        self._results.addWidget(self.nothing)
        self.no_arms = EmptyState(
            "scale",
            "Which leads got the new way?",
            "A field of the export has to say it of each lead, such as A or B. Keep a plan, save "
            "the arms of the leads and take them into your system: its next export has that field.",
            "Go to the plan",
        )
        self.no_arms.asked.connect(lambda: self.show_side(PLAN))
        self._results.addWidget(self.no_arms)
        card = Card("", self._forms)
        card.title.hide()
        self.splitter = PageSplitter(
            card, self._results, lambda width: width - 300, 280, 480, gap=12
        )
        self.splitter.setStretchFactor(1, 1)
        top = QHBoxLayout()
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(self.again)
        top.addWidget(self.keep)
        self.column.addLayout(top)
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.splitter, 1)
        self.frame()

    def adopt(self) -> None:
        """Chart and plans keep to a height at which they can be read; what has none is scrolled."""
        super().adopt()
        self._chart.setMinimumHeight(theme.px(200))
        self.plans.setMinimumHeight(theme.px(120))

    # Choosing

    @property
    def side(self) -> int:
        """Planning, analysing, or typed counts."""
        return self._forms.currentIndex()

    def show_side(self, side: int) -> None:
        """Show planning, analysing, or typed counts."""
        self.switch.choose(side)
        self._forms.setCurrentIndex(side)
        self._results.setCurrentIndex(side)
        self.keep.setVisible(side == PLAN)
        self.asking.forget()
        self.refresh()

    def _number(self, key: str, value: object) -> None:
        self._typed = replace(self._typed, **{key: value})  # type: ignore[arg-type]  # its own fields
        self.refresh()

    def analyse(self, field: str, by: str = "") -> None:
        """Look at the test whose arms this field tells, in groups by another."""
        if field != self._field:  # its values are others, and so may be its days
            self._unplanned = ArmsSaid()
        self._field, self._by = field, by
        self.begin_again()

    def _ask(self, said: ArmsSaid) -> None:
        self._unplanned = said
        self.begin_again()

    def keep_plan(self) -> None:
        """Keep what is planned in the project."""
        project = self.session.project
        if self._planned is None or project is None:
            return
        design, sizes = self._planned
        start = self.start.value
        if start is None:
            return
        trial = trial_of(
            fresh_trial_id(project),
            free_name(project, self.name.text().strip() or "Live test"),
            design,
            sizes,
            start,
            sizes.weeks or DEFAULT_WEEKS,
        )
        said = self._said
        kept = replace(
            trial, field=self.told_by.text().strip(), a=said.a, b=said.b, outcome=said.outcome
        )
        self.session.apply(PlanTrial(kept))

    def remove_plan(self) -> None:
        """Remove the chosen plan; undo brings it back."""
        trial = self._chosen()
        if trial is not None:
            self.session.apply(RemoveTrial(trial.id))

    def _chosen(self) -> Trial | None:
        project, place = self.session.project, self.plans.chosen()
        trials = () if project is None else project.trials
        return trials[place] if place is not None and place < len(trials) else None

    def _deal(self) -> None:
        trial, leads = self._chosen(), self.session.leads
        if trial is not None and leads is not None:
            self.export_asked.emit(
                f"{trial.name}.csv", lambda path: write_assignment(path, leads, trial)
            )

    # Showing

    def new_leads(self) -> None:
        """Other leads: other proposals, other arms."""
        self._field, self._by, self._analysis = "", "", None
        self._of, self._proposed = (), None
        self.proposing.forget()
        self._unplanned = ArmsSaid()
        super().new_leads()

    def refresh(self) -> None:
        """Show the side that is chosen, as it is now."""
        if not self.show_body():
            return
        self.again.hide()
        if self.side == PLAN:
            self._show_plan()
        elif self.side == ANALYSE:
            self._show_analysis()
        else:
            self.verdict.present(*self.counts.present())

    def _history(self) -> Proposed | None:
        """What the history proposes; worked out once for each scoring, out of the way.

        While another scoring of the same leads is looked at it is that of before.
        """
        preview, project = self._preview.last, self.session.project
        if not isinstance(preview, Preview) or not preview.settled or project is None:
            return self._proposed
        scored, leads, stages = preview.scored, preview.leads, project.stages
        offered = outcomes_of(leads, stages)
        if self._typed.outcome not in offered[:-1]:  # "" is the last one
            self._typed = replace(self._typed, outcome="")
        named = [*((name, name) for name in offered[:-1]), *(("", name) for name in offered[-1:])]
        self.outcome.present(named, self._typed.outcome)
        self.outcome.setEnabled(len(named) > 1)
        outcome = self._typed.outcome
        key = leads, stages, outcome, scored
        if not offered or key[:-1] != self._of[:-1]:
            self._of, self._proposed = (), None  # of other leads, or of another outcome
        if not offered:
            self.proposing.forget()
        elif key != self._of:

            def work(_cancelled: Cancel, _progress: Progress) -> object:
                return key, proposed_of(scored, leads, stages, outcome)

            self.proposing.ask(key, work)
        return self._proposed

    def _answer_proposed(self, found: object) -> None:
        if isinstance(found, tuple):
            self._of, self._proposed = found
            self.refresh()

    def _show_plan(self) -> None:
        found = self._history()
        waits = found is None and self.proposing.busy
        self._said = self._typed.with_history(found)
        self.numbers.present({key: getattr(self._said, key) for key, _, _ in NUMBERS})
        self.looks.present(LOOKS, self._said.looks)
        said = LOOKING if waits else "No history: type what is known."
        self.proposed.present(said if found is None else proposed_words(found))
        self._planned = None
        try:
            design = self._said.design(found)
            require_arms(self._said.a, self._said.b)
            sizes = sizes_of(design)
            curve = curve_of(design)
        except LeadbenchError as error:
            self.verdict.present(*((LOOKING, "") if waits else _told(error)))
            self.weeks.present(None)
        else:
            self._planned = design, sizes
            self.verdict.present(size_words(design, sizes), chances_words(design, sizes))
            self.weeks.present(SmallestRise(curve, sizes.weeks, design.difference))
        project, chosen = self.session.project, self.plans.chosen()
        trials = () if project is None else project.trials
        day = self.start.value
        ready = self._planned is not None and not self.proposing.busy
        self.keep.setEnabled(ready and project is not None and day is not None)
        self.plans.present(plan_records(trials))
        if trials and chosen is None:
            self.plans.choose(0)
        self.drop.setEnabled(bool(trials))
        self.deal.setEnabled(bool(trials) and self.session.leads is not None)

    def _show_analysis(self) -> None:
        leads, project = self.session.leads, self.session.project
        if leads is None or project is None or not len(leads):
            self._results.setCurrentWidget(self.nothing)
            self.asked.hide()
            self.planned_said.hide()
            self.verdict.present("No leads to look at.", "Typed counts need none.")
            return
        self._results.setCurrentIndex(ANALYSE)
        fields = arm_fields(leads)
        planned = [trial.field for trial in project.trials if leads.input(trial.field)]
        names = [*dict.fromkeys([*planned, *fields])]
        if self._field not in names:
            self._field = names[0] if planned else ""
        self.field.present([("", "choose a field"), *((name, name) for name in names)], self._field)
        groups = [name for name in segment_fields(leads) if name != self._field]
        self._by = self._by if self._by in groups else ""
        self.by.present([("", "no groups"), *((name, name) for name in groups)], self._by)
        if not self._field:
            self._present_arms(None)
            self._results.setCurrentWidget(self.no_arms)
            self.asked.hide()
            self.planned_said.hide()
            said = "Choose the field that tells which arm a lead is in."
            self.verdict.present(said if names else "No field can tell the arm of a lead.", "")
            return
        trial = governing(project.trials, self._field)
        stages = project.stages
        question = self._question(leads, stages, trial)

        def work(_cancelled: Cancel, _progress: Progress) -> object:
            try:
                return analyse(leads, stages, question, trial)
            except LeadbenchError as error:  # what the field or the plan cannot tell is an answer
                return error

        if self.asking.ask((leads, stages, question, trial), work):
            self.doing()

    def _question(self, leads: Leads, stages: tuple[Stage, ...], trial: Trial | None) -> Question:
        """What is asked: the plan says all, or the form does."""
        self.planned_said.setVisible(trial is not None)
        if trial is not None:
            self.planned_said.present(
                f"{quoted(trial.name)} was planned here: its days, outcome and arms hold."
            )
            self.asked.hide()
            return Question(self._field, by=self._by)
        key = (leads, stages, self._field)
        if self._offered[0] != key:
            try:
                self._offered = key, offer_of(leads, stages, self._field)
            except LeadbenchError as error:  # the analysis says the same, where it can be read
                self._offered = key, error
        offer = self._offered[1]
        self.asked.setVisible(isinstance(offer, ArmsOffer))
        if isinstance(offer, ArmsOffer):
            self.asked.present(offer, self._unplanned)
        return question_of(self._field, self._by, self._unplanned)

    def answered(self, found: object) -> None:
        """Present an analysis, or why there is none."""
        if self.side != ANALYSE:
            return
        if isinstance(found, LeadbenchError):
            self._present_arms(None)
            self.verdict.present(found.problem.what, found.problem.remedy)
        elif isinstance(found, Analysis):
            self.verdict.present(*verdict(found))
            self._present_arms(found)

    def _present_arms(self, found: Analysis | None) -> None:
        self._analysis = found
        self.looked.present(found)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self.proposing.finish()


def _told(error: LeadbenchError) -> tuple[str, str]:
    return error.problem.what, error.problem.remedy
