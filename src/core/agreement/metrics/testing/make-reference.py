#!/usr/bin/python3
"""Writes what scikit-learn, scipy and numpy say of seeded random cases, for the metrics' tests.

Wants Debian's python3-sklearn and python3-statsmodels. Run from the repository's root:

    /usr/bin/python3 src/core/agreement/metrics/testing/make-reference.py

A figure that is not defined is null. scikit-learn says so by raising, by NaN, or by whatever
`zero_division` holds; each is asked in the way in which it tells.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import sklearn
from scipy.stats import binomtest
from statsmodels.stats import inter_rater
from statsmodels.stats.tests import test_inter_rater
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20211)

#: Exact in binary, so that edges and equal scores are the same number everywhere.
BINS = 16


def defined(value):
    return None if math.isnan(value) else float(value)


def undefined_where_it_depends(figure):
    """The figure, or null where it is only what zero_division says."""
    at_0, at_1 = figure(0), figure(1)
    return float(at_0) if at_0 == at_1 else None


def classification(labels, predicted):
    def one(name, label):
        function = getattr(metrics, name + "_score")
        return undefined_where_it_depends(
            lambda zero: function(labels, predicted, pos_label=label, zero_division=zero)
        )

    def average(name, kind):
        function = getattr(metrics, name + "_score")
        return undefined_where_it_depends(
            lambda zero: function(labels, predicted, labels=[1, 0], average=kind, zero_division=zero)
        )

    def figures(ask, support):
        return {**{name: ask(name) for name in ("precision", "recall", "f1")}, "support": int(support)}

    return {
        "matrix": metrics.confusion_matrix(labels, predicted, labels=[1, 0]).tolist(),
        "accuracy": float(metrics.accuracy_score(labels, predicted)),
        "positive": figures(lambda name: one(name, 1), (labels == 1).sum()),
        "negative": figures(lambda name: one(name, 0), (labels == 0).sum()),
        "macro": figures(lambda name: average(name, "macro"), len(labels)),
        "weighted": figures(lambda name: average(name, "weighted"), len(labels)),
    }


def roc(labels, scores):
    if len(set(labels)) < 2:
        return None
    fpr, tpr, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    best = max(
        (metrics.recall_score(labels, scores >= t), metrics.recall_score(labels, scores >= t, pos_label=0))
        for t in thresholds
        if metrics.recall_score(labels, scores >= t, pos_label=0) >= 0.9
    )
    # The first threshold is above every score: 1 + the highest here, infinity in newer releases.
    return {
        "fpr": fpr.tolist(),
        "tpr": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "auc": float(metrics.roc_auc_score(labels, scores)),
        "at90": {"sensitivity": best[0], "specificity": best[1]},
    }


def calibration(labels, scores):
    shares, means = calibration_curve(labels, scores, n_bins=BINS)
    place = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], scores)
    counts = np.bincount(place, minlength=BINS)
    ece = float((counts[counts > 0] * np.abs(shares - means)).sum() / len(labels))
    return {
        "bins": BINS,
        "counts": counts.tolist(),
        "shares": shares.tolist(),
        "means": means.tolist(),
        "ece": ece,
    }


def bootstrap(labels, scores, groups, rounds):
    """Whole groups drawn with replacement, by numbers that the test draws again."""
    if len(set(labels)) < 2:
        return None
    names = list(dict.fromkeys(groups))
    drawn, areas = [], []
    while len(areas) < rounds:
        numbers = rng.integers(0, 1024, len(names)) / 1024
        drawn += numbers.tolist()
        index = np.concatenate(
            [np.flatnonzero(groups == names[int(number * len(names))]) for number in numbers]
        )
        if len(set(labels[index])) == 2:
            areas.append(metrics.roc_auc_score(labels[index], scores[index]))
    low, high = np.percentile(areas, [2.5, 97.5])
    return {"rounds": rounds, "random": drawn, "low": float(low), "high": float(high)}


def case(name, labels, scores, groups=None):
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    groups = np.arange(len(labels)) % max(2, len(labels) // 3) if groups is None else np.asarray(groups)
    return {
        "name": name,
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "groups": [f"g{group}" for group in groups],
        "classification": classification(labels, (scores >= 0.5).astype(int)),
        "roc": roc(labels, scores),
        "calibration": calibration(labels, scores),
        "bootstrap": bootstrap(labels, scores, groups, 25),
    }


def fleiss(counts):
    """Fleiss 1971, equations 1 to 6, written out by pairs of raters rather than by squares."""
    agreeing = []
    for subject in counts:
        ratings = np.repeat(np.arange(len(subject)), subject)
        same = ratings[:, None] == ratings[None, :]
        pairs = ~np.eye(len(ratings), dtype=bool)
        agreeing.append(same[pairs].mean())
    shares = counts.sum(axis=0) / counts.sum()
    chance = (shares**2).sum()
    return float((np.mean(agreeing) - chance) / (1 - chance))


def cohen(first, second, categories):
    table = metrics.confusion_matrix(first, second, labels=range(categories))
    kappa = defined(metrics.cohen_kappa_score(first, second))
    found = {"table": table.tolist(), "kappa": kappa, "low": None, "high": None}
    if kappa is not None:
        # statsmodels does not cut its interval off at -1 and 1.
        large = inter_rater.cohens_kappa(table)
        found |= {"low": max(-1.0, float(large.kappa_low)), "high": min(1.0, float(large.kappa_upp))}
    return found


def fleiss_of(name, counts):
    """Ours by pairs, and statsmodels'."""
    kappa = float(inter_rater.fleiss_kappa(counts))
    assert abs(kappa - fleiss(counts)) < 1e-12
    return {"name": name, "counts": counts.tolist(), "kappa": kappa}


