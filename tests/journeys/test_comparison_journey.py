"""A whole comparison of two models by the command line, every figure worked out anew.

An independent script: the models are read by plain Python, the figures are worked out by numpy,
scipy, pandas and scikit-learn alone. It runs on a file in the shape of the bank data, and on the
bank data itself where it is there.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score

from tests.journeys.plain_scores import BANK, MODEL, bank_shaped, plain_score, rows_of
from workbench import command_line

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]
Won = NDArray[np.bool_]
DRAWS = 2_000
SHARES = (0.05, 0.1, 0.2)


def other_model(model: dict[str, Any]) -> dict[str, Any]:
    """The model without two of its rules, one of them with fewer points, an earlier threshold."""
    other = copy.deepcopy(model)
    other["id"], other["name"] = "other", "Without the market"
    rules = {rule["id"]: rule for group in other["groups"] for rule in group["rules"]}
    rules["euribor"]["muted"] = rules["employment"]["muted"] = True
    rules["success"]["points"] = 15
    rules["cellular"]["points"] = 12
    bands = {band["name"]: band for band in other["bands"]}
    bands["MQL"]["threshold"] = 40
    bands["Warm"]["threshold"] = 30
    return other


def mql_of(model: dict[str, Any]) -> int:
    return next(int(band["threshold"]) for band in model["bands"] if band.get("mql"))


def bands_of(model: dict[str, Any], scores: Whole) -> pd.Series[str]:
    """The name of each lead's band."""
    edges = [*(band["threshold"] for band in model["bands"]), 10_000]
    names = [band["name"] for band in model["bands"]]
    return pd.Series(pd.cut(scores, edges, right=False, labels=names).astype(str))


# DeLong, by mid-ranks (Sun and Xu, IEEE Signal Processing Letters 21 (2014), 1389-1393)


def placements(scores: Whole, won: Won) -> tuple[Floats, Floats]:
    """How much of the other side each converted and each other lead beats or is beaten by."""
    yes, no = scores[won], scores[~won]
    ranks = stats.rankdata(np.concatenate([yes, no]))
    above = (ranks[: len(yes)] - stats.rankdata(yes)) / len(no)
    below = 1 - (ranks[len(yes) :] - stats.rankdata(no)) / len(yes)
    return above, below


def delong(a: Whole, b: Whole, won: Won) -> tuple[Floats, Floats]:
    """Both AUCs and their covariance, shapes (2,) and (2, 2)."""
    of_a, of_b = placements(a, won), placements(b, won)
    cover = sum(np.cov(one, two) / len(one) for one, two in zip(of_a, of_b, strict=True))
    return np.array([of_a[0].mean(), of_b[0].mean()]), np.asarray(cover)


# Figures of many draws at once


def average_precision(won: Floats, leads: Floats) -> Floats:
    """Leads and conversions by score, the best first, (draws, scores)."""
    hits, every = won.cumsum(axis=1), leads.cumsum(axis=1)
    precision = np.divide(hits, every, out=np.zeros_like(hits), where=every > 0)
    return np.asarray((won * precision).sum(axis=1) / hits[:, -1])


def capture(share: float) -> Callable[[Floats, Floats], Floats]:
    """The share of the conversions in the best leads, those tied at the cut by their part."""

    def figure(won: Floats, leads: Floats) -> Floats:
        found = []
        for hits, every in zip(won, leads, strict=True):
            wanted = share * every.sum()
            ends = np.concatenate([[0], every.cumsum()])
            found.append(np.interp(wanted, ends, np.concatenate([[0], hits.cumsum()])) / hits.sum())
        return np.array(found)

    return figure


