from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.duplicates.alike import Comparison, likeness
from models.leads.duplicates.evidence import evidence, names_differ, too_large, why
from models.leads.duplicates.find import Duplicates, find_duplicates
from models.leads.duplicates.report import report_of
from models.leads.duplicates.rule import Match
from models.leads.readers.contract import Cancelled
from tests.models.leads.duplicates.people_table import leads_of
from tests.models.leads.duplicates.slow_duplicates import Person, Slow, alike

ALL = tuple(Match)
WORDS = {Match.ID: "id", Match.EMAIL: "email", Match.NAME: "name"}

names = st.sampled_from(
    [
        *(
            "Anna Meyer",
            "Anna Meier",
            "Meyer, Anna",
            "ANNA MEYER",
            "Anne Meyer",
            "Anna Maria Meyer",
        ),
        *("José Núñez", "Jose Nunez", "Josè Nuñes", "Peter O'Brien", "Peter OBrien", "", "N/A"),
        *("Meyer", "Li Wei", "Li Wen", "王小明", "Shop 12", "Shop 13", "Christopher Williams"),
        *("Christofer Williams", "Christofer Wiliams", "Cristofer Wiliams", "test"),
    ]
)
companies = st.sampled_from(
    [
        *("Acme GmbH", "ACME", "Acme Inc.", "Acmee", "Siemens AG", "Siemens Energy", "Siemens"),
        *(
            "",
            "n/a",
            "Branch 1 Holding",
            "Branch 2 Holding",
            "Hammerschmidt Bau",
            "Hammerschmid Bau",
        ),
        "Hammerschmidt Baun",
    ]
)
emails = st.sampled_from(
    [
        *("anna@acme.com", "ANNA@acme.com ", "a.meyer@acme.com", "info@acme.com", "x@siemens.com"),
        *("", "none", "anna@gmail.com", "an.na@gmail.com", "anna+x@gmail.com", "info@siemens.com"),
    ]
)
ids = st.sampled_from(["", "1", "2", "A1", "a1", "3", "4", "5", "6", "7"])
people = st.lists(st.builds(Person, ids, emails, names, companies), max_size=24)


def found(rows: list[Person], *by: Match, alike: float = 0.9, **more: object) -> Duplicates:
    return find_duplicates(leads_of(rows), by or ALL, alike, **more)  # type: ignore[arg-type]


def groups(duplicates: Duplicates) -> list[tuple[int, ...]]:
    return [group.rows for group in duplicates.groups]


@settings(max_examples=300)
@given(
    people, st.sets(st.sampled_from(ALL), min_size=1), st.sampled_from([0.8, 0.85, 0.9, 0.95, 1])
)
def test_that_the_groups_are_those_that_comparing_all_with_all_finds(
    rows: list[Person], by: set[Match], threshold: float
) -> None:
    fast = found(rows, *by, alike=threshold)
    slow = Slow(rows, [WORDS[match] for match in by], threshold)
    assert set(groups(fast)) == slow.groups


LETTERS = st.text(st.sampled_from("aabcdeß ñ12"), min_size=1, max_size=14)


@given(st.lists(LETTERS.map(str.strip).filter(bool), max_size=12), st.sampled_from([0.7, 0.8, 0.9]))
def test_that_every_pair_that_is_alike_is_found_and_no_other(
    texts: list[str], threshold: float
) -> None:
    texts = [" ".join(text.split()) for text in texts]
    pairs = Comparison(texts).within(np.zeros(len(texts), dtype=np.int64), threshold)
    fast = {
        (left, right): like
        for left, right, like in zip(
            pairs.left.tolist(), pairs.right.tolist(), pairs.likeness.tolist(), strict=True
        )
    }
    slow = {
        (one, other): alike(texts[one], texts[other])
        for one in range(len(texts))
        for other in range(one + 1, len(texts))
        if alike(texts[one], texts[other]) >= threshold - 1e-9
    }
    assert fast.keys() == slow.keys()
    assert all(fast[pair] == pytest.approx(slow[pair]) for pair in slow)
    assert all(likeness(texts[a], texts[b]) == pytest.approx(like) for (a, b), like in slow.items())


