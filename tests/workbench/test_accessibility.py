"""Every page and dialog by name, by Tab and by shortcut, at every size of the letters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.evaluation.thresholds.wishes import Sales
from models.evaluation.whatif.suppositions import FieldFilled
from models.project.document import Scenario
from models.project.edits import (
    AddRules,
    AddScenario,
    ChangeAccount,
    ChangeDeals,
    ChangeGame,
    ChangeSales,
    ChangeWishes,
    NameVersion,
)
from models.scoring.account import AccountScore
from models.scoring.account_proposal import proposed_account
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.game import Game
from models.scoring.game_proposal import proposed_game
from models.scoring.model import ByValue, Points, Rule, ValuePoints
from models.tuning.impossible import lines_at_once
from models.tuning.reins import Hold, Rein, Sign
from models.tuning.wishes import Wishes
from sample_projects import sample
from tests.workbench.taking import taken
from widgets.lead_panel import STEPS
from workbench.actions import ACTIONS
from workbench.app import Workbench
from workbench.dialogs.bring_dialog import BringDialog
from workbench.dialogs.derived_dialog import DerivedDialog
from workbench.filing import files as files_module
from workbench.importing.draft import Purpose
from workbench.places import (
    ACCOUNTS,
    COMPARE,
    CUSTOMER,
    DATA,
    DRIFT,
    EVALUATE,
    EXPORT,
    GAME,
    LEADS,
    MATRIX,
    MODEL,
    QUALITY,
    THRESHOLDS,
    TIME,
    TRIAL,
    TUNE,
    WHATIF,
)
from workbench.session import now

Places = dict[str, Callable[[], QWidget]]


WEBINARS = Selection(("Webinar attended",), FieldTest("Detail", Test.IS_KNOWN), 90)
ON_ACTIVITIES = Rule(
    "on1",
    "On activities",
    PerOccurrence(WEBINARS, 0, 3),
    AllOf(
        (
            ActivityTest(Quantity(of=WEBINARS), Test.BETWEEN, (1.0, 9.0)),
            ActivityTest(Quantity(Measure.DISTINCT, Selection(), "Detail"), values=(2.0,)),
            FollowedBy(WEBINARS, Selection(("Demo requested",)), 7),
            Not(Inactive(60)),
            FieldTest("Job title", Test.MATCHES, ("^VP",)),
        )
    ),
)
"""A rule with a line of every sort; it gives no points."""


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    home = tmp_path_factory.mktemp("home")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "ini"))
    patch = pytest.MonkeyPatch()
    patch.setattr(files_module, "recovery_folder", lambda: home / "recovery")
    made = Workbench(qapp)
    made.settings.change(theme="light", scale=100)
    made.window.resize(1366, 768)
    made.window.show()
    opened: list[object] = []
    made.desk.files.opened.connect(opened.append)
    made.desk.file_actions.open_sample("b2b_software")
    wait(lambda: bool(opened) and made.desk.preview.last is not None)
    session = made.desk.session
    assert session.model is not None
    group = session.model.groups[1]
    session.apply(AddRules(session.model.id, group.id, len(group.rules), (ON_ACTIVITIES,)))
    session.apply(NameVersion(session.model.id, "v1", "v1", now(), "Ada"))
    made.window.messages.clear()
    write_exports(home)
    made.setProperty("exports", home)
    yield made
    made.settings.change(theme="light", scale=100)
    made.desk.files.close(discard=True)
    session.open(None)
    made.finish()
    made.dispose()
    patch.undo()


def write_exports(folder: Path) -> None:
    """An export with something to say at every step, and one that cannot be read."""
    head = "Export of the spring\n\nLead ID,Company,Created,Employees,Stage,Amount,Converted\n"
    lines = (
        f"{row:05},Nordvik Logistics & Partners {row % 70},2026-03-{row % 28 + 1:02},"
        f"{'n/a or not yet known' if row % 40 == 0 else row % 900},"
        f"{('New', 'Accepted by sales', 'Qualified')[row % 3]},{row % 50 * 100},"
        f"{'Yes' if row % 9 == 0 else 'No'}\n"
        for row in range(1, 400)
    )
    (folder / "export.csv").write_text(head + "".join(lines) + "00001,Twice,,,,,\n", "utf-8")
    stages = ("Closed Won", "Closed Lost", "Negotiation and review of the contract", "Offer", "")
    sold = (
        f"Deal {row},00104-{row + 80},{stages[row % 5]},2026-03-{row % 28 + 1:02},€{row}00\n"
        for row in range(1, 90)
    )
    named = "Deal name,Lead id,Stage,Close date,Amount\n"
    (folder / "deals.csv").write_text(named + "".join(sold), "utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 half a workbook")


def show_deals(bench: Workbench, field: int) -> None:
    """The deals at one of their fields; below 0 the page without any."""
    desk = bench.desk
    if field < 0:
        desk.remove_deals()
    elif desk.session.deal_table is None:
        desk.files.use(taken(bench.property("exports") / "deals.csv", Purpose.DEALS, desk.session))
        wait(lambda: desk.session.deal_table is not None)
        assert desk.session.project is not None
        recipe = replace(desk.session.project.deal_recipe, says_outcome=False)
        desk.session.apply(ChangeDeals(recipe))  # all other places stay as they are
    desk.ways.show_deals()
    if field >= 0:
        desk.pages[DATA].deals.table.field_chosen.emit(field)


def wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, "it never came"
        QApplication.processEvents()
        time.sleep(0.005)


def dialogs() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def bring_in(bench: Workbench) -> None:
    """Look at the sample's scorecard until it is read."""
    bench.desk.dialogs.bring_in(sample("b2b_software").leads.with_name("scorecard.csv"))
    shown = dialogs()[-1]
    assert isinstance(shown, BringDialog)
    wait(lambda: shown.brought is not None)


