"""The page on the screen, printed or as a PDF, in steps, so that the window stays alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QObject, QTimer
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from models.exchange.atomic import atomic_write
from models.problems import LeadbenchError
from widgets.printing.collect import parts_of
from widgets.printing.layout import Frame, Paper
from widgets.printing.painting import paint_sheet
from widgets.printing.parts import Part
from widgets.printing.sheets import INCH
from workbench.filing.file_actions import FileActions
from workbench.main_window import MainWindow
from workbench.session import Session, today

MARGIN = 15.0
"""Millimetres."""
DOTS = 300
PDF_FILTER = "PDF (*.pdf)"
NOTHING = LeadbenchError(
    "There is nothing to print on this page yet.", "Print", "Open leads or another page first."
)


class PagePrinting(QObject):
    """Prints pages; one at a time."""

    def __init__(self, window: MainWindow, session: Session, files: FileActions) -> None:
        super().__init__(window)
        self._window, self._session, self._files = window, session, files
        self._steps: Iterator[tuple[int, int]] | None = None
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        window.progress.cancelled.connect(self.finish)

    def print_page(self, page: QWidget, name: str) -> None:
        """Ask for a printer and print the page."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # lazy: few print

        parts = self._parts(page)
        if not parts:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        _set_paper(printer, printer.pageLayout().pageSize())
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("print_page")
        frame = self.frame(name)

        def go_on() -> None:
            self.run(printer, parts, frame, lambda: self._files.note.emit(f"{name} was printed."))

        dialog.accepted.connect(go_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def save_page(self, page: QWidget, name: str) -> None:
        """Ask for a file and write the page as a PDF."""
        parts = self._parts(page)
        if parts:
            frame = self.frame(name)
            self._files.save_to(
                "Save page as PDF",
                f"{frame.title}.pdf",
                PDF_FILTER,
                lambda path: self.write(path, parts, frame),
                done=False,
            )

    def write(self, path: Path, parts: list[Part], frame: Frame) -> None:
        """Write parts as a PDF; whole or not at all."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        pdf = QPdfWriter(buffer)
        pdf.setTitle(frame.title)
        pdf.setCreator("Leadbench")
        pdf.setResolution(DOTS)
        _set_paper(pdf, QPageSize(_usual_paper()))

        def keep() -> None:
            with atomic_write(path) as stream:
                stream.write(buffer.data().data())
            self._files.note.emit(f"{path.name} was written.")

        self.run(pdf, parts, frame, keep)

    def frame(self, name: str) -> Frame:
        """What stands on every sheet: project and page, the day, the model."""
        session = self._session
        project, model, baseline = session.project, session.model, session.baseline
        title = name if project is None else f"{project.name}, {name}"
        foot = ""
        if model is not None:
            changed = ", changed since it was saved" if session.model_changed else ""
            foot = f"Model {model.name}{changed}"
            foot += f", compared with {baseline.name}" if baseline is not None else ""
        day = today()
        return Frame(title, f"{day.day} {day:%B %Y}", foot)

    def run(
        self, device: QPagedPaintDevice, parts: list[Part], frame: Frame, then: Callable[[], None]
    ) -> None:
        """Lay out and paint, one part and one sheet at a time."""
        self.finish()
        self._steps, self._then = _printed(device, parts, frame), then
        self._timer.start()

    def finish(self) -> None:
        """Stop; what was begun is dropped."""
        self._timer.stop()
        if self._steps is not None:
            self._steps, self._then = None, None
            self._window.progress.finish()

    def _parts(self, page: QWidget) -> list[Part]:
        parts = parts_of(page)
        if not parts:
            self._files.failed.emit(NOTHING)
        return parts

    def _step(self) -> None:
        if self._steps is None:
            return
        try:
            done, total = next(self._steps)
        except StopIteration:
            then = self._then
            self.finish()
            if then is not None:
                self._end(then)
            return
        self._window.progress.present("Laying out the page", done, total)

    def _end(self, then: Callable[[], None]) -> None:
        try:
            then()
        except LeadbenchError as error:
            self._files.failed.emit(error)


def _printed(
    device: QPagedPaintDevice, parts: list[Part], frame: Frame
) -> Iterator[tuple[int, int]]:
    layout = device.pageLayout()
    box = layout.paintRect(QPageLayout.Unit.Point)
    scale = INCH / 72
    paper = Paper(box.width() * scale, box.height() * scale, frame)
    for done in paper.put(parts):
        yield done, len(parts)
    painter = QPainter(device)
    try:
        for number, sheet in enumerate(paper.sheets):
            if number:
                device.newPage()
            painter.save()
            painter.scale(device.logicalDpiX() / INCH, device.logicalDpiY() / INCH)
            paint_sheet(painter, sheet)
            painter.restore()
            yield number, len(paper.sheets)
    finally:
        painter.end()


def _set_paper(device: QPagedPaintDevice, size: QPageSize) -> None:
    if not size.isValid() or size.size(QPageSize.Unit.Point).width() < 200:
        size = QPageSize(_usual_paper())
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    device.setPageSize(size)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def _usual_paper() -> QPageSize.PageSizeId:
    american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4
