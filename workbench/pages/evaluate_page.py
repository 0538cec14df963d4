"""The page Evaluate: how the model did on leads whose outcome is known, with its doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import percent
from models.evaluation.history.asked import (
    Asked,
    looked_at,
    outcomes_of,
    require_both_sides,
)
from models.evaluation.history.groups import groups_of
from models.evaluation.history.history import History, history_of
from models.evaluation.history.periods import in_short, rows_of_part
from models.evaluation.history.periods import sentences as about_time
from models.evaluation.history.segments import sentence as about_segments
from models.evaluation.history.sentence import about, verdict
from models.leads.readers.contract import Progress
from models.leads.stages import Stage, reached
from models.leads.table import CONVERTED, UNKNOWN, Leads
from models.leads.wording import count_of, day_words
from models.problems import LeadbenchError
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.gains_value import best_words
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
from workbench.chosen_rows import ChosenRows, RowsOf
from workbench.evaluate_choices import first_field, periods_of, segment_fields
from workbench.evaluate_records import (
    band_records,
    figure_records,
    part_records,
    share_records,
    stage_records,
)
from workbench.live_preview import LivePreview
from workbench.pages.evaluate_charts import EvaluateCharts
from workbench.pages.lens_view import Evaluated, LensView
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

NO_LEADS, NO_OUTCOME, SHOWN = range(3)
FIGURES, SCORES, SEGMENTS, TIME, RULES = range(5)
NOBODY = np.empty(0, dtype=np.intp)


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
        self._wire(self.stages, self._stage_name, self._stage_rows)
        self.stages.taking.offer(self._stage_offers)
        self.stages.setToolTip(
            "Enter or a double click chooses the leads that came to a stage; the menu has the MQLs "
            "of them"
        )
        self.bands = RecordTable("Conversion by band", self, row=30)
        self._wire(self.bands, self._band_name, self._band_rows)
        self.bands.taking.offer(self._band_offers)
        self.bands.setToolTip("Enter or a double click chooses the leads of a band")
        self.shares = RecordTable("What the best leads hold", self, row=28)
        self._wire(self.shares, self._share_name, self._share_rows)
        self.shares.setToolTip(
            "Enter or a double click chooses the best leads, with all that have the last one's "
            "score"
        )
        self.parts = RecordTable("Groups of leads", self, row=30)
        self._wire(self.parts, self._group_name, self._group_rows)
        self.parts.setToolTip("Enter or a double click chooses the leads of a group")
        self.parts_said = Label("", "text2", size=12, wrap=True)
        self.blocks = RecordTable("Older and newer leads", self, row=30)
        self._wire(self.blocks, self._block_name, self._block_rows)
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
        self._wire(lens.table, lens.name_of, lens.rows_of, opens=False)
        self._wire(lens.overlaps, lens.shared_name, lens.shared_rows, opens=False)
        self._wire(lens.blocks, lens.block_name, lens.block_rows)
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
        bands = 4 if found is None else len(found.bands)
        self.bands.setFixedHeight(theme.px(30 + 30 * min(bands, 6) + 4))

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

    # Choosing leads: those that a line counts, no more

    def _band_name(self, place: int) -> str:
        found = self._found
        return "" if found is None else f"band {found.bands[place].name}"

    def _band_offers(self) -> Sequence[Offer]:
        """All leads of the band, also those without an outcome, on the page Leads."""
        place = self.bands.chosen()
        if place is None or self._found is None:
            return ()
        return ((f"Show {self._band_name(place)} in Leads", lambda: self.band_asked.emit(place)),)

    def _wire(
        self, table: RecordTable, name: Callable[[int], str], rows: RowsOf, *, opens: bool = True
    ) -> None:
        ChosenRows(self.session, table, name, rows, self.choose_asked.emit, opens=opens)

    def _band_rows(self, place: int) -> NDArray[np.intp]:
        of = self._evaluated
        return NOBODY if of is None else _counted(of, np.asarray(of.scored.bands) == place)

    def _stage_name(self, place: int) -> str:
        found = self._found
        return "" if found is None else f"came to {found.stages[place].name}"

    def _stage_rows(self, place: int, *, mql: bool = False) -> NDArray[np.intp]:
        """The leads, or the MQLs, that came to a stage, of those that the figures rest on."""
        of, project = self._evaluated, self.session.project
        if of is None or project is None:
            return NOBODY
        came = reached(of.leads, project.stages)[place].codes == CONVERTED
        above = np.asarray(of.scored.bands) >= of.scored.model.mql_band
        return _counted(of, came & above if mql else came)

    def _stage_offers(self) -> Sequence[Offer]:
        """The MQLs that came to the stage."""
        place, of = self.stages.chosen(), self._evaluated
        if place is None or of is None:
            return ()
        number, name = of.history.stages[place].mql.converted, self._stage_name(place)
        if not number:
            return ()
        words = f"Choose the {count_of(number, 'MQL')} that {name}"
        rows = self._stage_rows(place, mql=True)
        return ((words, lambda: self.choose_asked.emit(f"MQLs that {name}", rows)),)

    def _share_least(self, place: int) -> int | None:
        """The score of the last lead among the best ones; ties cannot be told apart."""
        of = self._evaluated
        if of is None or not of.history.drawn.shares[place].leads:
            return None
        scores = of.scored.scores[of.history.looked.codes < UNKNOWN]
        return int(np.sort(scores)[-of.history.drawn.shares[place].leads])

    def _share_name(self, place: int) -> str:
        least = self._share_least(place)
        if least is None or self._evaluated is None:
            return ""
        return best_words(percent(self._evaluated.history.drawn.shares[place].share, 0), least)

    def _share_rows(self, place: int) -> NDArray[np.intp]:
        least = self._share_least(place)
        return NOBODY if least is None else self._best_rows(least)

    def _best_rows(self, least: int) -> NDArray[np.intp]:
        of = self._evaluated
        return NOBODY if of is None else _counted(of, of.scored.scores >= least)

    def _choose_best(self, place: int) -> None:
        """The leads from the top down to a score of the gains."""
        if self.gains.value is not None:
            least = int(self.gains.value.by_score.scores[place])
            self.choose_asked.emit(self.gains.bar_name(place), self._best_rows(least))

    def _choose_scores(self, place: int) -> None:
        of, shown = self._evaluated, self.rates.value
        if of is not None and shown is not None:
            row, scores = shown.rows[place], of.scored.scores
            rows = _counted(of, (scores >= row.low) & (scores <= row.high))
            self.choose_asked.emit(f"score {row.name}", rows)

    def _block_name(self, place: int) -> str:
        periods = None if self._found is None else self._found.periods
        if periods is None:
            return ""
        return ("older leads", "newer leads", *(one.name for one in periods.blocks))[place]

    def _block_rows(self, place: int) -> NDArray[np.intp]:
        of = self._evaluated
        if of is None:
            return NOBODY
        looked, split = of.history.looked, of.history.asked.split
        rows = rows_of_part(of.leads.created, looked.codes, place, split)
        return rows if of.rows is None else of.rows[rows]

    def _group_name(self, place: int) -> str:
        segments = None if self._found is None else self._found.segments
        return "" if segments is None else f"{segments.field} {segments.parts[place].name}"

    def _group_rows(self, place: int) -> NDArray[np.intp]:
        of, segments = self._evaluated, None if self._found is None else self._found.segments
        item = None if of is None or segments is None else of.leads.input(segments.field)
        if of is None or segments is None or item is None:
            return NOBODY
        counted = of.history.looked.codes < UNKNOWN
        groups = groups_of(of.leads.prepared(item)[0], counted)
        name = segments.parts[place].name
        if name not in groups.names:
            return NOBODY
        hit = groups.codes == groups.names.index(name)
        rows = np.flatnonzero(hit) if groups.rows is None else np.unique(groups.rows[hit])
        rows = rows[counted[rows]]
        return rows if of.rows is None else of.rows[rows]


def _counted(of: Evaluated, which: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Those of a mask that the figures rest on: with a known outcome, old enough, in time."""
    rows = np.flatnonzero(which & (of.history.looked.codes < UNKNOWN))
    return rows if of.rows is None else of.rows[rows]


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
