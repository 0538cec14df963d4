"""The style sheet: padding, borders and states of Qt's own controls, and nothing else.

What a control shows is the palette's and the delegates' work. Buttons have a dynamic property
`kind`: none (outlined), "main" (the one blue button), "quiet" (a link), "plain" (no frame until
hovered), "icon" (outlined square), "segment" (part of a switch; `place` first or last at its ends).
Other properties: `small`, `wrong` (an input whose value cannot be), `menu` (room for the arrow).
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from string import Template

from widgets.theme.tokens import Theme, mixed

IMAGES = Path(__file__).parent / "images"

_SHEET = Template("""
QToolTip { background: $tip; color: $ontip; border: 0; padding: ${p6}px ${p8}px; }

QPushButton { border: 1px solid $edge; border-radius: ${p4}px; padding: 0 ${p12}px;
  min-height: ${p28}px; background: $surface; color: $text; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $sunken; }
QPushButton:checked, QToolButton:checked { background: $sel; }
QPushButton:disabled { color: $text3; border-color: $line; background: transparent; }
QPushButton:focus { border-color: $accent; }
QPushButton[small="true"] { min-height: ${p24}px; padding: 0 ${p8}px; }
QPushButton[kind="main"] { background: $accent; border-color: $accent; color: $onaccent; }
QPushButton[kind="main"]:hover { background: $accenthover; border-color: $accenthover; }
QPushButton[kind="main"]:pressed { background: $accentpress; border-color: $accentpress; }
QPushButton[kind="main"]:disabled { background: $sunken; border-color: $line; color: $text3; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: $accent;
  padding: 0 ${p6}px; }
QPushButton[kind="plain"] { border-color: transparent; background: transparent; color: $text2;
  padding: 0 ${p6}px; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="plain"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="plain"]:pressed { background: $sunken; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="plain"]:disabled { color: $text3; }
QPushButton[kind="icon"] { padding: 0; min-width: ${p28}px; max-width: ${p28}px; }
QPushButton[kind="icon"][small="true"] { min-width: ${p24}px; max-width: ${p24}px; }
QPushButton[kind="segment"] { border-radius: 0; border-right-width: 0; color: $text2; }
QPushButton[kind="segment"]:checked { background: $sel; color: $text; }
QPushButton[kind="segment"][place="first"] { border-top-left-radius: ${p4}px;
  border-bottom-left-radius: ${p4}px; }
QPushButton[kind="segment"][place="last"] { border-top-right-radius: ${p4}px;
  border-bottom-right-radius: ${p4}px; border-right-width: 1px; }
QPushButton[menu="true"] { padding-right: ${p14}px; }
QPushButton[kind="icon"][menu="true"] { padding: 0; text-align: center; }
QPushButton[kind="icon"]::menu-indicator { image: none; width: 0; }
QPushButton::menu-indicator { image: url("$down"); width: ${p14}px; height: ${p14}px;
  subcontrol-origin: border; subcontrol-position: right center; right: ${p8}px; }
QPushButton, QToolButton, QMenu, QLineEdit, QTabBar, QComboBox, QAbstractItemView {
  icon-size: ${p16}px; }
QToolButton { border: 1px solid transparent; border-radius: ${p4}px; background: transparent;
  padding: ${p4}px; }
QToolButton[kind="icon"] { border-color: $edge; background: $surface; }
QToolButton[kind="icon"]:hover { background: $hover; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface;
  border: 1px solid $edge; border-radius: ${p4}px; color: $text;
  selection-background-color: $sel; selection-color: $text; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 0 ${p8}px; min-height: ${p28}px; }
QLineEdit[small="true"], QComboBox[small="true"], QAbstractSpinBox[small="true"] {
  min-height: ${p24}px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border-color: $accent; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] {
  border: 1px solid $err; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  color: $text3; border-color: $line; background: $canvas; }
QLineEdit:read-only { background: $canvas; border-color: $line; }
QComboBox { padding-right: ${p24}px; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: 0; width: ${p24}px; subcontrol-position: right center; }
QComboBox::down-arrow { image: url("$down"); width: ${p14}px; height: ${p14}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: ${p4}px;
  selection-background-color: $sel; selection-color: $text; outline: 0; }
