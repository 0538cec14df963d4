"""Words for yes and no in many languages: what is found is written into the field's recipe.

So a model keeps the words that it was made with, and this list may grow without changing any.
"""

from __future__ import annotations

from models.leads.fields import NO_WORDS, YES_WORDS

PAIRS = (
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
    ("t", "f"),
    ("1", "0"),
    ("on", "off"),
    ("checked", "unchecked"),
    ("enabled", "disabled"),
    ("opted in", "opted out"),
    ("opt in", "opt out"),
    ("allow", "do not allow"),
    ("ja", "nein"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("sì", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("vero", "falso"),
    ("sim", "não"),
    ("sim", "nao"),
    ("verdadeiro", "falso"),
    ("ja", "nee"),
    ("waar", "onwaar"),
    ("tak", "nie"),
    ("prawda", "fałsz"),
    ("ja", "nej"),
    ("sant", "falskt"),
    ("ja", "nei"),
    ("kyllä", "ei"),
    ("ano", "ne"),
    ("áno", "nie"),
    ("igen", "nem"),
    ("da", "nu"),
    ("da", "ne"),
    ("evet", "hayır"),
    ("ναι", "όχι"),
    ("да", "нет"),
    ("так", "ні"),
    ("はい", "いいえ"),
    ("是", "否"),
    ("x", ""),
    ("\u2713", "\u2717"),
    ("\u2714", "\u2718"),
    ("\u2714\ufe0f", "\u2716\ufe0f"),
    ("\u2611", "\u2610"),
    ("\u2611\ufe0f", "\u2610"),
    ("\u2705", "\u274c"),
)
"""A word for yes and its no: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Croatian, Turkish, Greek,
Russian, Ukrainian, Japanese and Chinese; what forms and boxes write; ticks."""

YES = frozenset(yes for yes, _ in PAIRS)
NO = frozenset(no for _, no in PAIRS if no)
CLEAR = frozenset(word for word in YES | NO if len(word) > 1 or not word.isalnum()) | {"x"}
"""Words that make a field yes/no even where only one of the two occurs."""


def words_for(found: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The recipe's words for yes and for no where all words found are such; None where not.

    They are the usual ones, those that were found and their counterparts.
    """
    if not found or not found <= YES | NO or found <= {"0", "1"}:
        return None
    if not (found & YES and found & NO) and not found <= CLEAR:
        return None
    letters = {word for word in found if len(word) == 1 and word.isalpha()} - {"x"}
    if letters and not any(letters <= set(pair) for pair in PAIRS):
        return None  # S and F are sizes, or anything
    known = {*YES_WORDS, *NO_WORDS}
    pairs = [pair for pair in PAIRS if found & set(pair) - known]
    if found & YES and found & NO:  # both occur: no counterpart has to be guessed
        more_yes = [yes for yes, _ in pairs if yes in found]
        more_no = [no for _, no in pairs if no in found]
    else:
        more_yes, more_no = [yes for yes, _ in pairs], [no for _, no in pairs if no]
    return tuple(dict.fromkeys((*YES_WORDS, *more_yes))), tuple(
        dict.fromkeys((*NO_WORDS, *more_no))
    )
