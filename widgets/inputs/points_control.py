"""Points as a slider and a spin box that say the same."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from widgets import theme
from widgets.inputs.points_slider import PointsSlider
from widgets.inputs.spin_box import SignedSpinBox


class PointsControl(QWidget):
    """Slider and spin box of one rule's points.

    `moved(points, gesture)`: a person gives other points; all steps of one drag or one burst of
    typing have the same gesture. `finished()`: the hand is off. `left()`: Esc with nothing to
    bring back. `width`: px at 100 % that it takes where it can.
    """

    moved = Signal(int, int)
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int = 0) -> None:
        super().__init__(parent)
        self._width = width
        self.slider = PointsSlider(self)
        self.spin = SignedSpinBox(self)
        self._look: tuple[int, int | None, int, bool, bool] = (0, None, 25, False, False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 3, 3, 3)  # room for the ring of the focus
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.spin)
        self.setFocusProxy(self.spin)
        if width:
            # Where it is narrow the slider gives way, not what stands beside it.
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            theme.observer().changed.connect(self.updateGeometry)
        self.slider.moved.connect(self._tell)
        self.spin.entered.connect(self._tell)
        for part in (self.slider, self.spin):
            part.finished.connect(self.finished)
            part.left.connect(self.left)

    def present(
        self,
        points: int,
        *,
        saved: int | None = None,
        span: int = 25,
        muted: bool = False,
        locked: bool = False,
        name: str = "",
    ) -> None:
        """Show points on a scale from -span to +span; `name` is the sentence they are for."""
        self._look = (points, saved, span, muted, locked)
        self._show()
        said = f"Points for {name}" if name else "Points"
        if self.spin.accessibleName() != said:
            self.spin.setAccessibleName(said)
            self.slider.setAccessibleName(said)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(theme.px(self._width), hint.height()) if self._width else hint

    @property
    def dragged(self) -> bool:
        """Whether a hand is on the slider."""
        return self.slider.dragged

    def type(self, event: QKeyEvent) -> None:
        """Begin typing with a key pressed elsewhere."""
        self.spin.type(event)

    def _tell(self, points: int, gesture: int) -> None:
        _, saved, span, muted, locked = self._look
        self._look = (points, saved, span, muted, locked)
        self._show()  # slider and spin box follow each other before anybody answers
        self.moved.emit(points, gesture)

    def _show(self) -> None:
        points, saved, span, muted, locked = self._look
        self.slider.present(points, saved, span=span, muted=muted, locked=locked)
        self.spin.present(points, saved, muted=muted, locked=locked)
