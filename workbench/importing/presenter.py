"""The import under way: holds the draft, has the file read, and says when there is more to show.

Choices of kinds and meanings read nothing anew; what takes long runs in the background and only
its newest answer counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.leads.fields import Input, Role
from models.leads.import_report import ImportReport
from models.leads.readers import Imported, Progress, ReadOptions
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.edits import ChangeInput
from workbench.background import Background, Cancel
from workbench.importing import draft as drafts
from workbench.importing.basis import Around, Checked, Joined, checked_of, found_of, prepared
from workbench.importing.deals import JOINED, LOST, WON, deal_recipe_of, listed_stages
from workbench.importing.draft import Draft, Found, Purpose, Step, recipe_of
from workbench.importing.meanings import (
    STAGE,
    listed_values,
    stage_names,
    stage_of,
    ticked_with,
)
from workbench.importing.reading import Readings
from workbench.importing.report_facts import MISSING, entry_of
from workbench.importing.sheets import sheet_of
from workbench.importing.steps import opening_step, usable
from workbench.importing.taken import Taken, taken_of
from workbench.live_preview import INLINE_LEADS
from workbench.session import now, today


class ImportPresenter(QObject):
    """`changed`: there is something else to show; `opened(step)`: the first rows are there."""

    changed = Signal()
    opened = Signal(int)
    progressed = Signal(str, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self.around = Around()
        self.table: Leads | None = None
        self.joined: Joined | None = None
        self.report: ImportReport | None = None
        self._asked_step = True
        self._readings = Readings(self)
        self._readings.came.connect(self._came)
        self._readings.failed.connect(self._failed)
        self._readings.progressed.connect(self.progressed)
        self._looking = Background(self)
        self._looking.done.connect(self._looked)

    # What is there

    @property
    def reading(self) -> bool:
        """Whether rows are still to come, or are being looked at."""
        return self._readings.busy or self._looking.busy

    @property
    def usable(self) -> bool:
        """Whether what is shown can be taken as it is."""
        if self.draft is None or not self._shows_the_draft():
            return False
        return usable(self.draft, self.table, self.joined)

    def taken(self) -> Taken | None:
        """What is to be taken; None while it cannot be."""
        return (
            taken_of(self.draft, self.around.leads)
            if self.draft is not None and self.usable
            else None
        )

    # Beginning and ending

    def begin(
        self, path: Path, purpose: Purpose, around: Around, options: ReadOptions | None = None
    ) -> None:
        """Look at a file; nothing of the one before is kept."""
        self.stop()
        self.draft = Draft(path, purpose, options or ReadOptions())
        self.around, self.table, self.joined, self.report = around, None, None, None
        self._asked_step = True
        self._read()

    def stop(self) -> None:
        """Drop the file and all that is under way; nothing else has changed."""
        self._readings.stop()
        self._looking.cancel()
        self.draft = self.table = self.joined = self.report = None

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self.stop()
        self._readings.finish()
        self._looking.finish()

    # What a person says

    def read_otherwise(self, option: str, value: object) -> None:
        """Read the file with another option."""
        if self.draft is None:
            return
        if option == "sheet":
            self._now(drafts.other_sheet(self.draft, str(value)))
        elif option == "header_rows" and not value:
            self._now(drafts.read_otherwise(self.draft, header_row=0, header_rows=None))
        elif option == "header_rows":
            row = self.draft.options.header_row or None
            self._now(drafts.read_otherwise(self.draft, header_row=row, header_rows=value))
        else:
            self._now(drafts.read_otherwise(self.draft, **{option: value}))

    def names_in(self, row: int) -> None:
        """The row of that number, from 1, holds the names; a click on it again: none does."""
        if self.draft is None or self.draft.found is None:
            return
        if row == self.draft.found.imported.header_row:
            return
        self._now(drafts.read_otherwise(self.draft, header_row=row))

    def read_as(self, edit: object) -> None:
        """A field is read otherwise, or means something else."""
        if self.draft is None or not isinstance(edit, ChangeInput):
            return
        before = recipe_of(self.draft).find(edit.input.name)
        if before is not None:
            self._now(drafts.saying(self.draft, before, edit.input))

    def means(self, key: str, name: str) -> None:
        """The field of that name completes the sentence of that key; "" none does."""
        if self.draft is None:
            return
        if key == JOINED:
            self._now(drafts.of_deals(self.draft, key, name))
        elif key.startswith(STAGE):
            stage = stage_of(self.draft, key.removeprefix(STAGE))
            same = stage.field == name
            stage = replace(stage, field=name, values=stage.values if same else ())
            self._now(drafts.with_stage(self.draft, stage, stage_names(self.draft)))
        else:
            self._now(drafts.meaning(self.draft, Role(key), name))

    def leaves_out(self, name: str) -> None:
        """The field of that name is not to be read."""
        item = None if self.draft is None else recipe_of(self.draft).find(name)
        if item is not None:
            self._say(item, replace(item, role=Role.IGNORED))

    def counts(self, key: str, values: tuple[str, ...]) -> None:
        """Which values of a sentence's field count."""
        if self.draft is None or self.table is None:
            return
        if key.startswith(STAGE):
            stage = stage_of(self.draft, key.removeprefix(STAGE))
            listed = listed_values(self.table, stage.field)
            stage = replace(stage, values=ticked_with(listed, values, stage.values))
            self._now(drafts.with_stage(self.draft, stage, stage_names(self.draft)))
            return
        if key in (WON, LOST):
            recipe = deal_recipe_of(self.draft, self.around.leads)
            if recipe is not None:
                before = recipe.won if key == WON else recipe.lost
                listed = listed_stages(recipe, self.table)
                self._now(drafts.of_deals(self.draft, key, ticked_with(listed, values, before)))
            return
        item = recipe_of(self.draft).with_role(Role(key))
        if item is not None:
            listed = listed_values(self.table, item.name)
            self._say(item, replace(item, converted=ticked_with(listed, values, item.converted)))

    def blank_counts(self, key: str, on: bool) -> None:
        """Whether a blank outcome means not converted."""
        item = None if self.draft is None else recipe_of(self.draft).with_role(Role(key))
        if item is not None:
            self._say(item, replace(item, blank_is_no=on))

    def is_now(self, key: str, column: str) -> None:
        """A field of the project is in that column now; "" nowhere."""
        kind, name = entry_of(key)
        if self.draft is not None and kind == MISSING:
            self._now(drafts.same_field(self.draft, name, column))

    # Under way

    def _say(self, before: Input, after: Input) -> None:
        if self.draft is not None:
            self._now(drafts.saying(self.draft, before, after))

    def _now(self, draft: Draft) -> None:
        if self.draft is None or draft is self.draft:
            return
        anew = draft.reading != self.draft.reading
        self.draft = draft
        if anew:
            self._read()
        else:
            self._look()

    def _read(self) -> None:
        draft, around = self.draft, self.around
        if draft is None:
            return
        purpose, path = draft.purpose, draft.path

        def basis(imported: Imported) -> Found:
            return found_of(imported, purpose, around, now())

        def sheet(
            imported: Imported, progress: Progress, cancelled: Callable[[], bool]
        ) -> str | None:
            if len(imported.sheets) < 2 or around.leads is None:
                return None
            deals = purpose is Purpose.DEALS
            return sheet_of(
                path,
                imported,
                around.leads,
                progress,
                cancelled,
                of_deals=deals,
                options=replace(draft.options, preview=drafts.PREVIEW),
            )

        asks = purpose in (Purpose.ACTIVITIES, Purpose.DEALS) and draft.options.sheet is None
        self._looking.cancel()
        self._readings.start(draft.reading, path, draft.options, basis, sheet if asks else None)
        self.changed.emit()

    def _came(self, reading: int, found: object) -> None:
        if self.draft is None or not isinstance(found, Found):
            return
        self.draft = drafts.answered(self.draft, reading, found)
        self._look()

    def _failed(self, reading: int, error: object, found: object) -> None:
        if self.draft is None or not isinstance(error, LeadbenchError):
            return
        shown = found if isinstance(found, Found) else None
        self.draft = drafts.refused(self.draft, reading, error.problem, shown)
        self._show()

    def _shows_the_draft(self) -> bool:
        """Whether the table that is shown is the one that was read, by what was said of it."""
        found = None if self.draft is None else self.draft.found
        if self.draft is None or found is None or self.table is None:
            return False
        same = self.table.raw is found.table.raw
        return same and self.table.recipe == recipe_of(self.draft)

    def _look(self) -> None:
        """Read the cells as is said now, at once where they are few."""
        draft, around = self.draft, self.around
        if draft is None or draft.found is None:
            return
        held = self.table
        found = draft.found.table
        known = held if held is not None and held.raw is found.raw else found
        recipe, purpose = recipe_of(draft), draft.purpose
        table = known if known.recipe == recipe else known.read_as(recipe)
        if len(table) <= INLINE_LEADS:  # what is shown reacts at once, the rest follows
            self.table, self.joined, self.report = prepared(table), None, None

        def look(_cancelled: Cancel, _progress: Progress) -> tuple[Leads, Checked]:
            whole = prepared(table)
            return whole, checked_of(shown, whole, purpose, around, today(), deal)

        shown, deal = draft.found, deal_recipe_of(draft, around.leads)
        self._looking.run(look)
        self._show()

    def _looked(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.table, checked = answer
            self.joined, self.report = checked.joined, checked.report
            self._show()

    def _show(self) -> None:
        self.changed.emit()
        draft = self.draft
        if draft is None or not self._asked_step:
            return
        if draft.error is not None:
            self._asked_step = False
            self.opened.emit(int(Step.FILE))
        elif draft.fresh and self._shows_the_draft():
            waits = not draft.purpose.of_leads and self.joined is None
            if not waits:
                self._asked_step = False
                self.opened.emit(int(opening_step(draft, self.table, self.joined)))
