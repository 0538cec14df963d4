"""The ledger: balances of all leads and the lines of one, against the slow reference."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Selection, Test
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.ledger import EntryKind, balances_of, ledger_of
from models.scoring.masks import Masks
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.game import reference_ledger
from models.scoring.sight import Sight
from tests.models.scoring.runners import table

AS_OF = date(2024, 3, 15)
INPUTS = (
    Input("Lead", role=Role.ID),
    Input("Type", role=Role.ACTIVITY_TYPE),
    Input("Time", Kind.DATE, Role.ACTIVITY_TIME),
    Input("Page"),
)
DAYS = [AS_OF - timedelta(days=age) for age in (-2, 0, 1, 2, 3, 5, 8, 30, 31, 400)]
ROW = st.fixed_dictionaries(
    {
        "Lead": st.sampled_from(("1", "2", "3", "9")),
        "Type": st.sampled_from(("Click", "click", "Visit", "")),
        "Time": st.sampled_from(
            ("", *(f"{day}{time}" for day in DAYS for time in ("", " 08:00", " 09:30")))
        ),
        "Page": st.sampled_from(("", "Pricing", "Blog")),
    }
)
SELECTIONS = st.builds(
    Selection,
    st.sampled_from(((), ("Click",), ("visit", "Click"), ("Gone",))),
    st.sampled_from((None, FieldTest("Page", Test.IS, ("pricing",)))),
    st.sampled_from((None, 0, 2, 30)),
)


@st.composite
def games(draw: st.DrawFn) -> Game:
    quests = draw(
        st.lists(
            st.builds(
                Quest,
                st.just(""),
                st.sampled_from(("One", "Two")),
                SELECTIONS,
                st.integers(-9, 20),
                st.integers(0, 4),
                st.none() | st.integers(1, 3),
            ),
            max_size=4,
        )
    )
    badges = draw(
        st.lists(st.builds(Badge, st.just("B"), SELECTIONS, st.integers(1, 4)), max_size=3)
    )
    thresholds = draw(st.sets(st.integers(-20, 60), min_size=1, max_size=4))
    return Game(
        draw(st.integers(-20, 20)),
        tuple(
            Quest(f"q{place}", q.name, q.of, q.points, q.cool_down, q.most)
            for place, q in enumerate(quests)
        ),
        tuple(badges),
        tuple(Level(f"L{at}", at) for at in sorted(thresholds)),
    )


def leads_with(rows: list[dict[str, str]]) -> Leads:
    ids = [{"Lead": "1"}, {"Lead": "2"}, {"Lead": "3"}]
    leads = Leads(table(ids), Recipe((Input("Lead", role=Role.ID),)))
    if not rows:
        return leads
    return leads.with_activities(match(table(rows), ActivityRecipe(INPUTS), leads, "UTC"))


@settings(max_examples=400)
@given(st.lists(ROW, max_size=14), games())
def test_that_ledgers_and_balances_equal_the_reference(
    rows: list[dict[str, str]], game: Game
) -> None:
    leads = leads_with(rows)
    masks, sight = Masks(leads), Sight(AS_OF)
    balances = balances_of(game, masks, sight)
    for lead in range(3):
        own = [row for row in rows if row["Lead"] == str(lead + 1)]
        wanted = reference_ledger(game, ActivityRows(own, INPUTS), AS_OF)
        found = ledger_of(game, masks, sight, lead)
        assert [
            (e.kind.value, e.name, e.day, e.points, e.balance, game.levels[e.level].name)
            for e in found
        ] == [(e.what, e.name, e.day, e.points, e.balance, e.level) for e in wanted]
        assert int(balances.balance[lead]) == wanted[-1].balance
        assert game.levels[int(balances.level[lead])].name == wanted[-1].level
        won = [quest for quest in game.quests for _ in range(int(balances.awards[quest.id][lead]))]
        assert sorted(quest.name for quest in won) == sorted(
            line.name for line in wanted if line.what == "quest"
        )
        assert sum(int(has[lead]) for has in balances.badges) == sum(
            line.what == "badge" for line in wanted
        )


def test_that_a_quest_rests_and_ends() -> None:
    days = [AS_OF - timedelta(days=age) for age in (10, 9, 7, 4, 3)]
    rows = [{"Lead": "1", "Type": "Click", "Time": str(day), "Page": ""} for day in days]
    leads = leads_with(rows)
    quest = Quest("q", "Clicks", Selection(("click",)), 5, cool_down=3, most=2)
    game = Game(1, (quest,), (Badge("Fan", Selection(), 4),), (Level("A", 0), Level("B", 6)))
    lines = ledger_of(game, Masks(leads), Sight(AS_OF), 0)
    assert [(line.kind, line.balance, line.level) for line in lines] == [
        (EntryKind.OPENING, 1, 0),
        (EntryKind.QUEST, 6, 1),
        (EntryKind.QUEST, 11, 1),
        (EntryKind.BADGE, 11, 1),
    ]
    assert balances_of(game, Masks(leads), Sight(AS_OF)).balance.tolist() == [11, 1, 1]


def test_that_without_activities_there_is_the_opening_only() -> None:
    leads = leads_with([])
    quest = Quest("q", "Clicks", Selection(("click",)), 5, cool_down=3)
    game = Game(4, (quest,), (Badge("Fan", Selection(), 1),))
    masks = Masks(leads)
    assert balances_of(game, masks, Sight(AS_OF)).balance.tolist() == [4, 4, 4]
    assert [line.balance for line in ledger_of(game, masks, Sight(AS_OF), 1)] == [4]


def test_that_leads_below_every_level_hold_the_first() -> None:
    game = Game(-5, levels=(Level("A", 0), Level("B", 10)))
    leads = leads_with([])
    assert balances_of(game, Masks(leads), Sight(AS_OF)).level.tolist() == [0, 0, 0]
