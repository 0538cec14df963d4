"""The template for software that is sold to companies: who decides, and who looks closely."""

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

PRICING = ("pricing", "price", "plans", "preis", "tarif")
CAREERS = ("career", "jobs", "karriere", "stellen")
FREE_MAIL = (
    "@gmail.", "@googlemail.", "@yahoo.", "@hotmail.", "@outlook.", "@icloud.", "@aol.", "@gmx.",
    "@web.de", "@t-online.",
)  # fmt: skip

_FIT, _FIT_INSTEAD = group(
    "fit",
    "Fit",
    (
        ask(
            "Decides alone",
            "Owners and chiefs sign without asking; deals with them close faster.",
            given(
                18,
                says(
                    "Job title",
                    "Chief",
                    "CEO",
                    "CTO",
                    "CIO",
                    "CFO",
                    "COO",
                    "Founder",
                    "Owner",
                    "President",
                    "Geschäftsführ",
                    "Vorstand",
                    "Inhaber",
                ),
            ),
        ),
        ask(
            "Leads a department",
            "Has a budget and a team that will use the product; usually our champion.",
            given(
                14,
                says("Job title", "VP", "Vice President", "Director", "Head", "Leiter", "Leitung"),
            ),
        ),
        ask(
            "Manages people",
            "Recommends and tries it out, but has to ask for the money.",
            given(7, says("Job title", "Manager", "Team Lead", "Supervisor", "Teamleit")),
        ),
        ask(
            "Works where the product is used",
            "These departments feel the problem that the product solves. Change them to yours.",
            given(
                5,
                says(
                    "Job title",
                    "Technology",
                    "Engineer",
                    "Operations",
                    "Digital",
                    "Product",
                    "Marketing",
                    "Sales",
                    "Entwickl",
                    "Informatik",
                    "Vertrieb",
                ),
            ),
        ),
        ask(
            "Size of the company",
            "Below 20 people there is no budget, above 5,000 buying takes a year and a tender.",
            by_range("Employees", (20, 4), (50, 10), (200, 12), (1000, 8), (5000, 4)),
        ),
        ask(
            "Annual revenue",
            "Pays a yearly licence without a special approval from about two million on.",
            by_range("Annual revenue", (2e6, 4), (10e6, 6), (50e6, 5)),
        ),
        ask(
            "Industries that buy",
            "Most customers come from these. Check it against your own won deals.",
            given(
                8,
                one_of(
                    "Industry",
                    "Software",
                    "IT",
                    "Information Technology",
                    "Technology",
                    "Computer Software",
                    "Internet",
                    "Finance",
                    "Financial Services",
                    "Banking",
                    "Insurance",
                    "Telecommunications",
                    "Versicherung",
                    "Banken",
                ),
            ),
        ),
        ask(
            "Countries we sell to",
            "Sales speaks the language and the terms hold there. Change the list to yours.",
            given(
                5,
                one_of(
                    "Country",
                    "Germany",
                    "Deutschland",
                    "DE",
                    "Austria",
                    "Österreich",
                    "AT",
                    "Switzerland",
                    "Schweiz",
                    "CH",
                    "Netherlands",
                    "NL",
                    "France",
                    "FR",
                    "United Kingdom",
                    "UK",
                    "GB",
                    "United States",
                    "USA",
                    "US",
                    "Ireland",
                    "IE",
                ),
            ),
        ),
        ask(
            "Where the lead came from",
            "People who were sent by a customer or partner buy far more often than bought lists.",
            by_value(
                "Lead source",
                Referral=8,
                Partner=6,
                Empfehlung=8,
                Event=4,
                Webinar=4,
                Trade_fair=4,
                Messe=4,
                Organic_search=3,
                Website=3,
            ),
        ),
        ask(
            "Phone is known",
            "Whoever leaves a number expects a call, and sales can make one.",
            given(3, known("Phone")),
        ),
    ),
    Axis.FIT,
    "explicit",
    (0, 60),
    note="Who they are: would we want them as a customer?",
)

