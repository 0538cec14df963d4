"""Settings per user: one frozen value, every field with its default, kept in an ini file."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

MOST_RECENT = 12
SCALES = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class Settings:
    """What a person set for all projects. `theme`: "system", "light" or "dark"; `scale` percent.

    `export_options`: lines of what is chosen for the systems on the page Export.
    """

    theme: str = "system"
    scale: int = 100
    author: str = ""
    recent: tuple[str, ...] = ()
    geometry: bytes = b""
    splitters: tuple[tuple[str, bytes], ...] = ()
    last_folder: str = ""
    export_options: tuple[str, ...] = ()

    def splitter(self, name: str) -> bytes:
        """The remembered state of a splitter; empty where there is none."""
        return dict(self.splitters).get(name, b"")

    def with_splitter(self, name: str, state: bytes) -> Settings:
        """The settings with that splitter's state remembered."""
        kept = {**dict(self.splitters), name: state}
        return replace(self, splitters=tuple(sorted(kept.items())))

    def with_recent(self, path: str) -> Settings:
        """The settings with a file moved to the front of the recent ones."""
        others = [item for item in self.recent if item != path]
        return replace(self, recent=(path, *others)[:MOST_RECENT])

    def without_recent(self, path: str) -> Settings:
        """The settings with a file dropped from the recent ones."""
        return replace(self, recent=tuple(item for item in self.recent if item != path))


class SettingsStore(QObject):
    """The settings of this user: read once, written at every change."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Leadbench", "Leadbench"
        )
        self.value = self._read()

    def change(self, **changes: Any) -> None:
        """Change some fields; everybody who listens is told once."""
        self.put(replace(self.value, **changes))

    def put(self, value: Settings) -> None:
        """Take and keep new settings."""
        if value == self.value:
            return
        self.value = value
        for item in fields(Settings):
            self._file.setValue(item.name, _stored(item.name, getattr(value, item.name)))
        self.changed.emit(value)

    def _read(self) -> Settings:
        defaults = Settings()
        found = {}
        for item in fields(Settings):
            if self._file.contains(item.name):
                found[item.name] = _loaded(
                    self._file.value(item.name), getattr(defaults, item.name), item.name
                )
        return replace(defaults, **found)


def _stored(name: str, value: Any) -> Any:
    if name == "splitters":
        return [f"{key}={state.hex()}" for key, state in value]
    if isinstance(value, bytes):
        return value.hex()
    return list(value) if isinstance(value, tuple) else value


def _loaded(value: Any, default: Any, name: str) -> Any:
    """A stored value in the type of its default; what does not fit is the default."""
    if isinstance(default, tuple):
        # An ini file gives a list of one back as the text itself.
        texts = [value] if isinstance(value, str) else list(value or [])
        texts = [str(text) for text in texts if text]
        if name != "splitters":
            return tuple(texts)
        pairs = (text.partition("=") for text in texts)
        return tuple((key, _bytes(state)) for key, _, state in pairs)
    if isinstance(default, bytes):
        return _bytes(str(value))
    if isinstance(default, int):
        try:
            return max(min(int(value), SCALES[-1]), SCALES[0])
        except (TypeError, ValueError):
            return default
    return str(value)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
