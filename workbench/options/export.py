"""The options of `leadbench export`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import AT_FAULT, DONE, add_json, add_leads, lead_options
from workbench.program import program_version

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Write a model for another system: first what the system cannot express and what that\n"
        "costs on your leads, then the export, then, with --verify, the proof by the system's own\n"
        "engine. --to list names the targets."
    )
    parser.add_argument(
        "--model", type=Path, metavar="MODEL", help="a model's JSON file, or a project"
    )
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )
    parser.add_argument("--to", required=True, metavar="TARGET", help="a target, or list")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="the file to write; a folder where an export has several",
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="an option of the target; --to list names them",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="run the export by the engines that are installed and compare every lead",
    )
    add_leads(parser, optional=True)
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import export  # lazy: brings numpy

        choice = export.Choice(
            chosen.model,
            chosen.model_name,
            chosen.to,
            chosen.out,
            tuple(chosen.option),
            chosen.verify,
        )
        holds = export.run(
            choice, chosen.leads, lead_options(chosen), program_version(), chosen.json, terminal
        )
        return DONE if holds else AT_FAULT

    parser.set_defaults(run=run)