def drawn_again(
    a: Whole, b: Whole, won: Won, thresholds: tuple[int, int], shares: dict[str, float]
) -> dict[str, Floats]:
    """The leads drawn again with replacement: A less B of every figure, (draws,)."""
    keys = pd.DataFrame({"a": a, "b": b, "won": won}).value_counts().reset_index()
    dice = np.random.default_rng(2024)
    drawn = dice.multinomial(len(a), keys["count"] / len(a), DRAWS).astype(np.float64)
    converted = drawn * keys["won"].to_numpy()
    found: dict[str, list[Floats]] = {}
    for name, threshold in zip("ab", thresholds, strict=True):
        scores, place = np.unique(-keys[name].to_numpy(), return_inverse=True)
        at = np.eye(len(scores))[place]
        hits, leads = converted @ at, drawn @ at
        above = -scores >= threshold
        figures = {"average precision": average_precision(hits, leads)}
        figures |= {key: capture(share)(hits, leads) for key, share in shares.items()}
        figures["recall"] = hits[:, above].sum(axis=1) / hits.sum(axis=1)
        figures["precision"] = hits[:, above].sum(axis=1) / leads[:, above].sum(axis=1)
        for key, values in figures.items():
            found.setdefault(key, []).append(values)
    return {key: one - other for key, (one, other) in found.items()}


def mid_p(one: int, other: int) -> float:
    """McNemar's test: all less even splits of a fair coin, and half of those as even."""
    number = one + other
    chances = stats.binom.pmf(np.arange(number + 1), number, 0.5)
    uneven = np.abs(2 * np.arange(number + 1) - number)
    less, same = uneven > abs(one - other), uneven == abs(one - other)
    return float(chances[less].sum() + chances[same].sum() / 2)


