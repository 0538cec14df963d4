"""What the import did, for `leadbench inspect`: the system recognised, stages, the report."""

from __future__ import annotations

from typing import Any

from models.leads.fields import Recipe
from models.leads.guessing.exports import Recognised, recognised
from models.leads.guessing.stages import guess_stages
from models.leads.import_changes import report_of
from models.leads.import_report import ImportReport
from models.leads.stages import Stage
from workbench.commands.sources import Found, zone_of


class ImportFacts:
    """The system that wrote a file, the stages before the outcome, and the report."""

    def __init__(self, found: Found, recipe: Recipe) -> None:
        self.system: Recognised | None = recognised(column.name for column in found.table.columns)
        self.stages: tuple[Stage, ...] = (
            guess_stages(found.table, recipe) if found.project is None else found.project.stages
        )
        self.report = self._report(found, recipe)

    @staticmethod
    def _report(found: Found, recipe: Recipe) -> ImportReport | None:
        """Of a file as it is read now, of a project as it was kept."""
        if found.imported is not None:
            return report_of(found.imported, recipe, zone_of(found.project))
        source = None if found.project is None else found.project.source
        return None if source is None else source.report

    def as_json(self) -> dict[str, Any]:
        """Keys beside the stable ones."""
        return {
            "looks_like": "" if self.system is None else self.system.export.name,
            "looks_like_by": [] if self.system is None else list(self.system.headers),
            "stages": [
                {
                    "name": stage.name,
                    "field": stage.field,
                    "values": list(stage.values),
                    "date": stage.date,
                }
                for stage in self.stages
            ],
            "report": None if self.report is None else _json_of(self.report),
        }

    def lines(self) -> list[str]:
        """The same to be read."""
        lines = [] if self.system is None else [self.system.sentence]
        for stage in self.stages:
            day = f", on the day of {stage.date}" if stage.date else ""
            values = " or ".join(stage.values) or "yes"
            lines.append(f"{stage.name}: {stage.field} is {values}{day}.")
        if self.report is not None:
            like = self.report.looks_like
            told = [line for line in self.report.sentences() if not like or like not in line]
            lines += told
        return lines


def _json_of(report: ImportReport) -> dict[str, Any]:
    return {
        "rows_in": report.rows_in,
        "rows": report.rows,
        "left_out": [{"count": rows.count, "why": rows.why} for rows in report.left_out],
        "ignored": list(report.ignored),
        "changes": [
            {
                "field": change.field,
                "rule": change.rule.value,
                "count": change.count,
                "examples": [list(pair) for pair in change.examples],
            }
            for change in report.changes
        ],
    }