@given(people)
def test_that_leads_of_the_same_email_are_as_many_as_pandas_counts(rows: list[Person]) -> None:
    fast = found(rows, Match.EMAIL)
    mails = pd.Series([row.email.strip().lower() for row in rows], dtype=object)
    real = mails[mails.str.contains("@", regex=False) & ~mails.str.startswith("info@")]
    assert fast.repeats >= int(real.duplicated().sum())
    plain = [
        group for group in groups(fast) if not mails.iloc[list(group)].str.startswith("info@").any()
    ]
    assert sum(len(group) - 1 for group in plain) == int(real.duplicated().sum())


def test_that_blanks_and_what_is_no_address_make_nobody_the_same() -> None:
    rows = [Person("", "", "", ""), Person("", "", "", ""), Person("", "none"), Person("", "none")]
    fast = found(rows)
    assert groups(fast) == []
    report = report_of(fast)
    assert report.no_addresses == 2
    assert "“none”" in report.problems()[0].what


def test_that_ids_keep_their_capitals_and_emails_do_not() -> None:
    rows = [Person("00Qa", "A@x.com"), Person("00QA", "a@X.com"), Person("00Qa", "b@x.com")]
    assert groups(found(rows, Match.ID)) == [(0, 2)]
    assert groups(found(rows, Match.EMAIL)) == [(0, 1)]


def test_that_dots_and_plus_in_an_email_are_not_folded_in_silence() -> None:
    rows = [
        Person("1", "an.na@gmail.com"),
        Person("2", "anna@gmail.com"),
        Person("3", "anna+a@gmail.com"),
    ]
    assert groups(found(rows)) == []


def test_that_a_shared_mailbox_is_one_lead_only_with_the_name() -> None:
    rows = [
        Person("1", "info@acme.com", "Anna Meyer"),
        Person("2", "info@acme.com", "Bert Schulz"),
        Person("3", "INFO@acme.com", "Meyer, Anna"),
        Person("4", "info@acme.com"),
    ]
    fast = found(rows, Match.EMAIL)
    assert groups(fast) == [(0, 2)]
    assert (
        "mailbox of several people, such as “info@acme.com”" in report_of(fast).problems()[0].what
    )


def test_that_the_host_of_free_mail_is_no_company() -> None:
    rows = [Person("1", "a@gmail.com", "Anna Meyer"), Person("2", "b@gmail.com", "Anna Meyer")]
    assert groups(found(rows)) == []
    own = [Person("1", "a@acme.com", "Anna Meyer"), Person("2", "b@acme.com", "Meyer Anna")]
    assert groups(found(own)) == [(0, 1)]
    assert why(found(own), 0, 1) == ("same name", "same e-mail domain")


def test_that_a_host_of_many_companies_is_nobodys_own() -> None:
    rows = [
        Person(str(n), f"a{n}@post.example", "Anna Meyer", f"{'ABCDE'[n] * 6}") for n in range(5)
    ]
    fast = found(rows)
    assert groups(fast) == []
    assert fast.keys.common_hosts == ("post.example",)


def test_that_legal_forms_accents_and_the_order_of_words_tell_nobody_apart() -> None:
    rows = [
        Person("1", "", "José Núñez", "Müller & Söhne GmbH & Co. KG"),
        Person("2", "", "NUNEZ, JOSE", "Muller und Sohne"),
        Person("3", "", "José Núñez", "Müller Bau AG"),
    ]
    fast = found(rows)
    assert groups(fast) == [(0, 1)]
    assert evidence(fast, fast.groups[0]) == ("name", "same company")


def test_that_short_names_must_be_the_same_and_numbers_too() -> None:
    rows = [
        *(Person("1", "", "Li Wei", "Acme"), Person("2", "", "Li Wen", "Acme")),
        *(Person("3", "", "Branch office 12", "Acme"), Person("4", "", "Branch office 13", "Acme")),
        *(Person("5", "", "Anna Schmidt", "Acme"), Person("6", "", "Anna Schmitt", "Acme")),
    ]
    fast = found(rows)
    assert groups(fast) == [(4, 5)]
    assert evidence(fast, fast.groups[0]) == ("name 0.91 alike", "same company")


