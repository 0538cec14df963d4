"""The side of the page Tune with rules that the history proposes, to accept, edit or refuse."""

from __future__ import annotations

from workbench.pages.side_view import SideView
from workbench.session import Session


class ProposedView(SideView):
    """What is proposed is worked out when the side is first seen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Looking for rules", "Not looked")
        self.column.addStretch(1)
        self.frame()
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        self.show_body()

    def answered(self, found: object) -> None:
        """Present what was found."""
