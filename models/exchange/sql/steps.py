"""The steps of a statement: one for each part of the score. Values and their text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDTH = 100
BREAK = "\0"
"""Where a line ends in an expression: a literal may hold ends of lines, but never this."""


@dataclass(frozen=True)
class Output:
    """A column that a step makes: its expression, its name, and a remark above it.

    An expression "" hands the column of that name on.
    """

    sql: str
    name: str
    remark: str = ""


@dataclass(frozen=True)
class Step:
    """One common table expression. `source`: what it reads, after FROM."""

    name: str
    remark: str
    outputs: tuple[Output, ...]
    source: str

    def handing_on(self, names: Sequence[str]) -> Step:
        """The same step with these columns before its own."""
        return replace(self, outputs=(*(Output("", name) for name in names), *self.outputs))


def one_line(text: str) -> str:
    """A text that stays within the line of a comment: no ends of lines, no invisible signs."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def comment(text: str, indent: str = "") -> list[str]:
    """A remark as lines that begin with "-- "."""
    lines = textwrap.wrap(
        one_line(text), WIDTH - len(indent) - 3, break_long_words=False, break_on_hyphens=False
    )
    return [f"{indent}-- {line}" for line in lines]


def case(lines: Sequence[tuple[str, str]], otherwise: str) -> str:
    """CASE with a line for each condition; without any it is what is otherwise."""
    if not lines:
        return otherwise
    whens = "".join(f"  WHEN {condition} THEN {value}{BREAK}" for condition, value in lines)
    return f"CASE{BREAK}{whens}  ELSE {otherwise}{BREAK}END"


def clamped(sql: str, least: int | None, most: int | None) -> str:
    """An expression within two ends."""
    lines = []
    if least is not None:
        lines.append((f"{sql} < {least}", str(least)))
    if most is not None:
        lines.append((f"{sql} > {most}", str(most)))
    if not lines:
        return sql
    return f"CASE {' '.join(f'WHEN {c} THEN {v}' for c, v in lines)} ELSE {sql} END"


def select_text(outputs: Sequence[Output], source: str, indent: str = "  ") -> list[str]:
    """SELECT with a column a line; columns that are handed on share lines."""
    lines = [f"{indent}SELECT"]
    inner = indent + "  "
    handed: list[str] = []

    def flush(end: str) -> None:
        if handed:
            text = ", ".join(handed) + end
            lines.extend(
                textwrap.wrap(
                    text,
                    WIDTH,
                    initial_indent=inner,
                    subsequent_indent=inner,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
            handed.clear()

    for place, output in enumerate(outputs):
        end = "," if place + 1 < len(outputs) else ""
        if not output.sql and not output.remark:
            handed.append(output.name)
            following = outputs[place + 1] if end else None
            if following is None or following.sql or following.remark:
                flush(end)
            continue
        if output.remark:
            lines += comment(output.remark, inner)
        text = f"{output.sql} AS {output.name}" if output.sql else output.name
        lines += [inner + line for line in f"{text}{end}".split(BREAK)]
    lines.append(f"{indent}FROM {source}")
    return lines


def statement_text(steps: Sequence[Step], last: Step, keeps: bool) -> str:
    """WITH and its steps, then what is selected at the end."""
    kept = " AS MATERIALIZED (" if keeps else " AS ("
    lines = []
    for place, step in enumerate(steps):
        lines += comment(step.remark)
        lines.append(f"{'WITH ' if place == 0 else ''}{step.name}{kept}")
        lines += select_text(step.outputs, step.source)
        lines.append(")," if place + 1 < len(steps) else ")")
    lines += comment(last.remark)
    lines += select_text(last.outputs, last.source, "")
    return "\n".join(lines)
