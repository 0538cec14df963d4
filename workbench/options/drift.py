"""The options of `leadbench drift`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, add_model, day, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Compare newer leads with older ones: fields and scores that moved, conversion by band\n"
        "over time, rules that lost their lift, and whether to keep, watch or re-tune the model.\n"
        "OLD and NEW are two exports; one export is cut at a day of creation."
    )
    add_model(parser)
    add_leads(parser, several=True)
    parser.add_argument(
        "--split",
        type=day,
        metavar="DATE",
        help="of one export: the first day of creation of the newer leads; without it, of the "
        "newest quarter",
    )
    parser.add_argument(
        "--everybody",
        action="store_true",
        help="of two exports: compare all leads, not only the new ones with those as young",
    )
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import drift  # lazy: brings numpy

        exports = drift.Exports(tuple(chosen.leads), chosen.split, chosen.everybody)
        leads = lead_options(chosen)
        drift.run(chosen.model, chosen.model_name, exports, leads, chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)
