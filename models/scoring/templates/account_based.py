"""The template for selling to chosen companies: the company counts, and how many of its people."""

from __future__ import annotations

from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import AnyOf, FieldTest, Inactive, Test
from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.model import Axis, Band, Move, Override, RangePoints, Rule, Scale, ScoringModel
from models.scoring.templates.b2b_software import FREE_MAIL, PRICING
from models.scoring.templates.template import Template
from models.scoring.templates.writing import (
    ask,
    at_least,
    by_range,
    each,
    each_at,
    given,
    group,
    halves_in,
    happened,
    known,
    one_of,
    says,
    yes,
)

_COMPANY, _COMPANY_INSTEAD = group(
    "com",
    "Company",
    (
        ask(
            "On the list of target accounts",
            "Sales and marketing have agreed to win this company.",
            given(20, yes("Target account")),
            given(20, known("Target account")),
        ),
        ask(
            "Tier of the account",
            "First-tier accounts get a plan of their own, second-tier ones a campaign.",
            given(10, one_of("Account tier", "1", "A", "Tier 1", "Tier A", "Strategic", "Key")),
        ),
        ask(
            "Size of the company",
            "The effort of an account plan pays off from about 500 people on.",
            by_range("Employees", (200, 5), (500, 12), (2000, 15)),
        ),
        ask(
            "Annual revenue",
            "Large enough for the contracts that this way of selling needs.",
            by_range("Annual revenue", (20e6, 5), (100e6, 10), (1e9, 12)),
        ),
        ask(
            "Industries we know",
            "There are customers to name and people of ours who know the trade.",
            given(
                8,
                one_of(
                    "Industry",
                    "Manufacturing",
                    "Automotive",
                    "Finance",
                    "Financial Services",
                    "Banking",
                    "Insurance",
                    "Healthcare",
                    "Pharmaceuticals",
                    "Software",
                    "Technology",
                    "Telecommunications",
                    "Energy",
                    "Retail",
                    "Logistics",
                    "Maschinenbau",
                    "Versicherung",
                    "Handel",
                ),
            ),
        ),
    ),
    Axis.FIT,
    "explicit",
    (0, 45),
    note="The company: do we want this account?",
)

_PERSON, _PERSON_INSTEAD = group(
    "per",
    "Person",
    (
        ask(
            "Signs the contract",
            "Without one of these no contract of this size is signed.",
            given(
                12,
                says(
                    "Job title",
                    "Chief",
                    "CEO",
                    "CTO",
                    "CIO",
                    "CFO",
                    "COO",
                    "President",
                    "Geschäftsführ",
                    "Vorstand",
                ),
            ),
        ),
        ask(
            "Leads a department",
            "Brings the others to the table.",
            given(
                10,
                says("Job title", "VP", "Vice President", "Director", "Head", "Leiter", "Leitung"),
            ),
        ),
        ask(
            "Buys for the company",
            "Purchasing joins when it becomes serious.",
            given(6, says("Job title", "Procurement", "Purchas", "Buyer", "Einkauf", "Beschaff")),
        ),
        ask(
            "Phone is known",
            "Account work is done by telephone.",
            given(3, known("Phone")),
        ),
    ),
    Axis.FIT,
    "explicit",
    (0, 20),
    note="The person: which part do they have in the decision?",
)

_DID, _DID_INSTEAD = group(
    "did",
    "Engagement",
    (
        ask(
            "Had a meeting",
            "A meeting with sales is the start of a deal.",
            each("Meeting", 15, 2),
            given(15, at_least("Meeting", 1)),
        ),
        ask(
            "Asked for a demo or an offer",
            "They have a project.",
            each("Demo request", 15),
            given(15, yes("Demo request")),
        ),
        ask(
            "Answered sales",
            "A reply from a chosen company is worth more than any click.",
            each("E-mail reply", 10, 2),
        ),
        ask(
            "Came to an event",
            "Talked to our people face to face.",
            each("Event", 8, 2),
            given(8, at_least("Event", 1)),
        ),
        ask(
            "Came to a webinar",
            "Gave us most of an hour.",
            each("Webinar", 6, 2),
            given(6, at_least("Webinar", 1)),
        ),
        ask(
            "Looked at prices",
            "Somebody is working out what it costs.",
            each("Pricing page visit", 5, 3),
            each_at("Page visit", "Page", PRICING, 5, 3),
            by_range("Pricing page visit", (1, 5), (2, 10), (3, 15)),
        ),
        ask(
            "Downloaded content",
            "Collects arguments for colleagues.",
            each("Content download", 4, 3),
            by_range("Content download", (1, 4), (2, 8), (3, 12)),
        ),
        ask(
            "Looks around the site",
            "Many looks of many people show a company that is looking.",
            each("Page visit", 1, 8),
            by_range("Page visit", (3, 3), (8, 8)),
        ),
    ),
    Axis.ENGAGEMENT,
    "implicit",
    (0, 40),
    halves_in(45),
    note="What they did. Large deals take long: half of the points is left after 45 days.",
)

