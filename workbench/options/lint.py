"""The options of `leadbench lint`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, add_model, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Tell what is unwise about a model: rules that never hit, repeat or contradict each\n"
        "other, limits that swallow points, thresholds out of reach, protected attributes and\n"
        "more. With leads the findings say how many are concerned; with outcomes, what speaks\n"
        "against a rule. Findings are no fault: the exit status is 0."
    )
    add_model(parser)
    add_leads(parser, optional=True)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import lint  # lazy: brings numpy

        lint.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)