_DID, _DID_INSTEAD = group(
    "did",
    "Engagement",
    (
        ask(
            "Asked for a demo",
            "The clearest sign there is: they want to see it with us.",
            each("Demo request", 20),
            given(20, yes("Demo request")),
        ),
        ask(
            "Asked to be contacted",
            "A question is a door that somebody opened; answer within a day.",
            each("Contact request", 15),
            given(15, yes("Contact request")),
        ),
        ask(
            "Started a trial",
            "Tries with their own data, which costs them time.",
            each("Trial", 18),
            given(18, yes("Trial")),
        ),
        ask(
            "Looked at prices",
            "Compares what it costs; from the third visit on it adds nothing new.",
            each("Pricing page visit", 6, 3),
            each_at("Page visit", "Page", PRICING, 6, 3),
            by_range("Pricing page visit", (1, 6), (2, 12), (3, 18)),
        ),
        ask(
            "Looks around the site",
            "One visit says nothing, many say interest: one point each, ten at most.",
            each("Page visit", 1, 10),
            by_range("Page visit", (3, 3), (10, 8)),
        ),
        ask(
            "Came to a webinar",
            "Gave us most of an hour.",
            each("Webinar", 8, 2),
            given(8, at_least("Webinar", 1)),
        ),
        ask(
            "Downloaded content",
            "Reads about the problem; often early, so few points.",
            each("Content download", 5, 3),
            by_range("Content download", (1, 5), (2, 8), (3, 10)),
        ),
        ask(
            "Met us at an event",
            "Talked to a person of ours, or at least was where our buyers are.",
            each("Event", 6),
            given(6, at_least("Event", 1)),
        ),
        ask(
            "Clicks in e-mails",
            "Opens are counted by machines, clicks mostly by people.",
            each("E-mail click", 2, 5),
            by_range("E-mail click", (1, 2), (3, 6), (5, 10)),
        ),
        ask(
            "Answered an e-mail",
            "A reply took effort, and sales can go on from it.",
            each("E-mail reply", 8, 2),
        ),
    ),
    Axis.ENGAGEMENT,
    "implicit",
    (0, 50),
    halves_in(30),
    note="What they did: is now the time? Every act keeps half of its points after 30 days.",
)

_SOCIAL, _SOCIAL_INSTEAD = group(
    "soc",
    "Social",
    (
        ask(
            "Follows us",
            "Wants to hear more, without any hurry.",
            each("Social follow", 4),
        ),
        ask(
            "Shares or mentions us",
            "Speaks about us in front of colleagues.",
            each("Social share", 3, 2),
        ),
        ask(
            "Likes or comments",
            "A small sign; four of them are as much as one download.",
            each("Social like", 1, 4),
        ),
    ),
    Axis.ENGAGEMENT,
    "social",
    (0, 10),
    halves_in(30),
    note="What they did on social networks: worth knowing, never enough to call.",
)

_AGAINST, _AGAINST_INSTEAD = group(
    "neg",
    "Negative",
    (
        ask(
            "Free mailbox",
            "Companies write from their own domain; here we cannot tell who it is.",
            given(-8, says("E-mail", *FREE_MAIL)),
        ),
        ask(
            "Student or intern",
            "Reads for a thesis and does not buy.",
            given(
                -20,
                says(
                    "Job title",
                    "Student",
                    "Internship",
                    "Trainee",
                    "Professor",
                    "Praktik",
                    "Werkstudent",
                    "Azubi",
                ),
            ),
        ),
        ask(
            "Looks for a job",
            "The careers page is visited by applicants, not by buyers.",
            each("Careers page visit", -15),
            each_at("Page visit", "Page", CAREERS, -15, 1),
            given(-15, yes("Careers page visit")),
        ),
        ask(
            "Silent for 90 days",
            "Whatever they wanted has passed or was bought elsewhere.",
            given(-15, Inactive(90)),
            given(-15, FieldTest("Last activity", Test.MORE_THAN_AGO, (90,))),
        ),
    ),
    Axis.NONE,
    "negative",
    (-40, 0),
    note="What speaks against them, whatever else they did.",
)

_STEPS = (GradeStep("A", 40), GradeStep("B", 28), GradeStep("C", 15), GradeStep("D"))
_DIGITS = (GradeStep("1", 30), GradeStep("2", 15), GradeStep("3", 5), GradeStep("4"))

B2B_SOFTWARE = Template(
    "b2b_software",
    "B2B software",
    "Software or services sold to companies, with a sales team that calls its best leads.",
    ScoringModel(
        "b2b_software",
        "B2B software",
        (_FIT, _DID, _SOCIAL, _AGAINST),
        (Band("Cold", 0), Band("Warm", 30), Band("MQL", 50, mql=True), Band("Hot", 70)),
        (
            Override(
                "over1",
                "Unsubscribed",
                AnyOf((yes("Unsubscribed"), happened("Unsubscribed"))),
                Move.AT_MOST,
                "Cold",
                "Asked not to be written to: nobody calls, however high the score.",
            ),
            Override(
                "over2",
                "Fresh demo request",
                AnyOf((happened("Demo request", 30), yes("Demo request"))),
                Move.AT_LEAST,
                "MQL",
                "Whoever asks for a demo gets an answer, whoever they are.",
            ),
        ),
        notes="A start, not a truth: change points where your own history says otherwise.",
        grade=Grade(_STEPS, _DIGITS, plain_labels(_STEPS, _DIGITS)),
    ),
    {**_FIT_INSTEAD, **_DID_INSTEAD, **_SOCIAL_INSTEAD, **_AGAINST_INSTEAD},
)
