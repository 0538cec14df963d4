"""The template for what is sold to people themselves: shops, subscriptions, appointments."""

from __future__ import annotations

from models.scoring.conditions import AnyOf, FieldTest, Inactive, Test
from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.model import Axis, Band, Move, Override, ScoringModel
from models.scoring.templates.template import Template
from models.scoring.templates.writing import (
    ask,
    at_least,
    by_range,
    by_value,
    each,
    falls_in,
    given,
    group,
    happened,
    known,
    one_of,
    yes,
)

_WHO, _WHO_INSTEAD = group(
    "who",
    "Fit",
    (
        ask(
            "Where we deliver",
            "An order from elsewhere has to be refused. Change the list to yours.",
            given(
                8,
                one_of(
                    "Country",
                    "Germany",
                    "Deutschland",
                    "DE",
                    "Austria",
                    "Österreich",
                    "AT",
                    "United Kingdom",
                    "UK",
                    "GB",
                    "United States",
                    "USA",
                    "US",
                ),
            ),
        ),
        ask(
            "Bought before",
            "The best sign of an order is an earlier order.",
            by_range("Orders", (1, 10), (2, 16), (5, 20)),
        ),
        ask(
            "Spent so far",
            "Who spent more before is used to our prices.",
            by_range("Total spend", (50, 4), (200, 8), (1000, 12)),
        ),
        ask(
            "Agreed to be written to",
            "Without consent there is no way to bring an offer.",
            given(6, yes("Consent")),
        ),
        ask(
            "Said what they like",
            "Interests let us show the right things first.",
            given(4, known("Interests")),
        ),
        ask(
            "Phone is known",
            "Needed for delivery, and given by those who mean to order.",
            given(3, known("Phone")),
        ),
        ask(
            "Where they came from",
            "Friends of customers stay; bargain hunters from coupon sites leave.",
            by_value(
                "Lead source",
                Referral=8,
                Empfehlung=8,
                Newsletter=5,
                Organic_search=4,
                Direct=4,
                Social=2,
                Website=3,
            ),
        ),
    ),
    Axis.FIT,
    "explicit",
    (0, 50),
    note="Who they are to us. Age, sex and family are left out on purpose: they say less than "
    "what people do, and using them can be unlawful.",
)

_DID, _DID_INSTEAD = group(
    "did",
    "Engagement",
    (
        ask(
            "Started to pay",
            "Closest to an order: a reminder within the hour often finishes it.",
            each("Checkout", 18),
            given(18, at_least("Checkout", 1)),
        ),
        ask(
            "Put something into the cart",
            "Chose, but has not decided.",
            each("Cart", 9, 2),
            by_range("Cart", (1, 9), (2, 18)),
        ),
        ask(
            "Looked at products",
            "One look says nothing; ten looks are a search for something.",
            each("Product view", 1, 10),
            each("Page visit", 1, 10),
            by_range("Page visit", (3, 3), (10, 8)),
        ),
        ask(
            "Keeps a wish list",
            "Means to come back.",
            each("Wish list", 5, 2),
        ),
        ask(
            "Used a coupon",
            "Came for a price and took it.",
            each("Coupon", 8),
        ),
        ask(
            "Signed up for the newsletter",
            "Asked to hear from us.",
            each("Newsletter signup", 8),
            given(8, yes("Newsletter signup")),
        ),
        ask(
            "Clicks in e-mails",
            "Opens are counted by machines, clicks mostly by people.",
            each("E-mail click", 2, 5),
            by_range("E-mail click", (1, 2), (3, 6), (5, 10)),
        ),
        ask(
            "Asked for an appointment or advice",
            "A question before buying is an intention to buy.",
            each("Contact request", 15),
            given(15, yes("Contact request")),
        ),
        ask(
            "Came to the shop",
            "Took the way to see it.",
            each("Store visit", 6, 2),
        ),
    ),
    Axis.ENGAGEMENT,
    "implicit",
    (0, 60),
    falls_in(45),
    note="What they did. Wishes of consumers pass quickly: all points are gone after 45 days.",
)

_SOCIAL, _SOCIAL_INSTEAD = group(
    "soc",
    "Social",
    (
        ask("Follows us", "Likes what we stand for.", each("Social follow", 4)),
        ask("Shares or mentions us", "Tells friends about it.", each("Social share", 4, 2)),
        ask("Likes or comments", "A small sign of liking.", each("Social like", 1, 4)),
    ),
    Axis.ENGAGEMENT,
    "social",
    (0, 12),
    falls_in(45),
    note="What they did on social networks.",
)

_AGAINST, _AGAINST_INSTEAD = group(
    "neg",
    "Negative",
    (
        ask(
            "Mail comes back",
            "The address does not work: nothing we send arrives.",
            each("E-mail bounce", -20),
            given(-20, yes("E-mail bounce")),
        ),
        ask(
            "Sends most things back",
            "Each parcel that returns costs more than the order brought.",
            by_range("Returns", (2, -5), (5, -12)),
            each("Return", -5, 3),
        ),
        ask(
            "Silent for 180 days",
            "Half a year without any sign.",
            given(-15, Inactive(180)),
            given(-15, FieldTest("Last activity", Test.MORE_THAN_AGO, (180,))),
        ),
    ),
    Axis.NONE,
    "negative",
    (-40, 0),
    note="What speaks against them.",
)

_LETTERS = (GradeStep("A", 30), GradeStep("B", 15), GradeStep("C"))
_DIGITS = (GradeStep("1", 25), GradeStep("2", 8), GradeStep("3"))

CONSUMER = Template(
    "consumer",
    "Consumer",
    "Shops, subscriptions and services for people themselves; the offer goes out by e-mail.",
    ScoringModel(
        "consumer",
        "Consumer",
        (_WHO, _DID, _SOCIAL, _AGAINST),
        (Band("Cold", 0), Band("Warm", 25), Band("MQL", 45, mql=True), Band("Hot", 65)),
        (
            Override(
                "over1",
                "Unsubscribed",
                AnyOf((yes("Unsubscribed"), happened("Unsubscribed"))),
                Move.AT_MOST,
                "Cold",
                "Asked not to be written to.",
            ),
            Override(
                "over2",
                "Has just bought",
                happened("Purchase", 14),
                Move.AT_MOST,
                "Warm",
                "Let them enjoy it before the next offer.",
            ),
        ),
        notes="A start, not a truth: change points where your own history says otherwise.",
        grade=Grade(_LETTERS, _DIGITS, plain_labels(_LETTERS, _DIGITS)),
    ),
    {**_WHO_INSTEAD, **_DID_INSTEAD, **_SOCIAL_INSTEAD, **_AGAINST_INSTEAD},
)