def show_quality(bench: Workbench, side: int) -> None:
    shown = bench.desk.pages[QUALITY]
    wait(lambda: shown.quality is not None and not shown._checks.busy)
    shown.show_side(side)
    if side == 2:
        wait(lambda: shown.guard.guard is not None)


def evaluated(bench: Workbench, side: int) -> None:
    page = bench.desk.pages[EVALUATE]
    page.show_side(side)
    wait(lambda: page._found is not None and (side != 4 or page.lens.found is not None))


def drifted(bench: Workbench, side: int) -> None:
    page = bench.desk.pages[DRIFT]
    page.show_side(side)
    wait(lambda: page._found is not None)


def exported(bench: Workbench, side: int) -> None:
    page = bench.desk.pages[EXPORT]
    page.show_side(side)
    wait(lambda: page._found is not None and not page.asking.busy)


def supposed(bench: Workbench, side: int) -> None:
    page = bench.desk.pages[WHATIF]
    if (
        side == 0
        and bench.desk.session.project is not None
        and not bench.desk.session.project.scenarios
    ):
        model = bench.desk.session.model
        assert model is not None
        bench.desk.session.apply(AddScenario(Scenario("s1", "Other", replace(model, base=9))))
    page.show_side(side)
    if side == 2:
        page.supposing.suppose((FieldFilled("Interests"),))
    wait(lambda: side in page._answers)


def limit_lines(bench: Workbench) -> None:
    page = bench.desk.pages[TUNE]
    model = bench.desk.session.model
    assert model is not None
    first, second, third = (line.key for line in lines_at_once(model)[:3])
    wishes = page.wishing.wishes.limiting((first,), Sign.UP, 5, None)
    page.wishing._wish(wishes.rising_along((first, second, third)), 0)
    page.wishing.limit_lines()


def tuned(bench: Workbench) -> None:
    """Few lines and no proposals: soon done, and every part of the page is there."""
    page, model = bench.desk.pages[TUNE], bench.desk.session.model
    assert model is not None
    if page.tuned is None:
        wishes = Wishes(most_lines=2, proposals=False)
        wishes = wishes.with_rein(f"{next(model.rules()).id}", Rein(Hold.LOCK))
        bench.desk.session.apply(ChangeWishes(model.id, wishes))
        page.tune()
        wait(lambda: not page.asking.busy)
    page.changes.choose(0)


def thresholds(bench: Workbench, side: int) -> None:
    page = bench.desk.pages[THRESHOLDS]
    bench.desk.session.apply(ChangeSales(Sales(1.0, 2.0, cost=30.0, win=200.0)))
    wait(lambda: page.lab is not None and page.lab.money is not None)
    page.show_side(side)
    wait(lambda: not page.segments.asking.busy)


