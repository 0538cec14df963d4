"""The quality of leads in words: readiness, one field, one way of writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.evaluation import figures
from models.evaluation.figures import count, leads, rate_of
from models.evaluation.guard.sentence import giving_away
from models.evaluation.quality.fill import Part
from models.evaluation.quality.finding import Finding
from models.evaluation.quality.quality import FieldQuality, Quality
from models.evaluation.quality.variants import Spelled, Variants
from models.leads.tally import Tally
from models.leads.wording import count_of, quoted


def percent(share: float | None) -> str:
    """A share with one decimal; 100 % and 0 % are all and nothing, never nearly."""
    if share is not None and 0 < share < 1:
        share = min(max(share, 0.001), 0.999)
    return figures.percent(share)


def verdict(quality: Quality, leaks: Sequence[str] = ()) -> tuple[str, str]:
    """Readiness in a sentence, and what it lacks most; fields that leak are told before all else,
    since no readiness makes up for them."""
    first = f"These leads are {quality.readiness.score} of 100 ready to be scored."
    if not leaks:
        return first, _lacking(quality)
    away = f"{giving_away(leaks)}: leave {'it' if len(leaks) == 1 else 'them'} out first."
    return first, f"{away} {_lacking(quality)}"


def _lacking(quality: Quality) -> str:
    ready = quality.readiness
    weakest = ready.weakest
    if weakest is None:
        return "Nothing that counts is left to mend."
    second = f"Least ready is \u201c{weakest.name}\u201d: {percent(weakest.share)} {weakest.says}."
    changing = sum(found.effect.changes for found in quality.findings)
    if quality.findings and not any(field.readers for field in quality.fields):
        return f"{second} No rule reads a field yet, so no finding touches a score."
    if quality.findings:
        verb = "touch" if changing > 1 else "touches"
        some = count(changing) if changing else "None"
        found = count_of(len(quality.findings), "finding")
        second += f" {some} of {found} {verb} scores."
    return second


def facts_of(field: FieldQuality, quality: Quality) -> Iterator[str]:
    """How a field is filled, who reads it."""
    fill = field.fill
    yield (
        f"{share_of(fill.all)} filled, {count_of(field.distinct, 'different value')}."
        if fill.all.filled
        else "No lead has a value."
    )
    lost, won, unknown = fill.by_outcome
    if quality.outcome is None:
        yield "No field tells the outcome, so fill by outcome is not known."
    elif won.leads or lost.leads:
        open_ = f", {percent(unknown.share)} of those still open" if unknown.leads else ""
        yield (
            f"Filled for {percent(won.share)} of the converted leads, {percent(lost.share)} of "
            f"those that did not convert{open_}."
        )
        if fill.converted_filled.known and fill.converted_blank.known:
            yield (
                f"Converted where filled: {rate_of(fill.converted_filled)}; where blank: "
                f"{rate_of(fill.converted_blank)}."
            )
    if field.readers:
        names = ", ".join(quoted(name) for name in field.readers[:3])
        more = f" and {len(field.readers) - 3} more" if len(field.readers) > 3 else ""
        yield f"Read by {names}{more}."
    else:
        yield "No rule reads it."


def months_note(quality: Quality) -> str:
    """What the figures by month leave out; "" for nothing."""
    months = quality.months
    if months is None:
        return "No day of creation is known, so nothing is shown by month."
    parts = []
    if months.earlier:
        parts.append(f"{leads(months.earlier)} created earlier")
    if months.undated:
        parts.append(f"{leads(months.undated)} without a creation")
    return f"Not shown: {' and '.join(parts)}." if parts else ""


def share_of(part: Part) -> str:
    """A part with its base: "4,200 of 5,000 leads (84.0 %)"."""
    return f"{count(part.filled)} of {leads(part.leads)} ({percent(part.share)})"


def conversion(tally: Tally) -> str:
    """Leads of one way of writing, and how they convert."""
    if not tally.known:
        return leads(tally.leads)
    return f"{leads(tally.leads)}, {count(tally.converted)} converted ({percent(tally.rate)})"


def ways_of(variants: Variants) -> str:
    """The ways of writing with their leads: one line each."""
    return "\n".join(_way(other) for other in variants.others)


def _way(other: Spelled) -> str:
    return f"{quoted(other.text)}: {conversion(other.tally)}"


def reasons_of(variants: Variants) -> str:
    """Why they seem to be one value: "names of one country, capitals only"."""
    words = ", ".join(dict.fromkeys(other.why.value for other in variants.others))
    return f"{words[:1].upper()}{words[1:]}"


def kept_words(variants: Variants) -> str:
    """Those that are written as meant already."""
    if not variants.kept.leads:
        return f"Nobody is written {quoted(variants.meant)} yet."
    return f"{quoted(variants.meant)}: {conversion(variants.kept)}"


def title_of(found: Finding) -> str:
    """The finding with its field."""
    return f"{found.field}: {found.what}"
