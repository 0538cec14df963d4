"""The demo without a screen: the sample in the real window, leaving pictures and exports."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from models.problems import LeadbenchError
from models.project.edits import MoveThreshold, SetPoints
from models.scoring.model import Points
from workbench.app import Workbench
from workbench.filing import files
from workbench.filing.outputs import write_model_file
from workbench.places import DATA, LEADS, MODEL

PATIENCE = 120.0
"""Seconds after which a step that does not end is a fault."""


def run(folder: Path, sample: str = "b2b_software", size: tuple[int, int] = (1440, 900)) -> int:
    """Open the sample, move a weight and a threshold, save, export; 0 when all is written."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="leadbench-demo-"))
    # The demo must not touch what the person has set or left behind.
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    hook, recovery = sys.excepthook, files.recovery_folder
    files.recovery_folder = lambda: home / "recovery"
    faults: list[type[BaseException]] = []

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        faults.append(kind)
        hook(kind, error, trace)

    sys.excepthook = caught  # a fault in a slot ends in the hook, not here
    try:
        status = _Journey(folder, sample, size).run()
    finally:
        sys.excepthook, files.recovery_folder = hook, recovery
        shutil.rmtree(home, ignore_errors=True)
    return 1 if faults else status


class _Journey:
    def __init__(self, folder: Path, sample: str, size: tuple[int, int]) -> None:
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        self.app, self.folder, self.sample = app, folder, sample
        self.written: list[Path] = []
        self.failures: list[LeadbenchError] = []
        self.bench = Workbench(app)
        self.bench.settings.change(theme="light", scale=100)
        self.desk = self.bench.desk
        self.desk.files.failed.connect(self.failures.append)
        self.desk.outputs.failed.connect(self.failures.append)
        self.bench.window.resize(*size)
        self.bench.window.show()

    def run(self) -> int:
        bench, session = self.desk, self.desk.session
        self.picture("1-welcome")
        bench.file_actions.open_sample(self.sample)
        self.until(lambda: bench.preview.last is not None)
        bench.window.messages.clear()
        bench.window.show_page(DATA)
        self.picture("2-data")
        bench.window.show_page(MODEL)
        self.picture("3-model")
        model = session.model
        rule = next(r for r in model.rules() if isinstance(r.award, Points)) if model else None
        if model is not None and rule is not None and isinstance(rule.award, Points):
            gesture = session.gesture()
            for step in range(1, 6):
                points = rule.award.points + step
                session.apply(SetPoints(model.id, rule.id, points), gesture)
                self.settle()
            session.choose_rule(rule.id)
            session.apply(MoveThreshold(model.id, model.mql_band, model.mql_threshold + 3))
            self.settle()
        self.picture("4-model-changed")
        bench.settings.change(theme="dark")
        self.picture("5-model-changed-dark")
        bench.settings.change(theme="light")
        bench.window.show_page(LEADS)
        self.picture("6-leads")
        self.exports()
        for error in self.failures:
            print(error, file=sys.stderr)  # noqa: T201 - the demo speaks to a terminal
        missing = [path for path in self.written if not path.exists()]
        for path in missing:
            print(f"{path.name} was not written.", file=sys.stderr)  # noqa: T201 - as above
        names = "\n".join(f"  {path.name}" for path in self.written if path.exists())
        print(f"Written to {self.folder.resolve()}:\n{names}")  # noqa: T201 - as above
        bench.files.close(discard=True)
        session.open(None)
        self.bench.finish()
        bench.window.close()
        self.bench.dispose()
        return 1 if self.failures or missing else 0

    def exports(self) -> None:
        bench, preview = self.desk, self.desk.preview.last
        model, project = bench.session.model, bench.session.project
        if preview is None or model is None or project is None:
            return
        for ending in ("csv", "xlsx"):
            path = self.folder / f"scored-list.{ending}"
            done: list[object] = []
            bench.outputs.finished.connect(lambda done=done: done.append(True))
            bench.outputs.write_list(path, preview, ())
            self.until(lambda: bool(done))  # noqa: B023 - called at once
            self.written.append(path)
        path = self.folder / "model.json"
        write_model_file(path, model, project)
        self.written.append(path)
        path = self.folder / "project.leadbench"
        path.unlink(missing_ok=True)
        bench.files.save_as(path)
        self.until(lambda: not bench.files.saving)
        self.written.append(path)

    def picture(self, name: str) -> None:
        """Keep what the window shows now."""
        self.settle()
        path = self.folder / f"{name}.png"
        self.bench.window.grab().save(str(path))
        self.written.append(path)

    def settle(self) -> None:
        """Let everything that is due happen."""
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.005)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something in the background."""
        end = time.monotonic() + PATIENCE
        while not done() and not self.failures:
            if time.monotonic() > end:
                raise LeadbenchError("The demo waited too long.", "demo", "Try it again.")
            self.app.processEvents()
            time.sleep(0.005)
