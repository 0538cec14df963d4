"""Merged leads, some left out, are scored as the slow reference scores them one by one."""

from __future__ import annotations

from dataclasses import replace

from models.leads.duplicates.rule import DuplicateRule
from models.project.document import LeftOut, Merges, Project, Source
from models.project.population import population_of
from models.scoring.model import ScoringModel
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked, Done, by_reference, from_engine
from tests.models.scoring.scorable_models import random_models

SPELLED = tuple(
    replace(item, spellings=(*item.spellings, ("germany", "Chile"), ("yes", "no"), ("7", "8")))
    for item in INPUTS
)
GROUPS = ((3, 7), (10, 2, 5), (20, 21), (11, 25, 1, 0))
LEADS = 30


def together(done: Done, rows: tuple[int, ...]) -> tuple[list[object], list[object]]:
    """What several leads have done, in the order of the file, and the kinds of the cells."""
    places = [(at, -row) for row in rows for at in range(len(done.rows[row]))]
    ordered = [(-row, at) for at, row in sorted(places)]
    said = [done.cells[row][at] if done.cells else {} for row, at in ordered]
    return [done.rows[row][at] for row, at in ordered], said


def agree(seed: int, model: ScoringModel) -> int:
    rows, kinds = nasty_leads(seed, LEADS)
    done = done_by(seed, rows)
    leads = Asked(rows, SPELLED, AS_OF, kinds, done).leads(model.zone)
    mark = leads.raw.fingerprint
    conditions = [rule.when for rule in model.rules() if rule.when is not None][:1]
    project = Project(
        source=Source(mark, "leads.csv", LEADS),
        recipe=leads.recipe,
        merges=Merges(DuplicateRule(fill=False), mark, GROUPS),
        left_out=tuple(LeftOut("Out", when) for when in conditions),
    )
    found = population_of(project, leads, AS_OF)
    assert found.merged == sum(len(group) - 1 for group in GROUPS)
    engine = from_engine(model, found.leads, AS_OF)
    members = {group[0]: group for group in GROUPS}
    kept = found.rows.tolist()
    acted = [together(done, members.get(row, (row,))) for row in kept]
    reference = by_reference(
        model,
        [rows[row] for row in kept],
        SPELLED,
        AS_OF,
        [kinds[row] for row in kept],
        Done(done.inputs, [what for what, _ in acted], [said for _, said in acted]),  # type: ignore[arg-type]
    )
    for place, (one, other) in enumerate(zip(engine, reference, strict=True)):
        assert one == other, (seed, kept[place], ascii(rows[kept[place]]))
    return len(kept)


def test_that_merged_and_left_out_leads_are_scored_as_the_reference_does() -> None:
    scored = [agree(seed, model) for seed, model in enumerate(random_models(77, 40))]
    assert min(scored) < LEADS - 7 < LEADS
    assert sum(scored) > 40 * 10