def tried(bench: Workbench) -> None:
    """An activity put on trial on a lead."""
    leads = bench.desk.pages[LEADS]
    leads.start_trial(1)
    leads.panel.trial.show_part(1)
    wait(lambda: leads.panel.trial.type.count() > 0)
    leads.panel.trial.add.click()


def next_steps(bench: Workbench) -> None:
    """What could take a lead on."""
    panel = bench.desk.pages[LEADS].panel
    bench.desk.session.choose_lead(1)
    panel.show_side(STEPS)
    panel.side_picked.emit(STEPS)
    wait(lambda: panel.steps.value is not None)


def places(bench: Workbench) -> Places:
    """Everything a person can be at, by name; each call goes there and gives what to look at."""
    desk, window = bench.desk, bench.window
    assert desk.session.model is not None
    model = desk.session.model
    rules = list(model.rules())
    editor, leads = desk.pages[MODEL].editor, desk.pages[LEADS]

    leads_now = desk.session.leads
    assert leads_now is not None
    account = proposed_account(model, leads_now)
    assert account is not None
    large = FieldTest("Employees", Test.AT_LEAST, (200.0,))
    by_industry = ByValue("Industry", (ValuePoints("Retail", -5),))
    account_rules = (Rule("r90", "Large", Points(5), large), Rule("r91", "Industry", by_industry))
    account = replace(account, rules=account_rules)
    game = proposed_game(leads_now.activities)

    def systems(scored: AccountScore | None, played: Game | None, tab: int = 0) -> None:
        assert desk.session.model is not None
        desk.session.apply(ChangeAccount(desk.session.model.id, scored))
        desk.session.apply(ChangeGame(desk.session.model.id, played))
        desk.pages[ACCOUNTS].tabs.setCurrentIndex(tab)
        wait(lambda: desk.preview.last is not None and desk.preview.last.model.game == played)

    def page(number: int, then: Callable[[], object] = lambda: None) -> Callable[[], QWidget]:
        def go() -> QWidget:
            for dialog in dialogs():
                dialog.close()
            window.show_page(MODEL)
            editor.group.hide()
            editor.close_rule()
            editor.tabs.setCurrentIndex(0)
            leads.end_trial()
            window.show_page(number)
            then()
            QApplication.processEvents()
            return window

        return go

    def duplicates() -> None:
        desk.pages[DATA].show_duplicates()
        searches = desk.pages[DATA].duplicates.searches
        wait(lambda: searches.duplicates is not None and not searches.busy)
        wait(lambda: not searches.duplicates.groups or searches.plan is not None)

    def dialog(show: Callable[[], object]) -> Callable[[], QWidget]:
        def go() -> QWidget:
            page(MODEL)()
            show()
            QApplication.processEvents()
            return dialogs()[-1]

        return go

    def with_derived(kind: str) -> None:
        desk.dialogs.show_derived()
        shown = dialogs()[-1]
        assert isinstance(shown, DerivedDialog)
        shown.add_kind(kind)
        shown.finished.connect(desk.session.undo)

    def importing(step: int, name: str = "export.csv") -> Callable[[], QWidget]:
        def go() -> QWidget:
            page(MODEL)()
            seen = desk.looking.page
            desk.looking.show(bench.property("exports") / name, Purpose.NEW)
            wait(lambda: seen.presenter.draft is not None and not seen.presenter.reading)
            seen.show_step(step)
            QApplication.processEvents()
            return window

        return go

    def welcome() -> QWidget:
        window.show_welcome()
        QApplication.processEvents()
        return window

    return {
        "welcome": welcome,
        "import: file": importing(0),
        "import: fields": importing(1),
        "import: meaning": importing(2),
        "import: check": importing(3),
        "import: not a table": importing(0, "broken.xlsx"),
        "data": page(DATA, desk.pages[DATA].show_leads),
        "activities": page(DATA, desk.pages[DATA].show_activities),
        "no deals": page(DATA, lambda: show_deals(bench, -1)),
        "deals: the lead": page(DATA, lambda: show_deals(bench, 1)),
        "deals: the stage": page(DATA, lambda: show_deals(bench, 2)),
        "quality": page(QUALITY, lambda: show_quality(bench, 0)),
        "quality: fields": page(QUALITY, lambda: show_quality(bench, 1)),
        "quality: leaks": page(QUALITY, lambda: show_quality(bench, 2)),
        "duplicates": page(DATA, duplicates),
        "rules": page(MODEL),
        "one rule": page(MODEL, lambda: editor.open_rule(rules[0].id)),
        "a rule by range": page(MODEL, lambda: editor.open_rule(rules[2].id)),
        "a rule on activities": page(MODEL, lambda: editor.open_rule(ON_ACTIVITIES.id)),
        "bands and overrides": page(MODEL, lambda: editor.tabs.setCurrentIndex(1)),
        "decay": page(MODEL, lambda: editor.edit_decay(model.groups[1].id)),
        "group": page(MODEL, lambda: editor.edit_group(model.groups[0].id)),
        "leads": page(LEADS),
        "customer": page(CUSTOMER),
        "evaluate": page(EVALUATE, lambda: evaluated(bench, 0)),
        "evaluate: bands and scores": page(EVALUATE, lambda: evaluated(bench, 1)),
        "evaluate: groups": page(EVALUATE, lambda: evaluated(bench, 2)),
        "evaluate: older and newer": page(EVALUATE, lambda: evaluated(bench, 3)),
        "evaluate: rules": page(EVALUATE, lambda: evaluated(bench, 4)),
        "compare": page(COMPARE, lambda: desk.pages[COMPARE].show_side(0)),
        "compare: who moves": page(COMPARE, lambda: desk.pages[COMPARE].show_side(1)),
        "compare: what differs": page(COMPARE, lambda: desk.pages[COMPARE].show_side(2)),
        "compare: groups": page(COMPARE, lambda: desk.pages[COMPARE].show_side(3)),
        "compare: several": page(COMPARE, lambda: desk.pages[COMPARE].show_side(4)),
        "what if": page(WHATIF, lambda: supposed(bench, 0)),
        "what if: what matters": page(WHATIF, lambda: supposed(bench, 1)),
        "what if: suppose": page(WHATIF, lambda: supposed(bench, 2)),
        "what if: missing fields": page(WHATIF, lambda: supposed(bench, 3)),
        "tune": page(TUNE, lambda: tuned(bench)),
        "drift": page(DRIFT, lambda: drifted(bench, 0)),
        "drift: scores and bands": page(DRIFT, lambda: drifted(bench, 1)),
        "drift: rules": page(DRIFT, lambda: drifted(bench, 2)),
        "export": page(EXPORT, lambda: exported(bench, 0)),
        "export: what it costs": page(EXPORT, lambda: exported(bench, 1)),
        "export: proof": page(EXPORT, lambda: exported(bench, 2)),
        "live test: plan": page(TRIAL, lambda: desk.pages[TRIAL].show_side(0)),
        "live test: analyse": page(TRIAL, lambda: desk.pages[TRIAL].show_side(1)),
        "live test: typed counts": page(TRIAL, lambda: desk.pages[TRIAL].show_side(2)),
        "fields of a lead": page(LEADS, lambda: leads.start_trial(0)),
        "activities of a lead": page(LEADS, lambda: tried(bench)),
        "next steps of a lead": page(LEADS, lambda: next_steps(bench)),
        **{
            f"thresholds: {name}": page(THRESHOLDS, lambda side=side: thresholds(bench, side))
            for side, name in enumerate(("value", "weeks", "segments"))
        },
        "a lead typed in": page(LEADS, lambda: leads.start_trial(None)),
        "no matrix": page(MATRIX, lambda: desk.pages[MATRIX]._change(None, 0)),
        "matrix": page(MATRIX, desk.pages[MATRIX].propose),
        "over time": page(TIME, lambda: wait(lambda: not desk.pages[TIME]._replays.busy)),
        "accounts not scored": page(ACCOUNTS, lambda: systems(None, None)),
        "accounts": page(ACCOUNTS, lambda: systems(account, None)),
        "an account": page(ACCOUNTS, lambda: systems(account, None, 1)),
        "no programme": page(GAME, lambda: systems(None, None)),
        "programme": page(GAME, lambda: systems(None, game)),
        "history": dialog(desk.dialogs.show_history),
        "versions": dialog(desk.dialogs.show_versions),
        "no derived field": dialog(desk.dialogs.show_derived),
        **{
            f"derived: {kind}": dialog(lambda kind=kind: with_derived(kind))
            for kind in ("free mail", "seniority", "look up", "days")
        },
        "check": dialog(desk.dialogs.show_check),
        "template": dialog(desk.dialogs.show_templates),
        "bring in": dialog(lambda: bring_in(bench)),
        "name": dialog(desk.model_actions.name_version),
        "note": dialog(desk.model_actions.note),
        "list": dialog(desk.save_list),
        "list for another system": dialog(desk.save_back_list),
        "commands": dialog(bench.search_commands),
        "keys": dialog(bench.view_actions.shortcuts),
        "about": dialog(bench.view_actions.about),
        "save before closing": dialog(desk.file_actions.close_project),
        "where to": dialog(lambda: desk.file_actions._ask_where(Path("more.csv"))),
        "import report": dialog(desk.dialogs.show_report),
        "limits of lines": dialog(lambda: limit_lines(bench)),
    }