QAbstractSpinBox { padding: 0 ${p18}px 0 0; max-height: ${p28}px; }
QAbstractSpinBox[small="true"] { max-height: ${p24}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; border-radius: 0;
  background: transparent; min-height: 0; }
QAbstractSpinBox QLineEdit { padding: 0 0 0 ${p6}px; }
QComboBox QLineEdit { padding: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border;
  width: ${p18}px; border-left: 1px solid $line; background: transparent; margin: 1px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: ${p11}px; height: ${p11}px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: ${p11}px; height: ${p11}px; }

QCheckBox, QRadioButton { spacing: ${p8}px; min-height: ${p24}px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator,
QMenu::indicator { width: ${p14}px; height: ${p14}px; border: 1px solid $edge;
  background: $surface; border-radius: ${p3}px; }
QRadioButton::indicator { border-radius: ${p7}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
  image: url("$dash"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
  image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $canvas;
  border-color: $line; }
QCheckBox::indicator:checked:disabled { image: url("$checkdisabled"); }

QMenuBar { background: $canvas; padding: 0 ${p8}px; spacing: 0; }
QMenuBar::item { padding: ${p4}px ${p10}px; background: transparent; border-radius: ${p3}px; }
QMenuBar::item:selected { background: $sel; }
QMenu { background: $surface; border: 1px solid $edge; padding: ${p4}px; }
QMenu::item { padding: ${p5}px ${p24}px ${p5}px ${p28}px; border-radius: ${p3}px; }
QMenu::item:selected { background: $sel; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { left: ${p6}px; }
QMenu::indicator { left: ${p6}px; }
QMenu::right-arrow { image: url("$right"); width: ${p14}px; height: ${p14}px; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p6}px; }

QTabBar { background: transparent; qproperty-drawBase: 0;
  qproperty-expanding: 0; }
QTabBar::tab { color: $text2; padding: ${p8}px 0 ${p6}px 0; margin-right: ${p20}px;
  border: 0; border-bottom: 2px solid transparent; background: transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:disabled { color: $text3; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }

QAbstractItemView { outline: 0; }
QTableView, QTreeView, QListView { border: 0; background: $surface; gridline-color: $grid;
  selection-background-color: $sel; selection-color: $text; }
QTableView[framed="true"], QListView[framed="true"] { border: 1px solid $line;
  border-radius: ${p4}px; }
QTableView QHeaderView::section:vertical { color: $text3; border-bottom: 1px solid $grid;
  border-right: 1px solid $line; background: $canvas; }
QTableCornerButton::section { border-right: 1px solid $line; background: $canvas; }
QListView::item, QTreeView::item { padding: ${p4}px ${p6}px; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $text2; border: 0;
  border-bottom: 1px solid $line; padding: 0 ${p8}px; min-height: ${p28}px; }
QTableCornerButton::section { background: $surface; border: 0; border-bottom: 1px solid $line; }
QScrollArea { border: 0; background: transparent; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: ${p10}px; }
QScrollBar:horizontal { height: ${p10}px; }
QScrollBar::handle { background: $edge; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p24}px; }
QScrollBar::handle:horizontal { min-width: ${p24}px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QSplitter[quiet="true"]::handle { background: transparent; }

QProgressBar { border: 0; background: $sunken; max-height: ${p6}px; min-height: ${p6}px;
  border-radius: ${p3}px; }
QProgressBar::chunk { background: $accent; border-radius: ${p3}px; }
QStatusBar { background: $canvas; color: $text2; border-top: 1px solid $line; }
QStatusBar QLabel { color: $text2; }
QStatusBar::item { border: 0; }
QToolBar { border: 0; spacing: ${p8}px; }
""")

_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 16, 18, 20, 24, 28)
_PICTURES = {
    "down": "down",
    "up": "up",
    "right": "right",
    "check": "check",
    "checkdisabled": "check-disabled",
    "dash": "dash",
    "dot": "dot",
}


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme at its scale."""
    values: dict[str, object] = {field.name: getattr(theme, field.name) for field in fields(theme)}
    values |= {f"p{length}": theme.px(length) for length in _LENGTHS}
    tone = "dark" if theme.dark else "light"
    values |= {
        name: (IMAGES / f"{picture}-{tone}.svg").as_posix() for name, picture in _PICTURES.items()
    }
    values["accentpress"] = mixed(theme.accent, theme.text, 0.25)
    return _SHEET.substitute(values)
