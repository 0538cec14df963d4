"""The widget that shows a drawing: what stands still is drawn once, what moves is blitted.

Matplotlib comes with the first paint, so a window with charts that nobody sees costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QMetaMethod, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from models.exchange.shown import clipboard_text, listed
from models.leads.wording import quoted
from widgets import icons, theme
from widgets.charts.label_paint import paint_label
from widgets.charts.labels import LegendEntry, Table
from widgets.charts.table_view import TableOverlay
from widgets.printing.parts import Heading, Part, Picture, Rows
from widgets.taking.taking import Offer, is_menu_key
from widgets.taking.wishes import SavePicture, SaveTable, Say, wish_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from widgets.charts.drawing import Drawing

Value = TypeVar("Value")
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ChartCanvas(QWidget, Generic[Value]):
    """One chart. Subclasses say what is drawn, told in words and given as a table.

    Presenting never emits. `save_requested`: the user asked for the picture as a file; the
    answer is `picture("png")` and the like, written by who knows where to.
    """

    save_requested = Signal()
    legend_changed = Signal()

    title = "Chart"
    nothing = ""
    """What stands in the place of the marks while there is no value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: Value | None = None
        self.full_draws = 0
        self._live = False
        self._dirty = False
        self._drawing: Drawing[Value] | None = None
        self._image: QImage | None = None
        self._look: theme.Theme | None = None
        self._canvas: Any = None
        self._ground: Any = None
        self._drawn: tuple[object, ...] = ()
        self._moving: list[Any] = []
        self._strokes: list[Callable[[], None]] = []
        self._table: TableOverlay | None = None
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.title)
        theme.observer().changed.connect(self._theme_changed)

    def new_drawing(self, figure: Figure, look: theme.Theme) -> Drawing[Value]:
        """The drawing in a figure."""
        raise NotImplementedError

    def table(self) -> Table:
        """The figures of the chart: a header and rows."""
        return [[]]

    def sentence(self) -> str:
        """What the chart says, for who cannot see it."""
        return ""

    def legend(self) -> tuple[LegendEntry, ...]:
        """What the marks mean; drawn beside the title of the card, and on paper."""
        return ()

    def hint_at(self, _x: float, _y: float) -> str:
        """What is under the mouse, in words; nothing that the table would not say."""
        return ""

    def show_value(self, value: Value | None, live: bool = False) -> None:
        """Show a value with the next paint. `live`: in the middle of a gesture."""
        legend_before = self.legend() if not live else ()
        self.value = value
        self._live = live
        self._dirty = True
        if not live:
            self.setAccessibleDescription(self.nothing if value is None else self.sentence())
            if self.legend() != legend_before:
                self.legend_changed.emit()
            if self._table is not None:
                self._table.present(self.title, self.table())
        self.update()

    def unit(self) -> float:
        """Widget pixels for one pixel of the look at 100 %."""
        return theme.current().scale

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(110))

    def drawing(self) -> Drawing[Value]:
        """The drawing as it is on the screen now, brought up to date."""
        self._draw()
        assert self._drawing is not None
        return self._drawing

    # Painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.value is None:
            self._paint_nothing(painter)
        else:
            self._draw()
            if self._image is not None:
                painter.drawImage(QPointF(0, 0), self._image)
            painter.scale(self.unit(), self.unit())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            assert self._drawing is not None
            self.paint_under(painter)
            density = self.unit() * self.devicePixelRatioF()
            for label in self._drawing.labels():
                paint_label(painter, label, density)
            self.paint_over(painter)
            painter.resetTransform()
        self._paint_focus(painter)
        painter.end()

    def _paint_nothing(self, painter: QPainter) -> None:
        look = theme.current()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setFont(theme.font(12))
        painter.setPen(look.color("text2"))
        room = self.rect().adjusted(look.px(24), look.px(8), -look.px(24), -look.px(8))
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, centred, self.nothing)

    def paint_under(self, painter: QPainter) -> None:
        """Painted by Qt over the drawing and under its words, in pixels at 100 %."""

    def paint_over(self, painter: QPainter) -> None:
        """Painted by Qt over everything, in pixels at 100 %."""

    def focus_is_inside(self) -> bool:
        """Whether something inside the chart shows the focus itself."""
        return False

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus() and self._by_keyboard and not self.focus_is_inside():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _draw(self) -> None:
        """Bring the buffer up to date with as little drawing as can be."""
        look = theme.current()
        ratio = self.devicePixelRatioF()
        key = (look, self.width(), self.height(), ratio)
        whole = key != self._drawn
        if self._drawing is None or self._look != look:
            self._begin(look)
        assert self._drawing is not None
        if whole:
            self._size(look, ratio)
        if self.value is not None and (self._dirty or whole):
            whole = self._drawing.show(self.value, self._live) or whole
        elif not whole:
            return
        if whole:
            self._draw_all(ratio)
        else:
            self._canvas.restore_region(self._ground)
        if self._moving != self._drawing.moving:
            from widgets.charts.drawing import quick_draw  # lazy: brings Matplotlib

            self._moving = list(self._drawing.moving)
            renderer = self._canvas.renderer
            self._strokes = [quick_draw(artist, renderer) for artist in self._moving]
        for stroke in self._strokes:
            stroke()
        self._drawn, self._dirty = key, False

    def _begin(self, look: theme.Theme) -> None:
        from widgets.charts.drawing import new_figure  # lazy: brings Matplotlib

        mine = look.in_bytes_of_qt() if sys.byteorder == "little" else look
        figure, self._canvas = new_figure(mine)
        self._drawing = self.new_drawing(figure, mine)
        self._look = look

    def _size(self, look: theme.Theme, ratio: float) -> None:
        assert self._drawing is not None
        dots = 72 * look.scale * ratio
        width, height = max(self.width(), 1) * ratio, max(self.height(), 1) * ratio
        figure = self._drawing.figure
        figure.set_dpi(dots)
        figure.set_size_inches(width / dots, height / dots, forward=False)
        self._drawing.place(self.width() / look.scale, self.height() / look.scale)

    def _draw_all(self, ratio: float) -> None:
        assert self._drawing is not None
        for artist in self._drawing.moving:
            artist.set_animated(True)
        self._canvas.draw()
        self._ground = self._canvas.copy_from_bbox(self._drawing.figure.bbox)
        self._moving = []
        renderer = self._canvas.renderer
        width, height = int(renderer.width), int(renderer.height)
        little = sys.byteorder == "little"
        kind = QImage.Format.Format_RGB32 if little else QImage.Format.Format_RGBX8888
        self._image = QImage(self._canvas.buffer_rgba(), width, height, 4 * width, kind)
        self._image.setDevicePixelRatio(ratio)
        self.full_draws += 1

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._table is not None:
            self._table.setGeometry(self.rect())

    # Table, pictures, menu ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.show_table(not self.table_is_shown())
        elif event.key() == Qt.Key.Key_Escape and self.table_is_shown():
            self.show_table(False)
        elif event.matches(QKeySequence.StandardKey.Copy) and self.value is not None:
            self.copy_table()
        elif is_menu_key(event):
            self.menu().popup(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def table_is_shown(self) -> bool:
        """Whether the figures stand in the chart's place."""
        return self._table is not None and self._table.isVisibleTo(self)

    def show_table(self, shown: bool) -> None:
        """Show the figures instead of the marks, or the marks again."""
        if shown and self._table is None:
            self._table = TableOverlay(self)
            self._table.closed.connect(lambda: self.show_table(False))
            self._table.taking.offer(lambda: [("Show chart", lambda: self.show_table(False))])
        if self._table is None:
            return
        self._table.present(self.title, self.table())
        self._table.setGeometry(self.rect())
        self._table.setVisible(shown)
        (self._table if shown else self).setFocus()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def offers(self) -> Sequence[Offer]:
        """Lines of the menu that this chart has beside those of all charts."""
        return ()

    def menu(self) -> QMenu:
        """What can be done with the chart; the menu dies when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, do in self.offers():
            menu.addAction(words, do)
        if menu.actions():
            menu.addSeparator()
        menu.addAction(icons.icon("content-copy"), "Copy picture", self.copy_picture)
        menu.addAction("Copy table", self.copy_table).setShortcut(QKeySequence.StandardKey.Copy)
        shown = "Show chart" if self.table_is_shown() else "Show table"
        menu.addAction(shown, lambda: self.show_table(not self.table_is_shown())).setShortcut("T")
        menu.addSeparator()
        menu.addAction(icons.icon("download"), "Save picture…", self.save_picture)
        menu.addAction("Save table…", self.save_table)
        for action in menu.actions():
            action.setEnabled(self.value is not None)
            action.setShortcutVisibleInContextMenu(True)
        return menu

    def save_picture(self) -> None:
        """Ask for a file for the picture: of who listens to this chart, or else of the window."""
        if self.isSignalConnected(QMetaMethod.fromSignal(self.save_requested)):
            self.save_requested.emit()
        else:
            wish_of(self, SavePicture(self))

    def save_table(self) -> None:
        """Ask for a file for the figures."""
        wish_of(self, SaveTable(listed(self.title, self.table())))

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as it would stand on paper."""
        image = QImage.fromData(self.picture("png"))
        QGuiApplication.clipboard().setImage(image)
        wish_of(self, Say(f"The picture of {quoted(self.title)} was copied."))

    def copy_table(self) -> None:
        """Put the figures on the clipboard for a spreadsheet."""
        QGuiApplication.clipboard().setText(clipboard_text(self.table()))
        wish_of(self, Say(f"The table of {quoted(self.title)} was copied."))

    def picture(self, kind: str) -> bytes:
        """The chart on white paper with its title and legend: "png", "svg" or "pdf"."""
        from widgets.charts.paper import print_chart  # lazy: brings Matplotlib

        assert self.value is not None
        size = (self.width() / self.unit(), self.height() / self.unit())
        return print_chart(self.new_drawing, self.value, size, self.title, self.legend(), kind)

    def on_paper(self) -> tuple[Part, ...]:
        """The chart as it is printed; in the place of its marks the table, where that is shown."""
        value = self.value
        if value is None:
            return ()
        if self.table_is_shown():
            return (Heading(self.title), Rows(listed(self.title, self.table())))
        title, legend = self.title, self.legend()

        def draw(width: float, height: float, density: float) -> bytes:
            from widgets.charts.paper import header_height, print_chart  # lazy: brings Matplotlib

            size = (width, height - header_height(title, legend, width))
            return print_chart(self.new_drawing, value, size, title, legend, "png", density)

        share = self.width() / max(self.window().width(), 1)
        tall = (self.height() / self.unit() + 34) / max(self.width() / self.unit(), 1)
        return (Picture(title, self.sentence(), draw, share, tall),)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos().toPointF() / self.unit()
            text = self.hint_at(at.x(), at.y()) if self.value is not None else ""
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