NAMES = (
    "welcome",
    "import: file",
    "import: fields",
    "import: meaning",
    "import: check",
    "import: not a table",
    "data",
    "activities",
    "no deals",
    "deals: the lead",
    "deals: the stage",
    "quality",
    "quality: fields",
    "quality: leaks",
    "duplicates",
    "rules",
    "one rule",
    "a rule by range",
    "a rule on activities",
    "bands and overrides",
    "decay",
    "group",
    "leads",
    "customer",
    "evaluate",
    "evaluate: bands and scores",
    "evaluate: groups",
    "evaluate: older and newer",
    "evaluate: rules",
    "compare",
    "compare: who moves",
    "compare: what differs",
    "compare: groups",
    "compare: several",
    "what if",
    "what if: what matters",
    "what if: suppose",
    "what if: missing fields",
    "tune",
    "drift",
    "drift: scores and bands",
    "drift: rules",
    "export",
    "export: what it costs",
    "export: proof",
    "live test: plan",
    "live test: analyse",
    "live test: typed counts",
    "fields of a lead",
    "activities of a lead",
    "next steps of a lead",
    "thresholds: value",
    "thresholds: weeks",
    "thresholds: segments",
    "a lead typed in",
    "no matrix",
    "matrix",
    "over time",
    "accounts not scored",
    "accounts",
    "an account",
    "no programme",
    "programme",
    "history",
    "versions",
    "no derived field",
    "derived: free mail",
    "derived: seniority",
    "derived: look up",
    "derived: days",
    "check",
    "template",
    "bring in",
    "name",
    "note",
    "list",
    "list for another system",
    "commands",
    "keys",
    "about",
    "save before closing",
    "where to",
    "import report",
    "limits of lines",
)