def test_that_a_chain_of_likeness_does_not_join_what_is_unlike() -> None:
    chain = ["Christopher Williams", "Christofer Williams", "Christofer Wiliam", "Kristofer Wilam"]
    rows = [Person(str(place), "", name, "Acme") for place, name in enumerate(chain)]
    fast = found(rows)
    assert likeness("christopher williams", "christofer wiliam") < 0.9
    assert groups(fast) == [(1, 2)]  # the two that are most alike
    assert [(one, other) for one, other, _ in fast.chains] == [(0, 1)]
    assert "1 pair is alike but not joined" in report_of(fast).problems()[-1].what


def test_that_where_only_last_names_are_known_other_emails_are_other_people() -> None:
    rows = [
        Person("1", "a@x.com", "Denson", "Acme"),
        Person("2", "b@x.com", "Denson", "Acme"),
        Person("3", "", "Hall", "Acme"),
        Person("4", "c@x.com", "Hall", "Acme"),
    ]
    fast = found(rows)
    assert groups(fast) == [(2, 3)]
    assert report_of(fast).last_names


def test_that_a_value_of_too_many_leads_joins_nobody_and_is_shown() -> None:
    rows = [Person(str(n), "nobody@nowhere.com", f"{n} x", "") for n in range(60)]
    rows += [Person("same", "a@b.de"), Person("same", "a@c.de"), Person("0", "nobody@nowhere.com")]
    fast = found(rows)
    assert groups(fast) == [(0, 62), (60, 61)]
    assert [len(group.rows) for group in fast.large] == [61]
    assert "61 leads share an e-mail" in too_large(fast.large[0])
    assert report_of(fast).large_leads == 61


def test_that_a_lead_that_is_kept_apart_joins_nobody() -> None:
    rows = [Person("1", "a@b.de"), Person("2", "a@b.de"), Person("3", "a@b.de")]
    fast = found(rows, apart=("2",))
    assert groups(fast) == [(0, 2)]
    assert fast.apart == 1


def test_that_leads_of_one_email_with_other_names_are_marked() -> None:
    rows = [
        *(Person("1", "a@b.de", "Anna Meyer"), Person("2", "a@b.de", "Bert Schulz")),
        *(Person("3", "c@b.de", "Anna Meyer"), Person("4", "c@b.de", "A. Meyer")),
    ]
    fast = found(rows, Match.EMAIL)
    assert [names_differ(fast, group) for group in fast.groups] == [True, False]


def test_that_what_joined_a_group_is_told() -> None:
    rows = [
        Person("1", "a@b.de", "Anna Meyer", "Acme"),
        Person("1", "c@b.de", "Anna Meyer", "Acme Ltd"),
        Person("2", "a@b.de", "Bert Schulz", "Zeta"),
    ]
    fast = found(rows)
    assert groups(fast) == [(0, 1, 2)]
    assert fast.groups[0].by == (Match.ID, Match.EMAIL, Match.NAME)
    assert evidence(fast, fast.groups[0]) == ("id", "e-mail", "name", "same e-mail domain")
    assert why(fast, 0, 1) == ("same id", "same name", "same company")
    assert why(fast, 0, 2) == ("same e-mail",)
    assert why(fast, 1, 2) == ()
    assert report_of(fast).sentence() == (
        "2 leads of 3 repeat another, in 1 group: 1 by the same id."
    )


def test_that_a_search_stops_when_somebody_wants_it_and_tells_how_far_it_is() -> None:
    rows = [Person("1", "a@b.de", "Anna Meyer", "Acme")] * 3
    with pytest.raises(Cancelled):
        found(rows, cancelled=lambda: True)
    said: list[tuple[str, int, int]] = []
    found(rows, progress=lambda *told: said.append(told))
    assert [(done, total) for _, done, total in said] == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_that_fields_without_a_name_for_it_are_not_compared() -> None:
    leads = leads_of([Person("1", "a@b.de", "Anna Meyer", "Acme")] * 2)
    only = leads.read_as(type(leads.recipe)(leads.recipe.inputs[2:3]))
    fast = find_duplicates(only, ALL)
    assert fast.compared.possible == ()
    assert fast.groups == ()
