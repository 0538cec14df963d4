"""The command line: `leadbench` opens the window, its commands do the same work without one.

Kept light: nothing but the standard library is imported before a command is chosen.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options import (
    abtest,
    chances,
    compare,
    demo,
    drift,
    evaluate,
    export,
    import_model,
    inspect_leads,
    lint,
    missing,
    schema,
    score,
    tune,
)
from workbench.options.asked import AT_FAULT, DONE, STOPPED, WRONG_USAGE
from workbench.program import program_version

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal

COMMANDS = (
    "demo",
    "inspect",
    "score",
    "evaluate",
    "compare",
    "tune",
    "chances",
    "missing",
    "abtest",
    "drift",
    "export",
    "lint",
    "import-model",
    "schema",
)
LONGEST = 20
"""A longer word is no slip of a command."""
READ_LEADS = "--read-leads"
"""What a frozen application is started with to be the child process that reads a file."""

DESCRIPTION = """\
Design a lead-scoring model and see at once what it would have found.

Without a command the window opens, on FILE if one is given (a project, or a table of leads).
Works offline: no account, no upload.
"""
EPILOG = """\
commands:
  demo          the sample project in the window; --offscreen DIR works without a screen
  inspect       what the import makes of a file: sheets, fields, kinds, problems
  score         a scored list of leads: .csv, .xlsx or .parquet
  evaluate      how a model would have done on leads whose outcome is known
  compare       two models on the same leads: which is better, and who moves
  tune          points learnt from history under your rules, from simple to exact
  chances       the chance to convert by score or by rules, judged on other leads
  missing       fields that leads lack: which would move most leads across the MQL line
  abtest        plan a live test, or analyse one when it is over
  drift         older and newer leads: what moved, and whether to keep the model
  export        the model for another system, with what does not fit and the proof
  lint          what is unwise about a model: findings with evidence and remedy
  import-model  a scorecard, Zoho's rules or an export as a model, with what is understood
  schema        the JSON Schema of a scoring model

leadbench COMMAND --help says more about each.
Exit status: 0 done, 1 the input or the model is at fault, 2 wrong usage.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments say; the exit status is given back."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [READ_LEADS]:
        from models.leads.readers.child import main as read  # lazy: only the child needs it

        read()
        return DONE
    if _is_slip(arguments):
        return WRONG_USAGE
    if argv is None:
        _keep_answers_apart()
    try:
        # Intermixed, so that LEADS may be left out and may come after the options.
        chosen = _parser(arguments).parse_intermixed_args(arguments)
        return _run(chosen)
    except SystemExit as leaving:  # argparse has said what is wrong
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _keep_answers_apart() -> None:
    """Standard output is for answers alone: what a library prints there by itself, as the solver of
    scipy may, goes to standard error.
    """
    out = sys.stdout
    if out is None or sys.stderr is None:  # a window without a terminal
        return
    try:
        place, other = out.fileno(), sys.stderr.fileno()
    except OSError:  # somebody has put something else in their place
        return
    own = os.dup(place)
    os.dup2(other, place)
    by_line = 1 if out.isatty() else -1
    sys.stdout = os.fdopen(own, "w", by_line, encoding=out.encoding, errors=out.errors)


def _run(chosen: argparse.Namespace) -> int:
    # lazy: they bring numpy with them, which --help and --version do not need
    from models.problems import LeadbenchError  # lazy: see above
    from workbench.commands.terminal import Terminal  # lazy: see above

    terminal = Terminal()
    try:
        run: Callable[[argparse.Namespace, Terminal], int] = chosen.run
        status = run(chosen, terminal)
        sys.stdout.flush()
    except LeadbenchError as error:
        terminal.fail(error)
        return AT_FAULT
    except KeyboardInterrupt:
        terminal.complain("Stopped; nothing was written.", "stopped")
        return STOPPED
    return status


def _is_slip(arguments: Sequence[str]) -> bool:
    """Whether the first word is neither a command nor a file but looks like a command; says so."""
    word = next(iter(arguments), "")
    if not word.isalpha() or len(word) > LONGEST or word in COMMANDS or Path(word).exists():
        return False
    near = get_close_matches(word.lower(), COMMANDS, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"The commands are {', '.join(COMMANDS)}."
    print(f"leadbench: error: There is no command or file {word}. {remedy}", file=sys.stderr)
    return True


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for the command that the arguments name; the window's where they name none."""
    command = next(iter(arguments), "")
    add = {
        "demo": demo.add,
        "inspect": inspect_leads.add,
        "score": score.add,
        "evaluate": evaluate.add,
        "compare": compare.add,
        "tune": tune.add,
        "chances": chances.add,
        "missing": missing.add,
        "abtest": abtest.add,
        "drift": drift.add,
        "export": export.add,
        "lint": lint.add,
        "import-model": import_model.add,
        "schema": schema.add,
    }.get(command)
    if add is None:
        return _window()
    parser = argparse.ArgumentParser(
        prog=f"leadbench {command}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", help=argparse.SUPPRESS)
    add(parser)
    return parser


def _window() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="leadbench",
        usage="leadbench [FILE]\n       leadbench COMMAND ... ",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what to open")
    parser.add_argument("--version", action="version", version=f"Leadbench {program_version()}")

    def run(chosen: argparse.Namespace, _terminal: Terminal) -> int:
        from workbench.commands import window  # lazy: only this needs a screen

        return window.run(chosen.file)

    parser.set_defaults(run=run)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