def shown(root: QWidget, kind: type[QWidget] = QWidget) -> list[QWidget]:
    return [w for w in root.findChildren(kind) if w.isVisible() and w.window() is root.window()]


def focusable(root: QWidget) -> list[QWidget]:
    return [
        w
        for w in shown(root)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.isEnabled()
        and w.focusProxy() is None
        and not isinstance(w.parentWidget(), QAbstractSpinBox | QComboBox)
    ]


def named(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return "" if face is None else face.text(QAccessible.Text.Name)


def said(widget: QWidget) -> str:
    where = type(widget.parentWidget()).__name__ if widget.parentWidget() else ""
    return f"{type(widget).__name__} {widget.objectName()!r} in {where}"


def one_of(button: QAbstractButton) -> bool:
    return button.autoExclusive() or button.group() is not None


def test_that_every_place_is_looked_at(bench: Workbench) -> None:
    assert tuple(places(bench)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_that_whatever_takes_the_focus_has_a_name(bench: Workbench, name: str) -> None:
    root = places(bench)[name]()
    nameless = [said(w) for w in focusable(root) if not named(w).strip()]
    assert not nameless


@pytest.mark.parametrize("name", NAMES)
def test_that_tab_comes_everywhere_and_is_caught_nowhere(
    bench: Workbench, qtbot: QtBot, name: str
) -> None:
    root = places(bench)[name]()
    if root.windowFlags() & Qt.WindowType.Popup != Qt.WindowType.Popup:
        root.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is root.window())
    wanted = set(focusable(root))
    assert wanted
    seen: list[QWidget] = []
    for _ in range(6 * len(wanted) + 60):
        here = QApplication.focusWidget()
        assert here is not None
        if here not in seen:
            seen.append(here)
        if wanted <= set(seen):
            break
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    # Of buttons of which one is chosen Tab comes to one, and arrows to the others.
    reached = {w.parentWidget() for w in seen if isinstance(w, QAbstractButton) and one_of(w)}
    missed = [
        f"{said(w)} {named(w)!r}"
        for w in wanted - set(seen)
        if not (isinstance(w, QAbstractButton) and one_of(w) and w.parentWidget() in reached)
    ]
    trace = [f"{type(w).__name__} {named(w)!r}" for w in seen]
    assert not missed, f"Tab came to {trace}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_that_nothing_is_cut_at_the_side_where_nothing_scrolls_sideways(
    bench: Workbench, name: str, size: tuple[int, int]
) -> None:
    bench.settings.change(scale=100)
    bench.window.resize(*size)
    root = places(bench)[name]()
    for _ in range(20):
        QApplication.processEvents()
    cut = [
        f"{said(area)}: {area.widget().width()} in {area.viewport().width()}"
        for area in shown(root, QScrollArea)
        if isinstance(area, QScrollArea)
        and area.widget() is not None
        and area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.widget().width() > area.viewport().width()
    ]
    assert not cut


