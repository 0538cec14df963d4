"""Which packages of Python are here to run a proof."""

from __future__ import annotations

import importlib.metadata


def package_version(name: str) -> str:
    """The version of a package; "" where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
