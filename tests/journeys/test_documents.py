"""The guide, the README and the page on real data: their commands run, their answers are right.

In a code block a line that begins with `leadbench` is a command; the other lines are part of what
it says. Commands on public data run where the data are.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench import command_line

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/guide.md", "docs/real-data.md")
PICTURES = ROOT / "docs" / "pictures"
DATA = Path(os.environ.get("LEADBENCH_DATA", ROOT.parent / "shared" / "data"))
SAMPLE = ROOT / "sample_projects" / "b2b_software"
BANK = DATA / "bank-marketing" / "bank-additional-full.csv"
CRM, FUNNEL = DATA / "crm-export-zoho-style", DATA / "olist-funnel"
FILES = {
    "leads.csv": SAMPLE / "leads.csv",
    "next-month.csv": SAMPLE / "leads.csv",
    "activities.csv": SAMPLE / "activities.csv",
    "model.json": SAMPLE / "model.json",
    "scorecard.csv": SAMPLE / "scorecard.csv",
    "activities_model.json": SAMPLE / "activities_model.json",
    "bank-additional-full.csv": BANK,
    "Leads.csv": CRM / "Leads.csv",
    "Calls.csv": CRM / "Calls.csv",
    "Potentials.csv": CRM / "Potentials.csv",
    "sellers.csv": FUNNEL / "olist_marketing_qualified_leads_dataset.csv",
    "closed_deals.csv": FUNNEL / "olist_closed_deals_dataset.csv",
}


@dataclass(frozen=True)
class Shown:
    """A command of a page and the lines of its answer that the page shows."""

    page: str
    command: str
    lines: tuple[str, ...]


def shown(page: str) -> Iterator[Shown]:
    blocks = re.findall(r"(?m)(?:^ {4}.*\n)+", (ROOT / page).read_text("utf-8"))
    for block in blocks:
        parts = re.split(r"(?m)^ {4}(?=leadbench )", block)[1:]
        for part in parts:
            command, *lines = (line.strip() for line in part.strip().split("\n"))
            yield Shown(page, command, tuple(lines))


COMMANDS = [one for page in PAGES for one in shown(page)]


def plain(text: str) -> str:
    """Without what only the eye of a reader needs: several or narrow spaces."""
    return " ".join(text.split())


def lay_out(folder: Path, words: list[str]) -> None:
    """Put beside each other what the command names; skip where public data are not here."""
    (folder / "sample_projects").symlink_to(ROOT / "sample_projects")
    for word in words:
        if word in FILES:
            if not FILES[word].is_file():
                pytest.skip("the public data are not here")
            (folder / word).symlink_to(FILES[word])


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: f"{one.page}: {one.command}")
def test_that_a_command_of_the_pages_says_what_they_show(
    one: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = shlex.split(one.command)[1:]
    lay_out(tmp_path, words)
    monkeypatch.chdir(tmp_path)
    status = command_line.main(words)
    said = capsys.readouterr()
    if "--verify" in words and "is installed" in said.err:
        pytest.skip("the engine of the proof is not here")
    assert status == 0, said.err
    answer = plain(said.out)
    assert [line for line in one.lines if plain(line) not in answer] == []


def test_that_the_pages_have_commands_for_the_sample_and_for_real_data() -> None:
    for page in PAGES:
        assert [one for one in COMMANDS if one.page == page], page
    verbs = {one.command.split()[1] for one in COMMANDS}
    assert {"inspect", "score", "evaluate", "lint"} <= verbs
    text = " ".join(one.command for one in COMMANDS)
    for option in ("--activities", "--account", "--as-of created+30d", "--outcome", "--deals"):
        assert option in text


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_that_the_readme_names_every_command() -> None:
    named = re.findall(r"(?m)^\| `leadbench ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(named) == sorted(command_line.COMMANDS)


def test_that_links_of_the_pages_lead_somewhere() -> None:
    lost = []
    for page in pages():
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            if "://" in target:
                continue
            name, _, anchor = target.partition("#")
            path = (page.parent / name).resolve() if name else page
            if not path.exists() or (anchor and anchor not in anchors(path)):
                lost.append(f"{page.relative_to(ROOT)}: {target}")
    assert lost == []


def test_that_each_picture_is_shown_is_small_and_can_be_made_again() -> None:
    text = "\n".join(page.read_text("utf-8") for page in pages())
    program = (ROOT / "docs" / "make_pictures.py").read_text("utf-8")
    kept = sorted(PICTURES.glob("*.png"))
    assert len(kept) > 20
    assert [path.name for path in kept if f"pictures/{path.name}" not in text] == []
    assert [path.name for path in kept if f'"{path.stem}"' not in program] == []
    assert [path.name for path in kept if path.stat().st_size > 200_000] == []


SYSTEMS = (
    "explicit", "implicit", "negative", "weights, limits, scale", "thresholds", "degradation",
    "fast track", "dynamic", "social", "gamified", "account-based",
)  # fmt: skip


def test_that_the_guide_shows_every_way_to_score() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    table = guide.partition("## Every way to score")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| [")]
    for name, row in zip(SYSTEMS, rows, strict=True):
        assert name in row
        assert "pictures/" in row
