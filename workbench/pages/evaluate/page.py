"""The page Evaluate: how the model did on leads whose outcome is known, with its doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.history.asked import (
    Asked,
    looked_at,
    outcomes_of,
    require_both_sides,
)
from models.evaluation.history.history import History, history_of
from models.evaluation.history.periods import in_short
from models.evaluation.history.periods import sentences as about_time
from models.evaluation.history.segments import sentence as about_segments
from models.evaluation.history.sentence import about, verdict
from models.leads.readers.contract import Progress
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import count_of, day_words
from models.problems import LeadbenchError
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.empty_state import EmptyState
from widgets.inputs.date_edit import DateEdit
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Offer
from workbench.background import Cancel
from workbench.chosen_rows import ChosenRows
from workbench.evaluate_choices import first_field, periods_of, segment_fields
from workbench.live_preview import LivePreview
from workbench.pages.evaluate import rows as of_line
from workbench.pages.evaluate.charts import EvaluateCharts
from workbench.pages.evaluate.lens_view import LensView
from workbench.pages.evaluate.records import (
    band_records,
    figure_records,
    part_records,
    share_records,
    stage_records,
)
from workbench.pages.evaluate.rows import Evaluated
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

NO_LEADS, NO_OUTCOME, SHOWN = range(3)
FIGURES, SCORES, SEGMENTS, TIME, RULES = range(5)


@dataclass(frozen=True)
class _Parts:
    """Parts of all leads that can be looked at alone: the groups by a field, older and newer."""

    field: str = ""
    groups: tuple[str, ...] = ()
    periods: tuple[tuple[str, object], ...] = ()

    def after(self, found: History, asked: Asked) -> _Parts:
        """What an evaluation of all leads tells of its parts; one of a part tells nothing new."""
        parts = self
        if asked.only is None and found.segments is not None:
            names = tuple(part.name for part in found.segments.parts)
            parts = replace(parts, field=found.segments.field, groups=names)
        split = None if found.periods is None else found.periods.split
        if asked.only is None and asked.first is None and asked.last is None and split is not None:
            before = split - timedelta(days=1)
            parts = replace(
                parts,
                periods=(
                    (f"newer, from {day_words(split)}", (split, None)),
                    (f"older, up to {day_words(before)}", (None, before)),
                ),
            )
        return parts


class EvaluatePage(WorkingPage):
    """Evaluates the chosen model whenever it is shown; nothing of it is in the project."""

    leads_asked = Signal()
    fields_asked = Signal()
    band_asked = Signal(int)
    picture_asked = Signal(object)
    rule_asked = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Evaluating", "Not evaluated")
        self._asked = Asked()
        self._found: History | None = None
        self._evaluated: Evaluated | None = None
        self._parts = _Parts()
        self._masks: Masks | None = None
        self._model: ScoringModel | None = None
        self._build()
        self.new_leads()

    # Building

    def _build(self) -> None:
        self.outcome = PickBox("Outcome that is looked at")
        self.period = PickBox("Period of creation")
        self.by = PickBox("Field that makes the groups")
        self.only = PickBox("Group that is looked at alone", 14)
        for box in (self.outcome, self.period, self.by, self.only):
            box.activated.connect(lambda _place: self._pick())
        self.switch = Switch(("Figures", "Bands and scores", "Groups", "Older and newer", "Rules"))
        self.switch.picked.connect(self.show_side)
        self.figures = RecordTable("Figures of the model", self, row=30)
        self.figures.wrap_rows()
        self.stages = RecordTable("Stages that leads come to", self, row=28)
        self._wire(self.stages, of_line.stage_name, self._stage_rows)
        self.stages.taking.offer(self._stage_offers)
        self.stages.setToolTip(
            "Enter or a double click chooses the leads that came to a stage; the menu has the MQLs "
            "of them"
        )
        self.bands = RecordTable("Conversion by band", self, row=30)
        self.bands.fit_rows(7)
        self._wire(self.bands, of_line.band_name, of_line.band_rows)
        self.bands.taking.offer(self._band_offers)
        self.bands.setToolTip("Enter or a double click chooses the leads of a band")
        self.shares = RecordTable("What the best leads hold", self, row=28)
        self._wire(self.shares, of_line.share_name, of_line.share_rows)
        self.shares.setToolTip(
            "Leads with the score at which the best end count by their share, so conversions may "
            "be parts of one. Enter or a double click chooses the best leads, with all that have "
            "the last one's score"
        )
        self.parts = RecordTable("Groups of leads", self, row=30)
        self._wire(self.parts, of_line.group_name, of_line.group_rows)
        self.parts.setToolTip("Enter or a double click chooses the leads of a group")
        self.parts_said = Label("", "text2", size=12, wrap=True)
        self.blocks = RecordTable("Older and newer leads", self, row=30)
        self._wire(self.blocks, of_line.block_name, of_line.block_rows)
        self.blocks.setToolTip("Enter or a double click chooses the leads of a part")
        self.blocks_said = Label("", "text2", size=12, wrap=True)
        self.split = DateEdit(name="First day of the newer leads")
        self.split.typed.connect(lambda day, _gesture: self._part(day))
        self.charts = EvaluateCharts(self.session, self)
        self.gains, self.rates = self.charts.gains, self.charts.rates
        self.gains.row_asked.connect(self._choose_best)
        self.rates.row_asked.connect(self._choose_scores)
        self.charts.picture_asked.connect(self.picture_asked)
        self.charts.failed.connect(self.failed)
        self.lens = LensView()
        self.lens.rule_asked.connect(self.rule_asked)
        self.lens.choose_asked.connect(self.choose_asked)
        lens = self.lens
        for table, name, rows, opens in (
            (lens.table, lens.name_of, lens.rows_of, False),
            (lens.overlaps, lens.shared_name, lens.shared_rows, False),
            (lens.blocks, lens.block_name, lens.block_rows, True),
        ):
            ChosenRows(self.session, table, name, rows, self.choose_asked.emit, opens=opens)
        self.lens.told.connect(lambda _first, _second: self._say_verdict())
        self.lens.asking.failed.connect(self.failed)
        self.lens.asking.progressed.connect(self.progress.present)
        self.lens.asking.finished.connect(self.progress.finish)
        self.lens.asking.finished.connect(self._offer_again)
        self.progress.cancelled.connect(self.lens.asking.cancel)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self.column
        top = QHBoxLayout()
        spaced(top, 8)
        self._outcome_name = Label("&Outcome", "text2")
        self._period_name = Label("&Created", "text2")
        for label, box in (
            (self._outcome_name, self.outcome),
            (self._period_name, self.period),
            (Label("&Leads of", "text2"), self.only),
        ):
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
        top.addStretch(1)
        top.addWidget(self.again)
        self.splitter = PageSplitter(
            _under(self.figures, self.stages, stretched=True),
            ChartCard(self.gains),
            lambda width: 0.36 * width,
            440,
            260,
            gap=12,
        )
        self.splitter.setStretchFactor(0, 1)
        card = ChartCard(self.rates)
        card.says.present("A range of scores with few leads has a long bar.")
        scores = PageSplitter(
            _under(self.bands, self.shares), card, lambda width: 0.42 * width, 440, 260, gap=12
        )
        scores.setStretchFactor(0, 1)
        choose = QHBoxLayout()
        spaced(choose, 8, margins=(0, RING, 0, RING))
        by = Label("&Groups by", "text2")
        by.setBuddy(self.by)
        choose.addWidget(by)
        choose.addWidget(self.by)
        choose.addStretch(1)
        groups = _under(self.parts_said, self.parts)
        groups_column = groups.layout()
        assert isinstance(groups_column, QVBoxLayout)
        groups_column.insertLayout(0, choose)
        newer = QHBoxLayout()
        spaced(newer, 8, margins=(0, RING, 0, RING))
        first = Label("Newer &from", "text2")
        first.setBuddy(self.split)
        newer.addWidget(first)
        newer.addWidget(self.split)
        newer.addWidget(Label("blank: half of the leads", "text3", size=12))
        newer.addStretch(1)
        time = _under(self.blocks_said, self.blocks)
        time_column = time.layout()
        assert isinstance(time_column, QVBoxLayout)
        time_column.insertLayout(0, newer)
        self._sides = QStackedWidget()
        for side in (
            self.splitter,
            scores,
            groups,
            time,
            self.lens,
        ):
            self._sides.addWidget(side)
        column.addLayout(top)
        column.addWidget(self.verdict)
        column.addWidget(self.progress)
        column.addWidget(self.switch)
        column.addWidget(self._sides, 1)
        leads = EmptyState(
            "chart",
            "No leads yet",
            "Open an export with outcomes to see whether the model finds those who converted.",
            "Open leads…",
        )
        outcome = EmptyState(
            "chart",
            "No outcome is known",
            "A model is judged by leads of which it is known whether they converted. Say on the "
            "Data page which field tells it, or open the deals.",
            "Go to the fields",
        )
        leads.asked.connect(self.leads_asked)
        outcome.asked.connect(self.fields_asked)
        self.frame(leads, outcome)

    def adopt(self) -> None:
        """Sizes of words and tables for the size of the page."""
        super().adopt()
        self._fit()

    def _fit(self) -> None:
        """The tables of few rows are as high as these."""
        found = self._found
        stages = 0 if found is None else len(found.stages)
        self.stages.setVisible(stages > 0)
        self.stages.setFixedHeight(theme.px(30 + 28 * min(stages, 4) + 4))

    # Choosing

    def show_side(self, side: int) -> None:
        """Show the figures, bands and scores, groups, older and newer leads, or the rules."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)
        self.charts.catch_up()
        self._say_verdict()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was pinned or chosen while the page was hidden."""
        super().showEvent(event)
        self.charts.catch_up()

    def choose(self, asked: Asked) -> None:
        """Evaluate this outcome, period and groups."""
        self._asked = asked
        self.begin_again()

    def _part(self, day: date | None) -> None:
        """Part older from newer leads at a day; what leaves none on a side is said, not done."""
        leads, project = self.session.leads, self.session.project
        if leads is None or project is None:
            return
        try:
            if day is not None:
                codes = looked_at(leads, project.stages, self._asked).codes
                require_both_sides(leads, codes, day)
        except LeadbenchError as error:
            self.blocks_said.present(f"{error.problem.what} {error.problem.remedy}")
        else:
            self.choose(replace(self._asked, split=day))

    def _pick(self) -> None:
        first, last = self.period.currentData() or (None, None)
        self.choose(
            replace(
                self._asked,
                outcome=str(self.outcome.currentData() or ""),
                first=first,
                last=last,
                by=str(self.by.currentData() or ""),
                only=self._only(),
            )
        )

    def _only(self) -> tuple[str, str] | None:
        """The group that is chosen; none once the groups are of another field."""
        group, field = self.only.currentData(), self.by.currentData()
        return (field, group) if group and field == self._asked.by else None

    def new_leads(self) -> None:
        """Other leads: what was found, and what was chosen of them, is of the past."""
        self._masks = None
        self._forget()
        leads = self.session.leads
        self._asked = Asked(by="" if leads is None else first_field(leads))
        self.split.present(None)
        super().new_leads()

    def _forget(self) -> None:
        self._found, self._evaluated = None, None
        self._parts = _Parts()
        self.charts.forget()
        self.lens.present(None)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self.lens.asking.finish()
        self.charts.finish()
        super().finish()

    # Showing

    def refresh(self) -> None:
        """Evaluate the chosen model as it is now."""
        leads, model, project = self.session.leads, self.session.model, self.session.project
        if leads is None or not len(leads) or model is None or project is None:
            self._forget()
            self.show_empty(NO_LEADS)
        elif not outcomes_of(leads, project.stages):
            self._forget()
            self.show_empty(NO_OUTCOME)
        elif self.show_body():
            self._fill(leads, outcomes_of(leads, project.stages))
            self._evaluate(model, leads, project.stages)

    def _fill(self, leads: Leads, outcomes: tuple[str, ...]) -> None:
        """What can be chosen; what no longer can is chosen no more."""
        asked = self._asked
        periods = [*periods_of(leads), *self._parts.periods]
        fields = segment_fields(leads)
        if asked.outcome not in outcomes:
            asked = replace(asked, outcome=outcomes[-1])
        if (asked.first, asked.last) not in [span for _, span in periods]:
            asked = replace(asked, first=None, last=None)
        if asked.by not in fields:
            asked = replace(asked, by=first_field(leads))
        self._asked = asked
        span: tuple[date | None, date | None] = asked.first, asked.last
        self._offer(self.outcome, [(name, name) for name in outcomes], asked.outcome)
        self._offer(self.period, periods, span)
        self._offer(self.by, [(name, name) for name in fields], asked.by)
        groups = self._parts.groups if self._parts.field == asked.by else ()
        alone = None if asked.only is None else asked.only[1]
        if alone is not None and alone not in groups:
            groups = (*groups, alone)
        self._offer(
            self.only,
            [("all groups", None), *((f"{asked.by}: {name}", name) for name in groups)],
            alone,
        )
        for choices, label, box in (
            (len(outcomes), self._outcome_name, self.outcome),
            (len(periods), self._period_name, self.period),
        ):
            label.setVisible(choices > 1)
            box.setVisible(choices > 1)

    @staticmethod
    def _offer(box: QComboBox, options: list[tuple[str, object]], chosen: object) -> None:
        box.clear()
        for place, (words, data) in enumerate(options):
            box.addItem(words, data)
            if data == chosen:
                box.setCurrentIndex(place)
        box.setEnabled(len(options) > 1)

    def _evaluate(self, model: ScoringModel, leads: Leads, stages: tuple[Stage, ...]) -> None:
        asked = self._asked
        day = as_of_day(model, leads, today())
        if self._masks is None or self._masks.leads is not leads:
            self._masks = Masks(leads)
        masks = self._masks

        def work(_cancelled: Cancel, progress: Progress) -> Evaluated:
            by = scored_by(model, leads, day)
            scored = score(model, by.leads, day, masks if by.leads is leads else None)
            history = history_of(
                scored, by.leads, stages, asked, progress=lambda what: progress(what, 0, 0)
            )
            return Evaluated(history, scored, by.leads, by.rows)

        if self.asking.ask((model, leads, stages, asked), work):
            self._model = model
            self.doing()

    def answered(self, found: object) -> None:
        """Present an evaluation."""
        if isinstance(found, Evaluated) and self._model is not None:
            self._found, self._evaluated = found.history, found
            self._parts = self._parts.after(found.history, self._asked)
            if self.session.leads is not None:
                self._fill(self.session.leads, found.history.outcomes)
            self._present(found.history)
            self.charts.present(found, self._model, self._masks)
            self.lens.present(found)

    def begin_again(self) -> None:
        """Work out what was stopped, of the page and of the rules."""
        super().begin_again()
        if self.lens.asking.stopped:
            self.lens.begin_again()

    def _offer_again(self) -> None:
        self.again.setVisible(self.asking.stopped or self.lens.asking.stopped)

    def _say_verdict(self) -> None:
        """What the side that is shown has to say first."""
        if self._found is None or self.asking.busy:
            return
        if self._sides.currentIndex() == RULES:
            self.verdict.present(*self.lens.verdict)
        else:
            said, periods = about(self._found), self._found.periods
            if periods is not None and periods.drifting and self._sides.currentIndex() != TIME:
                said = *said, in_short(periods)  # that side tells it at length
            self.verdict.present(verdict(self._found), " ".join(said))

    def _present(self, found: History) -> None:
        self._say_verdict()
        self.figures.present(figure_records(found))
        self.stages.present(stage_records(found))
        self.bands.present(band_records(found))
        self.shares.present(share_records(found))
        segments = found.segments
        self.parts.present(
            None if segments is None else part_records(segments.field, segments.parts)
        )
        words = "" if segments is None else about_segments(segments)
        if segments is not None and segments.several:
            words += " A lead can be in several of these groups."
        self.parts_said.present(words)
        periods = found.periods
        parts = () if periods is None else (periods.older, periods.newer, *periods.blocks)
        self.blocks.present(part_records("Tested on the leads", parts))
        self.blocks_said.present(
            "Too few leads to tell older from newer ones."
            if periods is None
            else " ".join(about_time(periods))
        )
        self._fit()

    # Choosing leads

    def _wire(
        self,
        table: RecordTable,
        name: Callable[[Evaluated, int], str],
        rows: Callable[[Evaluated, int], of_line.Rows],
    ) -> None:
        """A line of the table chooses the leads that it counts."""

        def named(place: int) -> str:
            return "" if self._evaluated is None else name(self._evaluated, place)

        def held(place: int) -> of_line.Rows:
            return of_line.NOBODY if self._evaluated is None else rows(self._evaluated, place)

        ChosenRows(self.session, table, named, held, self.choose_asked.emit)

    def _band_offers(self) -> Sequence[Offer]:
        """All leads of the band, also those without an outcome, on the page Leads."""
        place, of = self.bands.chosen(), self._evaluated
        if place is None or of is None or place >= len(of.history.bands):
            return ()
        words = f"Show {of_line.band_name(of, place)} in Leads"
        return ((words, lambda: self.band_asked.emit(place)),)

    def _stage_rows(self, of: Evaluated, place: int) -> of_line.Rows:
        project = self.session.project
        stages = () if project is None else project.stages
        return of_line.stage_rows(of, stages, place)

    def _stage_offers(self) -> Sequence[Offer]:
        """The MQLs that came to the stage."""
        place, of, project = self.stages.chosen(), self._evaluated, self.session.project
        if place is None or of is None or project is None:
            return ()
        number, name = of.history.stages[place].mql.converted, of_line.stage_name(of, place)
        if not number:
            return ()
        words = f"Choose the {count_of(number, 'MQL')} that {name}"
        rows = of_line.stage_rows(of, project.stages, place, mql=True)
        return ((words, lambda: self.choose_asked.emit(f"MQLs that {name}", rows)),)

    def _choose_best(self, place: int) -> None:
        """The leads from the top down to a score of the gains."""
        of, shown = self._evaluated, self.gains.value
        if of is not None and shown is not None:
            rows = of_line.best_rows(of, int(shown.by_score.scores[place]))
            self.choose_asked.emit(self.gains.bar_name(place), rows)

    def _choose_scores(self, place: int) -> None:
        of, shown = self._evaluated, self.rates.value
        if of is not None and shown is not None:
            row, scores = shown.rows[place], of.scored.scores
            rows = of.counted((scores >= row.low) & (scores <= row.high))
            self.choose_asked.emit(f"score {row.name}", rows)


def _under(*parts: QWidget, stretched: bool = False) -> QWidget:
    """Parts under each other; `stretched`: what room is left stays free below."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, 8, margins=(0, 0, 0, 0))
    for part in parts:
        column.addWidget(part, 100 if stretched and part is parts[0] else 0)
    if stretched:
        column.addStretch(1)
    return widget