def compared(path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command says of the two models, once every figure of it was worked out here."""
    first = json.loads(MODEL.read_text("utf-8"))
    second = other_model(first)
    (folder / "other.json").write_text(json.dumps(second), "utf-8")
    command = ["compare", "--model", str(MODEL), "--model", str(folder / "other.json"), str(path)]
    assert command_line.main([*command, "--outcome", "y=yes", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)

    rows = list(rows_of(path))
    a, b = (np.array([plain_score(model, row) for row in rows]) for model in (first, second))
    won = np.array([row["y"] == "yes" for row in rows])
    rarer = int(min(won.sum(), (~won).sum()))
    assert (found["left_out"], found["unknown"]) == (0, 0)
    ranking_is(found, a, b, won, rarer)
    figures_are(found, a, b, won, rarer, (mql_of(first), mql_of(second)))
    threshold_is(found["threshold"], a >= mql_of(first), b >= mql_of(second), won)
    moves_are(found["moved"], bands_of(first, a), bands_of(second, b), won)
    entered = int(((a < mql_of(first)) & (b >= mql_of(second))).sum())
    left = int(((a >= mql_of(first)) & (b < mql_of(second))).sum())
    assert sum(cause["enter"] for cause in found["causes"]) == entered
    assert sum(cause["leave"] for cause in found["causes"]) == left
    return found


def ranking_is(found: dict[str, Any], a: Whole, b: Whole, won: Won, rarer: int) -> None:
    aucs, cover = delong(a, b, won)
    assert aucs.tolist() == pytest.approx([roc_auc_score(won, scores) for scores in (a, b)])
    for name, value, spread in zip("ab", aucs, np.diag(cover), strict=True):
        own = found[name]["auc"]
        assert own["value"] == pytest.approx(value, abs=1e-12)
        half = stats.norm.ppf(0.975) * np.sqrt(spread)
        assert (own["low"], own["high"]) == pytest.approx((value - half, value + half), abs=1e-9)
    error = float(np.sqrt(cover[0, 0] + cover[1, 1] - 2 * cover[0, 1]))
    between, wide = aucs[0] - aucs[1], stats.t.ppf(0.975, rarer - 1)
    told = found["auc_difference"]
    ends = between - wide * error, between + wide * error
    assert (told["value"], told["low"], told["high"]) == pytest.approx((between, *ends), abs=1e-9)
    assert told["p"] == pytest.approx(2 * stats.t.sf(abs(between) / error, rarer - 1), rel=1e-6)
    assert told["smallest"] == pytest.approx((wide + stats.norm.ppf(0.8)) * error, rel=1e-6)


def figures_are(
    found: dict[str, Any], a: Whole, b: Whole, won: Won, rarer: int, thresholds: tuple[int, int]
) -> None:
    # Shares are those of whole leads, half a lead rounded up.
    shares = {
        f"capture {round(100 * share)} %": np.floor(share * len(won) + 0.5) / len(won)
        for share in SHARES
    }
    told = found["differences"]
    spread = drawn_again(a, b, won, thresholds, shares)
    assert set(told) == set(spread)
    for name, scores, threshold in zip("ab", (a, b), thresholds, strict=True):
        by_score = pd.DataFrame({"won": won}).groupby(-scores)["won"].agg(["sum", "count"])
        hits, leads = by_score["sum"].to_numpy()[None], by_score["count"].to_numpy()[None]
        own = {key: capture(share)(hits, leads)[0] for key, share in shares.items()}
        own["average precision"] = average_precision_score(won, scores)
        own["recall"] = won[scores >= threshold].sum() / won.sum()
        own["precision"] = won[scores >= threshold].mean()
        for key, value in own.items():
            assert told[key][name] == pytest.approx(value, abs=1e-9)
    wide = stats.t.ppf(0.975, rarer - 1)
    for key, item in told.items():
        assert item["value"] == pytest.approx(item["a"] - item["b"], abs=1e-12)
        half = item["high"] - item["value"]
        assert half == pytest.approx(item["value"] - item["low"], abs=1e-9)
        # Standard deviations of 1,000 and of 2,000 draws: 2.7 % apart by chance alone.
        assert half == pytest.approx(wide * spread[key].std(), rel=0.1)
        t = abs(item["value"]) / (half / wide)
        assert item["p"] == pytest.approx(2 * stats.t.sf(t, rarer - 1), rel=1e-6, abs=1e-12)


def threshold_is(told: dict[str, Any], by_a: Won, by_b: Won, won: Won) -> None:
    groups = {"a_only": by_a & ~by_b, "b_only": by_b & ~by_a, "both": by_a & by_b}
    groups["neither"] = ~(by_a | by_b)
    for name, held in groups.items():
        assert told[name] == {"leads": int(held.sum()), "converted": int((held & won).sum())}
    one, other = (told[name]["converted"] for name in ("a_only", "b_only"))
    assert 5 <= one + other <= 1_000
    assert told["p"] == pytest.approx(mid_p(one, other), rel=1e-9)


def moves_are(
    told: list[dict[str, Any]], of_a: pd.Series[str], of_b: pd.Series[str], won: Won
) -> None:
    """Every cell of the matrix, band by band, with its conversions."""
    leads = pd.crosstab(of_a, of_b).stack()
    converted = pd.crosstab(of_a[won], of_b[won]).stack().reindex(leads.index, fill_value=0)
    wanted = {
        place: (int(number), int(converted[place])) for place, number in leads.items() if number
    }
    found = {(item["from"], item["to"]): (item["leads"], item["converted"]) for item in told}
    assert found == wanted
    assert len(told) == len(wanted)


def test_that_a_comparison_on_a_file_of_the_banks_shape_is_what_an_independent_script_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank_shaped(tmp_path / "bank.csv", 3_000)
    found = compared(tmp_path / "bank.csv", tmp_path, capsys)
    assert found["threshold"]["a_only"]["leads"] > 0 < found["threshold"]["b_only"]["leads"]


@pytest.mark.slow
@pytest.mark.skipif(not BANK.is_file(), reason="the bank data is not here")
def test_that_a_comparison_on_the_bank_data_is_what_an_independent_script_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(BANK, tmp_path, capsys)
    assert found["a"]["leads"] == 41_188
    assert found["auc_difference"]["p"] < 0.05
