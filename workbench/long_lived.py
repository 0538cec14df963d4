"""What is loaded for long is left out of Python's full collections.

Such a collection looks at every object there is, in whichever thread it comes due, and all others
wait: with the pages and their charts loaded that is a tenth of a second.
"""

from __future__ import annotations

import gc

YOUNG = 1
"""Generations that are cleared first: few objects, so that little waste is kept."""


def keep_loaded() -> None:
    """Look at nothing that is there now any more; what is dropped is freed all the same."""
    gc.collect(YOUNG)
    gc.freeze()


def let_go() -> None:
    """Look at everything again, circles that nobody holds included."""
    gc.unfreeze()
