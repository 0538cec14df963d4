"""Which version of the program this is."""

from __future__ import annotations


def program_version() -> str:
    """The version of this program."""
    # lazy: slow to load, rarely asked for
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("leadbench")
    except PackageNotFoundError:
        return "(not installed)"
