"""Names of fields that tell of what the law protects, in English, German, French and Spanish."""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.guessing.shapes import words_of
from models.leads.text import key


@dataclass(frozen=True)
class Attribute:
    """What a field tells of a person. `phrases`: words in a row within its name; `alone`: words
    that mean it only where nothing but `_FILLING` stands beside them."""

    tells: str
    phrases: tuple[str, ...]
    alone: tuple[str, ...] = ()


_FILLING = frozenset(
    "customer client contact person applicant group range band class code in years of the your "
    "kunde kunden kontakt gruppe jahre client contact cliente contacto grupo".split()
)

ATTRIBUTES = (
    Attribute(
        "how old somebody is",
        (
            "date of birth",
            "birth date",
            "birthdate",
            "birthday",
            "birth year",
            "year of birth",
            "dob",
            "geburtsdatum",
            "geburtstag",
            "geburtsjahr",
            "lebensalter",
            "date de naissance",
            "année de naissance",
            "fecha de nacimiento",
            "año de nacimiento",
            "edad",
        ),
        ("age", "alter", "âge"),
    ),
    Attribute(
        "somebody's sex or gender",
        (
            "gender",
            "sex",
            "salutation",
            "geschlecht",
            "anrede",
            "sexe",
            "civilité",
            "sexo",
            "género",
            "tratamiento",
        ),
    ),
    Attribute(
        "somebody's ethnic origin",
        (
            "ethnicity",
            "ethnic",
            "ethnic origin",
            "skin colour",
            "skin color",
            "ethnie",
            "ethnische herkunft",
            "hautfarbe",
            "origine ethnique",
            "etnia",
            "origen étnico",
        ),
        ("race", "raza"),
    ),
    Attribute(
        "somebody's religion",
        (
            "religion",
            "faith",
            "konfession",
            "glaube",
            "religionszugehörigkeit",
            "confession",
            "religión",
            "religious",
        ),
    ),
    Attribute(
        "somebody's nationality or birthplace",
        (
            "nationality",
            "citizenship",
            "country of birth",
            "place of birth",
            "birthplace",
            "nationalität",
            "staatsangehörigkeit",
            "staatsbürgerschaft",
            "geburtsort",
            "geburtsland",
            "nationalité",
            "lieu de naissance",
            "nacionalidad",
            "ciudadanía",
            "lugar de nacimiento",
        ),
    ),
    Attribute(
        "somebody's family",
        (
            "marital",
            "marital status",
            "married",
            "divorced",
            "family status",
            "children",
            "kids",
            "spouse",
            "familienstand",
            "verheiratet",
            "kinder",
            "kinderzahl",
            "état civil",
            "situation familiale",
            "enfants",
            "estado civil",
            "hijos",
        ),
    ),
    Attribute(
        "whether somebody is expecting a child",
        (
            "pregnant",
            "pregnancy",
            "schwanger",
            "schwangerschaft",
            "enceinte",
            "grossesse",
            "embarazada",
            "embarazo",
        ),
    ),
    Attribute(
        "somebody's health or disability",
        (
            "disability",
            "disabled",
            "handicap",
            "health condition",
            "behinderung",
            "schwerbehindert",
            "schwerbehinderung",
            "invalidité",
            "discapacidad",
        ),
    ),
    Attribute(
        "whom somebody loves",
        (
            "sexual orientation",
            "sexuelle orientierung",
            "orientation sexuelle",
            "orientación sexual",
        ),
    ),
)


def attribute_of(name: str) -> Attribute | None:
    """The protected attribute that a field of this name tells of, if any."""
    words = [key(word) for word in words_of(name)]
    said = f" {' '.join(words)} "
    for attribute in reversed(ATTRIBUTES):  # sexual orientation before sex
        if any(f" {key(phrase)} " in said for phrase in attribute.phrases):
            return attribute
        rest = [word for word in words if word not in attribute.alone]
        if len(rest) < len(words) and _FILLING.issuperset(rest):
            return attribute
    return None


def caution_for(name: str) -> str:
    """What to think of before a field of this name is given points; "" nothing."""
    attribute = attribute_of(name)
    if attribute is None:
        return ""
    return f"Tells {attribute.tells}: think twice before giving points for it."
