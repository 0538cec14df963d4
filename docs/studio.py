"""The real window, held so that pictures of it can be taken one after the other."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image
from PySide6.QtCore import QBuffer, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from workbench.app import Workbench
from workbench.filing import files
from workbench.places import DATA, MODEL, TIME

PICTURES = ROOT / "docs" / "pictures"
PATIENCE = 300.0
FIRST, SYSTEMS = "b2b_software", "systems"
"""The sample's models: the one it opens with, and the one with activities, accounts and all."""


class Studio:
    """A window of its own, which touches nothing that the person has set."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="leadbench-pictures-"))
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(self.home))
        files.recovery_folder = lambda: self.home / "recovery"
        self.app, self.wanted = QApplication(sys.argv[:1]), wanted
        self.bench = Workbench(self.app)
        self.bench.settings.change(theme="light", scale=100)
        self.bench.window.resize(1440, 900)
        self.bench.window.show()
        self.desk = self.bench.desk
        self.desk.files.failed.connect(_fail)

    # Waiting

    def settle(self, seconds: float = 1.0) -> None:
        """Let everything that is due happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something in the background."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TimeoutError("The window did not come to rest.")
            self.settle(0.02)
        self.settle()

    def scored(self) -> bool:
        """Whether what is shown is what the model gives."""
        last = self.desk.preview.last
        return last is not None and last.settled and last.model == self.desk.session.model

    # Going somewhere

    def sample(self) -> None:
        """Open the sample project."""
        self.desk.file_actions.open_sample("b2b_software")
        self.until(self.scored)

    def leads(self, path: Path, model: Path, activities: Path | None = None) -> None:
        """Open a file of leads with a model, as somebody does who has both."""
        self.close()
        self.desk.file_actions.open_any(path)
        self.use()
        self.until(lambda: self.desk.session.leads is not None and not self.desk.files.busy)
        if activities is not None:
            self.desk.file_actions.take_activities(activities)
            self.use()
            self.until(lambda: not self.desk.files.busy)
        self.desk.file_actions.open_any(model)
        self.until(self.scored)

    def deals(self, path: Path) -> None:
        """Open a file of deals and show them."""
        self.desk.file_actions.take_deals(path)
        self.use()
        self.until(lambda: not self.desk.files.busy)
        self.until(self.scored)
        self.page(DATA).show_deals()
        self.settle()

    def look_at(self, path: Path, step: int = -1) -> Any:
        """The import page of a file, once all of it is looked at; `step`: one to show."""
        self.close()
        self.desk.file_actions.open_any(path)
        page = self.desk.looking.page
        self.until(lambda: page.presenter.draft is not None and not page.presenter.reading)
        if step >= 0:
            page.show_step(step)
        self.settle()
        return page

    def use(self) -> None:
        """Take what is on the import page."""
        self.until(self.desk.looking.page.footer.use.isEnabled)
        self.desk.looking.page.footer.use.click()

    def close(self) -> None:
        """Put the project away."""
        self.desk.files.close(discard=True)
        self.desk.session.open(None)
        self.settle(0.3)

    def page(self, page: int, model: str = "") -> Any:
        """A page of the project, showing the model of that id if one is named."""
        shown = self.desk.session.model
        if model and (shown is None or shown.id != model):
            self.desk.model_actions.choose(model)
            self.until(self.scored)
        self.desk.window.show_page(page)
        self.desk.window.messages.clear()
        self.settle(2.5)
        return self.desk.pages[page]

    def rule(self, name: str, model: str = SYSTEMS) -> None:
        """A rule of that name, open in its editor."""
        page = self.page(MODEL, model)
        page.editor.tabs.setCurrentIndex(0)
        shown = self.desk.session.model
        rule = next(rule for rule in shown.rules() if rule.name == name)
        self.desk.session.choose_rule(rule.id)
        page.editor.open_rule(rule.id)
        self.settle()

    def rules(self, model: str = FIRST) -> Any:
        """The list of rules."""
        page = self.page(MODEL, model)
        page.editor.close_rule()
        page.editor.tabs.setCurrentIndex(0)
        self.settle()
        return page

    def past(self, name: str, model: str = "", lead: str = "") -> None:
        """Keep the page Over time once the past is worked out; `lead`: the id to type."""
        if self.wants(name):
            page = self.page(TIME, model)
            self.until(lambda: page.bands.value is not None)
            if lead:
                page.lead.setText(lead)
                page.lead.returnPressed.emit()
            self.take(name)

    # Taking

    def wants(self, *names: str) -> bool:
        """Whether one of these pictures is asked for."""
        return not self.wanted or not self.wanted.isdisjoint(names)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what the window, or a part of it, shows now."""
        if not self.wants(name):
            return
        self.settle()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        (widget or self.desk.window).grab().save(buffer, "PNG")
        whole = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        path = PICTURES / f"{name}.png"
        whole.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path.name}  {path.stat().st_size / 1000:.0f} KB")

    def dialog(
        self,
        name: str,
        show: Callable[[], None],
        kind: str,
        first: Callable[[Any], object] = lambda _dialog: None,
        leave: Callable[[Any], object] = QDialog.close,
    ) -> None:
        """Keep a dialog: do something in it first, take the picture, leave it."""
        show()
        self.settle(2.5)
        found = next(d for d in self.desk.window.findChildren(QDialog) if d.objectName() == kind)
        first(found)
        self.settle()
        self.take(name, found)
        leave(found)
        self.settle()

    def end(self) -> None:
        """Close the window and leave nothing behind."""
        self.close()
        self.bench.finish()
        self.desk.window.close()
        self.bench.dispose()
        shutil.rmtree(self.home, ignore_errors=True)


def _fail(error: object) -> None:
    raise RuntimeError(str(error))