# The paper's own example: 30 patients, 6 psychiatrists each, 5 diagnoses (Fleiss 1971, table 1).
diagnoses = inter_rater.aggregate_raters(np.asarray(test_inter_rater.diagnoses))[0].astype(int)


sick = (rng.random(30) < 0.7).astype(int)
cases = [
    case("random", sick, np.clip(rng.normal(0.35 + 0.3 * sick, 0.2), 0, 1)),
    case("many ties", sick, rng.integers(0, 5, 30) / 4, rng.integers(0, 9, 30)),
    case("sixteenths", (rng.random(30) < 0.5).astype(int), rng.integers(0, 17, 30) / 16),
    case("all scores equal", sick[:8], np.full(8, 0.5)),
    case("perfect", [1, 1, 1, 0, 0], [0.9, 0.8, 0.7, 0.2, 0.1]),
    case("all wrong", [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]),
    case("pneumonia only", [1, 1, 1], [0.9, 0.4, 0.6]),
    case("normal only, one called pneumonia", [0, 0, 0], [0.9, 0.4, 0.1]),
    case("normal only, all right", [0, 0], [0.25, 0.0]),
    case("never called pneumonia", [1, 1, 0, 0, 0], [0.3, 0.2, 0.1, 0.4, 0.0]),
    case("two films", [1, 0], [1.0, 0.0]),
    case("one film", [1], [0.75]),
    case("rare, in one group", [0] * 9 + [1, 1], rng.integers(0, 101, 11) / 100, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]),
]

raters = rng.integers(0, 3, (2, 40))
raters[1, :25] = raters[0, :25]
wards = np.array([np.bincount(rng.choice(3, 5, p=p), minlength=3) for p in rng.dirichlet([1, 1, 1], 12)])

reference = {
    "scikit-learn": sklearn.__version__,
    "cases": cases,
    "wilson": [
        {"successes": k, "trials": n, "low": ci.low, "high": ci.high}
        for k, n in [(0, 1), (1, 1), (0, 20), (20, 20), (1, 3), (389, 390), (130, 234), (50, 100)]
        for ci in [binomtest(k, n).proportion_ci(method="wilson")]
    ],
    "cohen": [
        cohen(raters[0], raters[1], 3),
        cohen([0, 1, 0, 1], [0, 1, 0, 1], 2),
        cohen([0, 1, 0, 1], [1, 0, 1, 0], 2),
        cohen([0, 0, 0], [0, 0, 0], 2),
        cohen([0, 0, 0, 0], [0, 0, 1, 0], 2),
        # 45 yes and yes, 15 yes and no, 25 no and yes, 15 no and no.
        cohen([1] * 60 + [0] * 40, [1] * 45 + [0] * 15 + [1] * 25 + [0] * 15, 2),
    ],
    "fleiss": [fleiss_of("random", wards), fleiss_of("Fleiss 1971", diagnoses)],
    # The paper's MobileNetV2 (figure 7), printed as it was.
    "paperReport": metrics.classification_report(
        [1] * 853 + [0] * 315,
        [1] * 845 + [0] * 8 + [1] * 24 + [0] * 291,
        labels=[1, 0],
        target_names=["Pneumonia", "Normal"],
        digits=3,
    ),
}
path = pathlib.Path(__file__).with_name("fixtures") / "reference.json"
path.write_text(json.dumps(reference, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
print(path, path.stat().st_size, "bytes")
