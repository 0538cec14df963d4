"""Whether a window can be shown here, decided before Qt starts: Qt itself ends the program."""

from __future__ import annotations

import ctypes
import os
import sys

from models.problems import LeadbenchError

# What Qt loads to draw on X11, and the Debian package that brings it.
_LIBRARIES = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libfreetype.so.6", "libfreetype6"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
)
_ON_X11 = (
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)


def has_screen() -> bool:
    """Whether there is a screen to show a window on, or a platform without one was asked for."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def require_libraries() -> None:
    """LeadbenchError with the line to copy where libraries that Qt needs are missing."""
    if not sys.platform.startswith("linux"):
        return
    on_x11 = bool(os.environ.get("DISPLAY")) and not os.environ.get("QT_QPA_PLATFORM")
    wanted = _LIBRARIES + (_ON_X11 if on_x11 else ())
    missing = [package for library, package in wanted if not _loads(library)]
    if missing:
        raise LeadbenchError(
            "Libraries that the window needs are missing here.",
            remedy="On Debian or Ubuntu run: sudo apt-get install -y --no-install-recommends "
            + " ".join(missing),
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
