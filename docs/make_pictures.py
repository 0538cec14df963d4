"""Makes the pictures of the guide from the real window: `make pictures`.

    python docs/make_pictures.py [NAME ...]     only these pictures

The pictures of real data are made where the data are: beside the repository, or where
LEADBENCH_DATA says (a folder with bank-marketing/, crm-export-zoho-style/, olist-funnel/ and
spreadsheets/).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from made_exports import write_deals, write_next_month, write_workbook
from PySide6.QtWidgets import QDialog
from studio import FIRST, ROOT, SYSTEMS, Studio

from models.evaluation.thresholds.wishes import Sales
from models.evaluation.whatif.suppositions import FieldFilled
from models.project.document import LeftOut
from models.project.edits import ChangeLeftOut, ChangeSales
from models.scoring.left_out_proposals import proposed_left_out
from widgets.lead_panel import STEPS, WAY
from workbench.importing.draft import Purpose, Step
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
    TRIAL,
    TUNE,
    WHATIF,
)

DATA_FOLDER = Path(os.environ.get("LEADBENCH_DATA", ROOT.parent / "shared" / "data"))
MODELS = ROOT / "sample_projects"
PUBLIC = ("bank-", "crm-", "olist-", "sheet-")


def _with_steps(dialog: Any) -> None:
    """A list for Marketo, whose ids the sample has, with what sales are to do."""
    form = dialog.form
    form.system.picked.emit("marketo")
    form.per_band.click()
    steps = ("Call today", "Call this week", "Send the newsletter", "None")
    for line, text in zip(form.steps.values(), steps, strict=True):
        line.setText(text)
        line.textEdited.emit(text)


def _second(dialog: Any) -> None:
    dialog.list.setCurrentRow(1)


def _first_missed(dialog: Any) -> None:
    dialog.missed.setCurrentRow(0)


def of_the_model(studio: Studio) -> None:
    """Both models of the sample on the page Model, part by part."""
    studio.rules(FIRST)
    studio.take("model")
    studio.rule("Job title", FIRST)
    studio.take("rule")
    studio.rule("Pricing page")
    studio.take("per-occurrence")
    studio.rule("Webinar, then prices")
    studio.take("activity-rule")
    editor = studio.rules(SYSTEMS).editor
    editor.edit_group("social")
    studio.take("group", editor.group)
    editor.group.hide()
    editor.rules.choose("likes")
    bar = editor.rules.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.take("social")
    editor.tabs.setCurrentIndex(1)
    studio.take("bands")
    bar = editor.settings.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.take("scale-and-day")
    bar.setValue(0)
    editor.edit_decay("website")
    studio.take("decay")
    editor.tabs.setCurrentIndex(0)


def of_imports(studio: Studio) -> None:
    """A workbook as people send it, from the file to the project that is made of it."""
    wanted = ("import-file", "import-fields", "import-meaning", "import-check", "import-report")
    book, export = studio.home / "Leads autumn.xlsx", studio.home / "deals.csv"
    if studio.wants(*wanted):
        write_workbook(book, outcome=True)
        page = studio.look_at(book, Step.FILE)
        studio.take("import-file")
        page.presenter.read_otherwise("sheet", "Leads")
        studio.until(lambda: not page.presenter.reading)
        page.show_field("Employees")
        studio.take("import-fields")
        page.show_step(Step.MEANING)
        studio.take("import-meaning")
        page.show_rows("MISFIT: Employees")
        studio.take("import-check")
        studio.use()
        studio.until(lambda: studio.desk.session.leads is not None)
        studio.page(DATA).show_leads()
        studio.dialog("import-report", studio.desk.dialogs.show_report, "import_report")
        studio.close()
    if studio.wants("deals"):
        write_workbook(book, outcome=False)
        write_deals(export)
        studio.look_at(book).presenter.read_otherwise("sheet", "Leads")
        studio.use()
        studio.until(lambda: studio.desk.session.leads is not None)
        studio.deals(export)
        studio.take("deals")
        studio.close()


def of_quality(studio: Studio) -> None:
    """The three sides of the page Quality."""
    if not studio.wants("quality", "quality-fields", "leaks-and-maturity"):
        return
    shown = studio.page(QUALITY, FIRST)
    studio.until(lambda: shown.quality is not None)
    shown.show_side(0)
    shown.choose_field("Country")
    studio.settle(2)
    studio.take("quality")
    shown.show_side(1)
    studio.take("quality-fields")
    shown.show_side(2)
    studio.settle(4)
    studio.take("leaks-and-maturity")


def of_the_tables(studio: Studio) -> None:
    """The sides of the page Data."""
    studio.page(DATA, FIRST).show_leads()
    studio.take("data")
    studio.page(DATA, SYSTEMS).show_activities()
    studio.settle(2)
    studio.take("activities")
    page = studio.page(DATA, FIRST)
    page.show_duplicates()
    studio.until(lambda: not page.duplicates.searches.busy)
    studio.take("duplicates")
    page.show_who()
    studio.settle(2)
    session = studio.desk.session
    found = proposed_left_out(session.whole)
    session.apply(ChangeLeftOut(tuple(LeftOut(one.name, one.condition) for one in found[:1])))
    studio.until(studio.scored)
    studio.take("who-is-scored")
    session.undo()
    page.show_leads()


def of_evaluation(studio: Studio) -> None:
    """What the history can tell of the first model."""
    if not studio.wants("evaluate", "evaluate-bands", "evaluate-time", "rules-lens"):
        return
    page = studio.page(EVALUATE, FIRST)
    studio.until(lambda: "Evaluating" not in page.verdict.text())
    for side, name in enumerate(("evaluate", "evaluate-bands", "", "evaluate-time", "rules-lens")):
        page.show_side(side)
        studio.settle(2)
        if name:
            studio.take(name)


def of_proof(studio: Studio) -> None:
    """Thresholds by money, scenarios, a plan of a live test, drift, the next steps of a lead."""
    if studio.wants("thresholds"):
        studio.desk.session.apply(ChangeSales(Sales(1.0, 3.0, cost=190.0, win=1500.0)))
        studio.page(THRESHOLDS, FIRST)
        studio.settle(3)
        studio.take("thresholds")
    if studio.wants("export"):
        page = studio.page(EXPORT, FIRST)
        page.choose("postgresql")
        studio.settle(1)
        studio.until(lambda: not page.asking.busy)
        studio.take("export")
    sides = (
        ("what-if", WHATIF, 1),
        ("missing-fields", WHATIF, 3),
        ("drift", DRIFT, 0),
        ("live-test", TRIAL, 0),
    )
    for name, number, side in sides:
        if studio.wants(name):
            page = studio.page(number, FIRST)
            page.show_side(side)
            if number == TRIAL:  # a rise that a few months of these leads can show
                page.numbers.typed.emit("difference", 12.0)
            studio.until(lambda page=page: not page.asking.busy)
            studio.settle(3)
            studio.take(name)
    if studio.wants("suppose"):
        page = studio.page(WHATIF, FIRST)
        page.supposing.suppose((FieldFilled("Interests"),))
        page.show_side(2)
        studio.until(lambda: not page.asking.busy)
        studio.settle(3)
        studio.take("suppose")
    if studio.wants("next-steps"):
        page = studio.page(LEADS, FIRST)
        last = studio.desk.preview.last
        warm = last.scored.bands == last.model.mql_band - 1
        studio.desk.session.choose_lead(int(warm.argmax()))
        page.panel.show_side(STEPS)
        page.panel.side_picked.emit(STEPS)
        studio.until(lambda: page.panel.steps.value is not None)
        studio.take("next-steps")
        page.panel.show_side(WAY)


def of_the_sample(studio: Studio) -> None:
    """The sample project, system by system."""
    studio.sample()
    if studio.wants("next-month"):
        export = studio.home / "Leads April.csv"
        write_next_month(export)
        studio.desk.looking.show(export, Purpose.NEXT)
        page = studio.desk.looking.page
        studio.until(lambda: page.presenter.draft is not None and not page.presenter.reading)
        page.show_step(Step.CHECK)
        studio.take("next-month")
        studio.desk.looking.leave()
    of_the_tables(studio)
    of_quality(studio)
    of_the_model(studio)
    studio.page(LEADS, SYSTEMS)
    studio.take("leads")
    of_evaluation(studio)
    of_tuning(studio)
    of_proof(studio)
    if studio.wants("compare", "who-moves"):
        page = studio.page(COMPARE, FIRST)
        studio.until(lambda: "Comparing" not in page.verdict.text())
        studio.settle(3)
        page.show_side(0)
        studio.take("compare")
        page.show_side(1)
        studio.take("who-moves")
    for name, number in (("matrix", MATRIX), ("accounts", ACCOUNTS), ("programme", GAME)):
        studio.page(number, SYSTEMS)
        studio.take(name)
    studio.past("over-time", SYSTEMS)
    studio.page(CUSTOMER, FIRST)
    studio.settle(2)
    studio.take("customer")
    studio.rules(SYSTEMS)
    studio.dialog("derived-fields", studio.desk.dialogs.show_derived, "derived_fields", _second)
    studio.rules(FIRST)
    studio.dialog("templates", studio.desk.dialogs.show_templates, "template", leave=QDialog.accept)
    studio.until(studio.scored)
    studio.dialog("check", studio.desk.dialogs.show_check, "check")
    card = ROOT / "sample_projects" / "b2b_software" / "scorecard.csv"
    studio.dialog("bring-in", lambda: studio.desk.dialogs.bring_in(card), "bring_in", _first_missed)
    studio.dialog("back-list", studio.desk.save_back_list, "back_list", _with_steps)


def of_tuning(studio: Studio) -> None:
    """Points that the history teaches, and rules that it proposes."""
    if studio.wants("tune"):
        page = studio.page(TUNE, FIRST)
        page.tune()
        studio.until(lambda: page.measuring.ceiling is not None)
        studio.take("tune")
    if studio.wants("proposed"):
        page = studio.page(TUNE, FIRST)
        page.show_side(page.switch.names.index("Proposed rules"))
        view = page.proposed
        studio.until(lambda: view.found is not None and not view.asking.busy)
        view.table.setCurrentIndex(view.table.model().index(1, 0))
        studio.take("proposed")


def of_sheets(studio: Studio) -> None:
    """Workbooks of every kind, as the tests of readers have them."""
    folder = DATA_FOLDER / "spreadsheets"
    if not folder.is_dir() or not studio.wants("sheet-titles", "sheet-password", "sheet-refused"):
        return
    for name, file in (
        ("sheet-titles", "readxl__deaths.xlsx"),
        ("sheet-password", "poi__protected_passtika.xlsx"),
        ("sheet-refused", "poi__poc-xmlbomb.xlsx"),
    ):
        path = studio.home / file.partition("__")[2]
        shutil.copy(folder / file, path)
        studio.look_at(path, Step.FILE)
        studio.take(name)
        studio.desk.looking.page.cancelled.emit()
        studio.settle()


def of_real_data(studio: Studio) -> None:
    """The public exports that docs/real-data.md tells of."""
    bank = DATA_FOLDER / "bank-marketing" / "bank-additional-full.csv"
    if bank.is_file() and studio.wants("bank-import"):
        studio.look_at(bank, Step.CHECK)
        studio.take("bank-import")
        studio.desk.looking.page.cancelled.emit()
    if bank.is_file() and studio.wants(
        "bank-leaks", "bank-data", "bank-model", "bank-leads", "bank-time"
    ):
        studio.leads(bank, MODELS / "bank_marketing" / "model.json")
        studio.page(DATA).show_leads()
        studio.take("bank-data")
        studio.page(MODEL).editor.rules.verticalScrollBar().setValue(0)
        studio.take("bank-model")
        studio.page(LEADS)
        studio.take("bank-leads")
        if studio.wants("bank-time"):
            page = studio.page(EVALUATE)
            page.show_side(3)
            studio.until(lambda: "Evaluating" not in page.verdict.text())
            studio.take("bank-time")
        if studio.wants("bank-leaks"):
            page = studio.page(QUALITY)
            studio.until(lambda: page.quality is not None)
            page.show_side(2)
            studio.settle(6)
            studio.take("bank-leaks")
    crm = DATA_FOLDER / "crm-export-zoho-style"
    if crm.is_dir() and studio.wants("crm-import"):
        studio.look_at(crm / "Leads.csv", Step.MEANING)
        studio.take("crm-import")
        studio.desk.looking.page.cancelled.emit()
    if crm.is_dir() and studio.wants("crm-activities", "crm-model", "crm-accounts", "crm-deals"):
        model = MODELS / "crm_export" / "model.json"
        studio.leads(crm / "Leads.csv", model, crm / "Calls.csv")
        studio.page(DATA).show_activities()
        studio.take("crm-activities")
        studio.page(MODEL).editor.rules.verticalScrollBar().setValue(0)
        studio.take("crm-model")
        studio.page(ACCOUNTS)
        studio.take("crm-accounts")
        studio.deals(crm / "Potentials.csv")
        studio.take("crm-deals")
    funnel = DATA_FOLDER / "olist-funnel"
    if funnel.is_dir() and studio.wants("olist-over-time", "olist-deals", "olist-maturity"):
        sellers, deals = studio.home / "sellers.csv", studio.home / "closed_deals.csv"
        shutil.copy(funnel / "olist_marketing_qualified_leads_dataset.csv", sellers)
        shutil.copy(funnel / "olist_closed_deals_dataset.csv", deals)
        studio.leads(sellers, MODELS / "olist_funnel" / "model.json")
        studio.deals(deals)
        studio.take("olist-deals")
        if studio.wants("olist-maturity"):
            page = studio.page(QUALITY)
            studio.until(lambda: page.quality is not None)
            page.show_side(2)
            studio.settle(4)
            studio.take("olist-maturity")
        studio.past("olist-over-time", lead="1d7cc0f1d0b54eac3609c5222246595b")
    of_sheets(studio)


def main(names: list[str]) -> int:
    """Make all pictures, or those named."""
    studio = Studio(frozenset(names))
    try:
        if not names or not all(name.startswith(PUBLIC) for name in names):
            of_imports(studio)
            of_the_sample(studio)
        of_real_data(studio)
    finally:
        studio.end()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