@pytest.mark.parametrize("name", NAMES)
def test_that_the_ring_of_the_focus_has_room(bench: Workbench, name: str) -> None:
    bench.settings.change(scale=100)
    bench.window.resize(1366, 768)
    root = places(bench)[name]()
    for _ in range(20):
        QApplication.processEvents()
    ringed = QComboBox | QLineEdit | QAbstractSpinBox | QPushButton
    cut = []
    for widget in focusable(root):
        around, parent = widget.geometry().adjusted(-3, -3, 3, 3), widget.parentWidget()
        if isinstance(widget, ringed) and parent is not None and not parent.rect().contains(around):
            cut.append(f"{said(widget)} {named(widget)!r}")
    assert not cut


@pytest.mark.parametrize("name", NAMES)
def test_that_at_most_one_button_is_blue(bench: Workbench, name: str) -> None:
    root = places(bench)[name]()
    blue = [w for w in shown(root, QPushButton) if w.property("kind") == "main" and w.isEnabled()]
    assert len(blue) <= 1, [said(w) for w in blue]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [100, 150, 200])  # a new scale dresses every page: seldom
def test_that_no_words_are_cut(bench: Workbench, name: str, scale: int) -> None:
    bench.settings.change(scale=scale)
    bench.window.resize(1920, 1080)
    root = places(bench)[name]()
    for _ in range(20):
        QApplication.processEvents()
    cut = []
    for label in shown(root, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() or not label.width() or label.property("elides"):
            continue
        if label.wordWrap():
            need = label.heightForWidth(label.width())
            if label.height() + 1 < need:
                cut.append(f"{label.text()!r}: {label.height()} of {need} high")
        elif label.width() + 1 < label.minimumSizeHint().width():
            cut.append(f"{label.text()!r}: {label.width()} wide")
    for button in shown(root, QPushButton):
        assert isinstance(button, QPushButton)
        words = QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&", ""))
        high = QFontMetrics(button.font()).height()
        if button.text() and (button.width() < words or button.height() < high):
            cut.append(f"button {button.text()!r}: {button.size()}")
    assert not cut


def test_that_no_two_commands_share_a_key(bench: Workbench) -> None:
    keys: dict[str, str] = {}
    for name, action in bench.window.actions_by_id.items():
        for key in action.shortcuts():
            text = key.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in keys, f"{name} and {keys[text]} share {text}"
            keys[text] = name
    assert len(keys) > 20


def test_that_every_command_is_reached_by_the_keyboard(bench: Workbench) -> None:
    """In a menu with a letter of its own, or by a key, and always by the command search."""
    bar = bench.window.menuBar()
    letters = [a.text()[a.text().index("&") + 1].lower() for a in bar.actions()]
    assert len(set(letters)) == len(letters)
    listed = {action for menu in bar.actions() for action in menu.menu().actions()}
    for spec in ACTIONS:
        assert bench.window.actions_by_id[spec.id] in listed
    for menu in {spec.menu for spec in ACTIONS}:
        marked = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in ACTIONS
            if spec.menu == menu and "&" in spec.text
        ]
        assert len(set(marked)) == len(marked), f"two commands of {menu} share a letter"


def test_that_scroll_areas_that_take_no_keys_take_no_focus(bench: Workbench) -> None:
    for name in ("welcome", "rules"):
        root = places(bench)[name]()
        for area in shown(root, QScrollArea):
            if area.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert named(area)
