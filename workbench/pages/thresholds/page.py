"""The page Thresholds: what each threshold costs and brings, against what sales can work."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import count, leads
from models.evaluation.thresholds import sentence
from models.evaluation.thresholds.added import Added
from models.evaluation.thresholds.ground import Ground, ground_of
from models.evaluation.thresholds.lab import Choice, Lab, lab_of
from models.evaluation.thresholds.part import GroundPart, part_of
from models.evaluation.thresholds.standing import with_threshold
from models.evaluation.thresholds.wishes import Sales
from models.evaluation.thresholds.words import name_of
from models.leads.readers.contract import Progress
from models.project.edits import AnyEdit, ChangeBands, ChangeSales, MoveThreshold
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.card import Card
from widgets.charts.net_value_chart import NetValueChart
from widgets.charts.volume_chart import VolumeChart
from widgets.charts.week_loads_chart import WeekLoadsChart
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.sales_form import SalesForm
from widgets.spacing import spaced
from widgets.switch import Switch
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Offer
from workbench.background import Cancel
from workbench.chosen import Chosen, rows_of_all, within
from workbench.chosen_rows import ChosenRows
from workbench.live_preview import LivePreview, Preview
from workbench.pages.thresholds.added_view import AddedView
from workbench.pages.thresholds.before import ThresholdBefore, but_thresholds
from workbench.pages.thresholds.facts import net_value_of, sales_words, volume_of, weeks_at
from workbench.pages.thresholds.records import choice_records
from workbench.pages.thresholds.segment_thresholds import SegmentThresholds
from workbench.pages.working_page import WorkingPage
from workbench.session import Session

NO_LEADS, ONE_BAND, NOBODY = range(3)
VALUE, WEEKS, SEGMENTS = range(3)
WORTH, NO_BEST = "What is a win worth?", "None is the best yet"
SAY_WORTH = (
    "Say at the left what working one lead costs and what one conversion is worth: then each "
    "threshold has a net value, and one of them is the best."
)
ASKED_FOR = "value", "capacity", "precision"
"""The keys of thresholds that follow from what was said at the left, the best first."""


class ThresholdsPage(WorkingPage):
    """Dragging a threshold here is an edit like on the page Model; what sales can do is another."""

    leads_asked = Signal()
    fields_asked = Signal()
    picture_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__(session, "Looking at every threshold", "Not looked at")
        self._preview = preview
        self._ground: tuple[object, Ground] | None = None
        self.lab: Lab | None = None
        self._band: int | None = None
        self._choices: tuple[Choice, ...] = ()
        self._key = "value"
        self._ends: tuple[int, int] | None = None
        self._part: tuple[Chosen, Ground, GroundPart] | None = None
        self.before = ThresholdBefore(self)
        self.before.found.connect(self._redraw)
        self.before.failed.connect(self.failed)
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(self.refresh)
        session.baseline_changed.connect(self.refresh)
        session.leads_chosen.connect(lambda _chosen: self._redraw())
        self.refresh()

    # Building

    def _build(self) -> None:
        self.bands = Switch(("MQL",))
        self.sides = Switch(("Value and volume", "Week by week", "By segment"))
        self.sides.picked.connect(self.show_side)
        self.set = QPushButton("Set MQL")
        theme.set_kind(self.set, "main")
        self.set.clicked.connect(lambda _on=False: self.take())
        self.about = Label("", "text2", size=12, wrap=True)
        self.form = SalesForm()
        self.form.edited.connect(self._say)
        self.value, self.volume, self.weeks = NetValueChart(), VolumeChart(), WeekLoadsChart()
        self.value.threshold_moved.connect(self._move)
        self.value.row_asked.connect(self._choose_from)
        self.volume.row_asked.connect(self._choose_from)
        self.weeks.row_asked.connect(self._choose_week)
        for chart in (self.value, self.volume, self.weeks):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self.no_money = EmptyState("scale", WORTH, SAY_WORTH)
        self.choices = RecordTable("Thresholds to choose from", self, row=40)
        self.choices.record_chosen.connect(self._chosen)
        self.choices.record_opened.connect(lambda _record: self.take())
        ChosenRows(
            self.session,
            self.choices,
            self._choice_name,
            self._handed_rows,
            self.choose_asked.emit,
            opens=False,
            number=self._handed_chosen,
        )
        self.choices.taking.offer(self._doubt_offers)
        self.choices.fit_rows()
        self.choices.setToolTip(
            "Enter or a double click sets the threshold, Ctrl+Enter chooses the leads from it up"
        )
        self.step_head, self.step = Label(weight=600), Label("", "text2", size=12, wrap=True)
        self.regret = Label("", "text2", size=12, wrap=True)
        self.by_week = Label("", "text", size=13, wrap=True)
        self.segments = SegmentThresholds(self.session)
        self.added = AddedView()
        self.added.choose_asked.connect(self._choose_added)
        for part in (self.segments, self.added):
            part.failed.connect(self.failed)
        self.segments.choose_asked.connect(self.choose_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self.column
        self._top = top = QHBoxLayout()
        spaced(top, 8, margins=(0, 0, 0, 0))
        top.addWidget(self.bands)
        top.addWidget(self.sides)
        top.addStretch(1)
        top.addWidget(self.again)
        top.addWidget(self.set)
        column.addLayout(top)
        column.addWidget(self.verdict)
        column.addWidget(self.about)
        column.addWidget(self.progress)
        self._middle = QStackedWidget()
        for side in (self._value_side(), self._week_side(), self.segments):
            self._middle.addWidget(side)
        self.splitter = PageSplitter(
            self._middle, self._right(), lambda width: min(0.47 * width, 560.0), 320, 456, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        row = QHBoxLayout()
        spaced(row, 12)
        self.form.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self.form)
        row.addWidget(self.splitter, 1)
        column.addLayout(row, 1)
        no_leads = EmptyState(
            "flag",
            "No leads yet",
            "Open an export with outcomes to see what each threshold costs and brings.",
            "Open leads\u2026",
        )
        no_leads.asked.connect(self.leads_asked)
        one_band = EmptyState(
            "flag",
            "No threshold to move",
            "This model has one band. Add another on the page Model, under Bands.",
        )
        nobody = EmptyState(
            "flag",
            "No lead is old enough",
            "The model scores each lead some days after its creation, and none is that old. "
            "Choose fewer days on the page Model.",
        )
        self.frame(no_leads, one_band, nobody)

    def _value_side(self) -> QWidget:
        self._value_card = Card.of_chart(self.value)
        self._volume_card = Card.of_chart(self.volume)
        self._upper = QStackedWidget()
        self._upper.addWidget(self._value_card)
        self._upper.addWidget(Card("", self.no_money))
        return _column(self._upper, self._volume_card, gap=12)

    def _week_side(self) -> QWidget:
        self._weeks_card = Card.of_chart(self.weeks)
        return _column(self._weeks_card, self.by_week, gap=8, first=True)

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 4, margins=(0, 0, 0, 0))
        column.addWidget(self.choices)
        column.addSpacing(6)
        column.addWidget(self.step_head)
        column.addWidget(self.step)
        column.addWidget(self.added)
        column.addSpacing(6)
        column.addWidget(self.regret)
        column.addStretch(1)
        return LowScroll(side)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self.segments.asking.finish()
        self.added.asking.finish()
        self.before.asking.finish()

    # Choosing

    def show_side(self, side: int) -> None:
        """Show value and volume, the weeks, or the segments."""
        self.sides.choose(side)
        self._middle.setCurrentIndex(side)
        self._show_segments()

    def choose_band(self, band: int) -> None:
        """Look at the threshold of another band, by its position."""
        self._band = band
        self._key = "value"
        self.refresh()

    def choose(self, key: str) -> None:
        """Look at one of the thresholds to choose from."""
        places = [place for place, one in enumerate(self._choices) if one.key == key]
        if places:
            self._key = key
            self.choices.choose(places[0])
            self._follow_choice()

    def take(self) -> None:
        """Set the threshold to the one that was chosen."""
        model, lab, band, chosen = self.session.model, self.lab, self.band, self._choice()
        if model is None or lab is None or chosen is None or chosen.place is None:
            return
        threshold = int(lab.curve.scores[chosen.place])
        self.session.apply(self._edit(model, band, threshold))

    @property
    def band(self) -> int:
        """The position of the band whose threshold is looked at."""
        model = self.session.model
        if model is None:
            return 1
        wanted = model.mql_band if self._band is None else self._band
        return min(max(wanted, 1), len(model.bands) - 1)

    @staticmethod
    def _edit(model: ScoringModel, band: int, threshold: int) -> AnyEdit:
        bands = with_threshold(model, band, threshold)
        others = [one for place, one in enumerate(bands) if place != band]
        before = [one for place, one in enumerate(model.bands) if place != band]
        if others == before:
            return MoveThreshold(model.id, band, threshold)
        return ChangeBands(model.id, bands)

    def _say(self, sales: Sales, gesture: int) -> None:
        self.session.apply(ChangeSales(sales), gesture)

    def _move(self, band: int, value: int, gesture: int) -> None:
        model = self.session.model
        if model is not None:
            self.session.apply(MoveThreshold(model.id, band, value), gesture)

    def _chosen(self, record: int) -> None:
        if record < len(self._choices):
            self._key = self._choices[record].key
            self._follow_choice()

    def _choice(self) -> Choice | None:
        """The one that a person chose, or that what was said asks for; else the present one: none
        is proposed that nobody asked for."""
        by_key = {one.key: one for one in self._choices}
        if self._key in by_key:
            return by_key[self._key]
        asked = (by_key.get(key) for key in ASKED_FOR)
        return next((one for one in asked if one and one.place is not None), by_key.get("now"))

    # Choosing leads

    @property
    def _name(self) -> str:
        model = self.session.model
        return "" if model is None else name_of(model, self.band)

    def _choose_added(self, added: Added) -> None:
        lab = self.lab
        if lab is not None:
            rows = lab.ground.rows_between(lab.curve.at(added.low), lab.curve.at(added.high))
            self._choose(f"{self._name} threshold {added.low} instead of {added.high}", rows)

    def _choice_name(self, place: int) -> str:
        lab, at = self.lab, self._choices[place].place
        if lab is None or at is None:
            return ""
        return f"{self._name} from {int(lab.curve.scores[at])}"

    def _handed_rows(self, place: int) -> NDArray[np.intp]:
        lab, at = self.lab, self._choices[place].place
        if lab is None or at is None:
            return np.empty(0, dtype=np.intp)
        rows = lab.ground.rows_between(at, lab.ground.size)
        return rows_of_all(rows, self._preview.left_out)

    def _handed_chosen(self, place: int) -> int:
        """How many of the chosen leads a choice hands over; quick enough for a drag."""
        lab, at = self.lab, self._choices[place].place
        part = None if lab is None else self._part_of(lab)
        return 0 if part is None or at is None else int(part.counts[at].sum())

    def _choose_from(self, place: int) -> None:
        """The leads that reach a threshold, by its place."""
        lab = self.lab
        if lab is not None:
            rows = lab.ground.rows_between(place, lab.ground.size)
            self._choose(f"{self._name} from {int(lab.curve.scores[place])}", rows)

    def _choose_week(self, week: int) -> None:
        """The leads of a week, of those that the threshold hands over now."""
        lab, shown = self.lab, self.weeks.value
        if lab is not None and lab.ground.weeks is not None and shown is not None:
            ground, weeks = lab.ground, lab.ground.weeks
            at = lab.curve.at(shown.threshold)
            rows = np.flatnonzero((weeks.codes == week) & (ground.standing.places >= at))
            self._choose(f"{self._name} of {self.weeks.bar_name(week)}", rows)

    def _doubt_offers(self) -> Sequence[Offer]:
        """The leads about whom no threshold of the band of doubt can be told from the best."""
        lab = self.lab
        best = None if lab is None or not lab.enough else lab.best
        if lab is None or best is None or best.low == best.high:
            return ()
        low, high = (int(lab.curve.scores[place]) for place in (best.low, best.high))
        words = f"thresholds {low} to {high}, which could be as good"
        rows = lab.ground.rows_between(best.low, best.high)
        line = f"Choose the {leads(len(rows))} between {low} and {high}, as good as the best"
        return ((line, lambda: self._choose(words, rows)),)

    def _choose(self, words: str, rows: NDArray[np.intp]) -> None:
        self.choose_asked.emit(words, rows_of_all(rows, self._preview.left_out))

    # Showing

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._ground, self.lab, self._ends = None, None, None
        self.before.forget()
        for part in (self.segments, self.added):
            part.forget()
        super().new_leads()

    def _evaluated(self, preview: object) -> None:
        """A model that is settled has figures; while a hand moves a threshold they are there."""
        if isinstance(preview, Preview) and (preview.settled or self._ground is None):
            self.refresh()

    def refresh(self) -> None:
        """Show what there is now; ask for what is missing, if the page is seen."""
        found, model, project = self.session.leads, self.session.model, self.session.project
        if found is None or not len(found) or model is None or project is None:
            self.show_empty(NO_LEADS)
            return
        if len(model.bands) < 2:
            self.show_empty(ONE_BAND)
            return
        by = self._preview.left_out
        if by is None or not len(by.leads):
            self.show_empty(NOBODY)
            return
        if not self.show_body():
            return
        self._offer_bands(model)
        preview = self._preview.last
        of = but_thresholds(model), id(by.leads), project.stages, self.band
        ready = (
            preview is not None
            and preview.settled
            and preview.leads is by.leads
            and but_thresholds(preview.model) == of[0]
        )
        same = self._ground is not None and self._ground[0] == of
        if ready or same:
            self._ask(preview, of, project.sales)
        elif self.lab is None:
            self.doing()
        if self.lab is not None and same and self.lab.sales == project.sales:
            self._follow()

    def _ask(self, preview: Preview | None, of: object, sales: Sales) -> None:
        known = self._ground[1] if self._ground is not None and self._ground[0] == of else None
        scored = None if preview is None else preview.scored
        found = None if preview is None else preview.leads
        stages, band = self.session.project.stages if self.session.project else (), self.band
        if known is None and (scored is None or found is None):
            return

        def work(_cancelled: Cancel, progress: Progress) -> tuple[object, Lab]:
            ground = known
            if ground is None:
                assert scored is not None
                assert found is not None
                ground = ground_of(scored, found, stages, band, lambda what: progress(what, 0, 0))
            return of, lab_of(ground, sales)

        if self.asking.ask((of, sales), work) and known is None:
            self.doing()

    def answered(self, found: object) -> None:
        """Present an answer."""
        if not isinstance(found, tuple):
            return
        of, lab = found
        if self._ground is None or self._ground[0] != of:
            self._ground = of, lab.ground
            self._ends = None
        self.lab = lab
        self.again.hide()
        self._follow()

    def _offer_bands(self, model: ScoringModel) -> None:
        names = tuple(name_of(model, place) for place in range(len(model.bands) - 1, 0, -1))
        if names != self.bands.names:
            fresh = Switch(names)
            fresh.picked.connect(lambda place: self.choose_band(len(fresh.names) - place))
            self._top.replaceWidget(self.bands, fresh)
            self.bands.deleteLater()
            self.bands = fresh
            self.bands.setAccessibleName("Threshold that is looked at")
        self.bands.choose(len(model.bands) - 1 - self.band)
        self.bands.setVisible(len(names) > 1)

    def _follow(self) -> None:
        """Everything that follows from the threshold as it is now; quick enough for a drag."""
        model, lab = self.session.model, self.lab
        if model is None or lab is None or lab.ground.band != self.band:
            return
        name = name_of(model, self.band)
        now = lab.curve.at(model.bands[self.band].threshold)
        self.verdict.present(*sentence.verdict(lab, now, name))
        overrides = sentence.about_overrides(lab, name)
        self.about.present(f"{sentence.about(lab)} {overrides}".strip())
        self.form.present(lab.sales, sales_words(lab, now))
        self._choices = lab.choices(now)
        self.choices.present(choice_records(lab, self._choices, now, name))
        head, said = sentence.step_down(lab, now)
        self.step_head.present(head)
        self.step.present(said)
        self.regret.present(sentence.regret(lab))
        self.by_week.present(sentence.by_week(lab, now))
        self._draw(model, lab, now)
        self._follow_choice()
        self._show_segments()

    def _redraw(self) -> None:
        """Other leads are chosen, or what the pinned version hands over is known: charts alone."""
        model, lab = self.session.model, self.lab
        if not self.isVisible() or model is None or lab is None or lab.ground.band != self.band:
            return
        self._draw(model, lab, lab.curve.at(model.bands[self.band].threshold))

    def _draw(self, model: ScoringModel, lab: Lab, now: int) -> None:
        live = self.value.held
        name = name_of(model, self.band)
        weekly = " a week" if lab.curve.weeks else ""
        for card, chart, title in (
            (self._value_card, self.value, f"Net value by {name} threshold{_time(lab)}"),
            (
                self._volume_card,
                self.volume,
                f"{name}{weekly} by threshold",
            ),
            (self._weeks_card, self.weeks, f"{name} by week"),
        ):
            chart.title = title
            card.title.setText(title)
        baseline = self.session.baseline
        saved = None if baseline is None else baseline.model
        project = self.session.project
        stages = () if project is None else project.stages
        ghost = self.before.of(lab, model, self._preview.last, stages)
        part = self._part_of(lab)
        value = net_value_of(lab, model, self.band, saved, self._ends, self._choices, part, ghost)
        self.no_money.present(*((WORTH, SAY_WORTH) if lab.enough else (NO_BEST, lab.faults[0])))
        self._upper.setCurrentIndex(0 if value is not None else 1)
        self.value.present(value, live=live)
        volume = volume_of(lab, model, self.band, saved, value, self._choices, part, ghost)
        self._ends = volume.ends if live else None
        self.volume.present(volume, live=live)
        self.weeks.present(weeks_at(lab, now, part, ghost), live=live)

    def _part_of(self, lab: Lab) -> GroundPart | None:
        """The chosen leads at every threshold; worked out once for each choice."""
        chosen, ground = self.session.chosen, lab.ground
        if chosen is None:
            self._part = None
            return None
        if self._part is None or self._part[0] is not chosen or self._part[1] is not ground:
            mask = within(chosen, self._preview.left_out)
            if len(mask) != ground.every:
                return None  # other leads are meant by now; they come with the next answer
            self._part = chosen, ground, part_of(ground, mask)
        return self._part[2]

    def _follow_choice(self) -> None:
        """What follows from the threshold that was chosen in the table."""
        model, lab, chosen = self.session.model, self.lab, self._choice()
        if model is None or lab is None or chosen is None:
            return
        self.choices.choose(self._choices.index(chosen), scroll=False)
        name, threshold = name_of(model, self.band), model.bands[self.band].threshold
        self.set.setEnabled(False)
        if chosen.place is None:
            self.set.setText(f"Set {name}")
            self.set.setToolTip(chosen.why)
            self.added.present(None, "")
            return
        score = int(lab.curve.scores[chosen.place])
        self.set.setText(f"Set {name} to {count(score)}")
        self.set.setEnabled(score != threshold)
        self.set.setToolTip(_moved_aside(model, self.band, score))
        by, of = self._preview.left_out, self._ground
        low, high = sorted((score, threshold))
        if by is None or of is None or low == high:
            self.added.present(None, "")
            return
        rows = lab.ground.rows_between(lab.curve.at(low), lab.curve.at(high))
        word = "added" if score <= threshold else "left out"
        self.added.present(
            Added(low, high, len(rows)),
            f"Who would be {word} from {count(threshold)} to {count(score)}",
        )
        if not self.value.held:
            self.added.look(by.leads, lab, of[0])

    def _show_segments(self) -> None:
        by, lab, of = self._preview.left_out, self.lab, self._ground
        if self._middle.currentIndex() != SEGMENTS or by is None or lab is None or of is None:
            return
        self.segments.present(by, lab, of[0])


def _time(lab: Lab) -> str:
    return ", one year" if lab.ground.yearly else ""


def _moved_aside(model: ScoringModel, band: int, score: int) -> str:
    """Which other thresholds have to make room."""
    pairs = zip(model.bands, with_threshold(model, band, score), strict=True)
    moved = [
        f"{after.name} to {count(after.threshold)}"
        for place, (before, after) in enumerate(pairs)
        if place != band and before != after
    ]
    return f"Moves {' and '.join(moved)} aside" if moved else ""


def _column(*parts: QWidget, gap: int, first: bool = False) -> QWidget:
    """Parts under each other, of equal height; `first`: the first one takes the room."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, gap, margins=(0, 0, 0, 0))
    for place, part in enumerate(parts):
        charts = isinstance(part, Card | QStackedWidget)
        column.addWidget(part, int(charts and (not first or not place)))
    return widget