_SOCIAL, _SOCIAL_INSTEAD = group(
    "soc",
    "Social",
    (
        ask("Follows us", "Keeps an eye on us.", each("Social follow", 4)),
        ask("Shares or mentions us", "Speaks about us.", each("Social share", 3, 2)),
    ),
    Axis.ENGAGEMENT,
    "social",
    (0, 8),
    halves_in(45),
    note="What they did on social networks.",
)

_AGAINST, _AGAINST_INSTEAD = group(
    "neg",
    "Negative",
    (
        ask(
            "Free mailbox",
            "Cannot be counted to any company.",
            given(-10, says("E-mail", *FREE_MAIL)),
        ),
        ask(
            "Student or intern",
            "Has no part in the decision.",
            given(-15, says("Job title", "Student", "Internship", "Trainee", "Praktik", "Azubi")),
        ),
        ask(
            "Silent for 180 days",
            "The project has ended or never was one.",
            given(-10, Inactive(180)),
            given(-10, FieldTest("Last activity", Test.MORE_THAN_AGO, (180,))),
        ),
    ),
    Axis.NONE,
    "negative",
    (-30, 0),
    note="What speaks against them.",
)

_LETTERS = (GradeStep("A", 45), GradeStep("B", 30), GradeStep("C", 15), GradeStep("D"))
_DIGITS = (GradeStep("1", 25), GradeStep("2", 12), GradeStep("3", 4), GradeStep("4"))

ACCOUNT_BASED = Template(
    "account_based",
    "Account-based",
    "Few large customers that are chosen beforehand; several people of each decide together.",
    ScoringModel(
        "account_based",
        "Account-based",
        (_COMPANY, _PERSON, _DID, _SOCIAL, _AGAINST),
        (Band("Cold", 0), Band("Warm", 30), Band("MQL", 50, mql=True), Band("Hot", 70)),
        (
            Override(
                "over1",
                "Unsubscribed",
                AnyOf((yes("Unsubscribed"), happened("Unsubscribed"))),
                Move.AT_MOST,
                "Cold",
                "Asked not to be written to.",
            ),
        ),
        notes="A start, not a truth. The account's score is made of its three best people, of how "
        "many are ready for sales and of how many roles take part; it lifts its people in turn.",
        grade=Grade(_LETTERS, _DIGITS, plain_labels(_LETTERS, _DIGITS)),
        account=AccountScore(
            field="Company",
            email="E-mail",
            parts=(
                AccountPart(AccountMeasure.TOP, top=3),
                AccountPart(AccountMeasure.IN_BAND, band="MQL", times=10, most=4),
                AccountPart(AccountMeasure.DISTINCT, field="Job title", times=5, most=4),
            ),
            rules=(
                Rule(
                    "acc1",
                    "Target account",
                    given(30, yes("Target account"))[1],
                    yes("Target account"),
                    "A chosen company is worked on even before its people stir.",
                ),
            ),
            scale=Scale(0, 400),
            raises=(RangePoints(150.0, 250.0, 5), RangePoints(250.0, None, 10)),
        ),
    ),
    {
        **_COMPANY_INSTEAD,
        **_PERSON_INSTEAD,
        **_DID_INSTEAD,
        **_SOCIAL_INSTEAD,
        **_AGAINST_INSTEAD,
    },
)
