"""Figures of a binary classifier; the tests hold them to scikit-learn.

Definitions: recall (sensitivity) = TP / (TP + FN), precision = TP / (TP + FP), specificity =
TN / (TN + FP), with pneumonia as the positive class. The paper prints other equations; see
training/README.md.
"""
import numpy as np
import torch
from scipy.optimize import minimize

from .preprocess import preprocess


def margins(network, greys, spec):
    """Logit pneumonia minus logit normal (float64) for 8-bit films of any size."""
    out = []
    with torch.no_grad():
        for at in range(0, len(greys), 32):
            films = np.stack([preprocess(grey / 255.0, spec) for grey in greys[at : at + 32]])
            logits = network(torch.from_numpy(films))[0].double().numpy()
            out.append(logits[:, 1] - logits[:, 0])
    return np.concatenate(out)


def sigmoid(x):
    """1 / (1 + exp(-x)) without overflow."""
    x = np.asarray(x, dtype=float)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def roc_auc(labels, scores):
    """Area under the ROC curve by ranks (Mann-Whitney), ties counted half."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    positive = labels == 1
    above, below = positive.sum(), (~positive).sum()
    if above == 0 or below == 0:
        raise ValueError("an ROC curve needs films of both classes")
    return float((ranks[positive].sum() - above * (above + 1) / 2) / (above * below))


def bootstrap_auc(labels, scores, groups, rounds=2000, seed=0):
    """95 % percentile interval of the AUC; patients, not films, are drawn with replacement."""
    labels, scores = np.asarray(labels), np.asarray(scores)
    rng = np.random.default_rng(seed)
    members = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    values = []
    while len(values) < rounds:
        index = np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))])
        if 0 < labels[index].sum() < len(index):
            values.append(roc_auc(labels[index], scores[index]))
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def confusion(labels, predicted):
    """Counts with pneumonia as the positive class."""
    labels, predicted = np.asarray(labels) == 1, np.asarray(predicted) == 1
    return {
        "truePositive": int((labels & predicted).sum()),
        "falseNegative": int((labels & ~predicted).sum()),
        "falsePositive": int((~labels & predicted).sum()),
        "trueNegative": int((~labels & ~predicted).sum()),
    }


def calibration_error(labels, probabilities, bins=15):
    """Expected calibration error (Guo et al. 2017) of the probability of pneumonia.

    Bins of equal width over 0..1, each closed above, the first also below; the sum over bins of the
    bin's share times |mean probability - share of pneumonia|.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    place = np.clip(np.ceil(probabilities * bins).astype(int) - 1, 0, bins - 1)
    gap = 0.0
    for number in range(bins):
        inside = place == number
        if inside.any():
            gap += inside.mean() * abs(probabilities[inside].mean() - labels[inside].mean())
    return float(gap)


def reliability(labels, probabilities, bins=15):
    """A reliability diagram's bins (those of `calibration_error`): films, films with pneumonia, mean probability."""
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    place = np.clip(np.ceil(probabilities * bins).astype(int) - 1, 0, bins - 1)
    inside = [place == number for number in range(bins)]
    return {
        "films": [int(own.sum()) for own in inside],
        "positives": [int(labels[own].sum()) for own in inside],
        "mean": [round(float(probabilities[own].mean()), 5) if own.any() else None for own in inside],
    }


def roc_corners(labels, probabilities):
    """The ROC curve's corners after (0, 0): called pneumonia is what has `threshold` or more.

    One point for each probability that occurs, those left out that lie on a straight line between their neighbours
    (scikit-learn's `roc_curve`). Thresholds are rounded to 5 decimals, counts are exact.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities, dtype=float)
    levels = np.unique(probabilities)[::-1]
    counts = [len(values) - np.searchsorted(np.sort(values), levels)
              for values in (probabilities[labels == 0], probabilities[labels == 1])]
    bends = [np.diff(np.concatenate([[0], own]), 2) != 0 for own in counts]
    kept = np.append(bends[0] | bends[1], True)
    return {
        "threshold": [round(float(value), 5) for value in levels[kept]],
        "falsePositives": counts[0][kept].tolist(),
        "truePositives": counts[1][kept].tolist(),
    }


def choose_calibration(labels, margins, weights=None):
    """(temperature, offset) that minimise the log loss of sigmoid((margin + offset) / temperature).

    The targets are Platt's (1999), (n + 1) / (n + 2) instead of 1, so that a set without errors does not
    drive the temperature to nothing. With weights, n is a class's sum of weights.
    """
    labels, margins = np.asarray(labels), np.asarray(margins, dtype=float)
    weights = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=float)
    sick, well = weights[labels == 1].sum(), weights[labels == 0].sum()
    target = np.where(labels == 1, (sick + 1) / (sick + 2), 1 / (well + 2))

    def loss(values):
        z = (margins + values[1]) / np.exp(values[0])
        return np.average(np.logaddexp(0, z) - target * z, weights=weights)

    found = minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9})
    return float(np.exp(found.x[0])), float(found.x[1])


def choose_threshold(labels, probabilities, weights=None):
    """The threshold of the highest balanced accuracy; the middle of the widest such range.

    The balanced accuracy is smoothed over the neighbouring films' probabilities (a window of 2 % of
    them), so that a single film does not decide. With weights, a film counts by its weight.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    weights = np.ones(len(labels)) if weights is None else np.asarray(weights, dtype=float)
    order, place = np.unique(probabilities, return_inverse=True)
    candidates = (order[1:] + order[:-1]) / 2
    # For each candidate the share of a class that lies below it.
    below = [np.cumsum(np.bincount(place, weights * (labels == label), len(order)))[:-1]
             / weights[labels == label].sum() for label in (0, 1)]
    width = max(1, len(candidates) // 50) // 2 * 2 + 1
    balanced = np.pad((1 - below[1] + below[0]) / 2, width // 2, mode="edge")
    balanced = np.convolve(balanced, np.ones(width) / width, mode="valid")
    best = np.flatnonzero(balanced >= balanced.max() - 1e-9)
    return float((candidates[best[0]] + candidates[best[-1]]) / 2)


def class_figures(counts):
    """Precision, recall, F1 and support of either class, from the counts with pneumonia as positive."""
    tp, fn, fp, tn = (counts[key] for key in ("truePositive", "falseNegative", "falsePositive", "trueNegative"))

    def one(right, missed, wrong):
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed)
        both = precision + recall
        return {"precision": round(precision, 4), "recall": round(recall, 4),
                "f1": round(2 * precision * recall / both if both else 0.0, 4), "support": right + missed}

    return {"pneumonia": one(tp, fn, fp), "normal": one(tn, fp, fn)}


def at_specificity(labels, scores, least=0.9):
    """The highest sensitivity at a specificity of at least `least`, over all thresholds on `scores`."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    levels = np.append(np.unique(scores), np.inf)
    well, sick = np.sort(scores[labels == 0]), np.sort(scores[labels == 1])
    specificity = np.searchsorted(well, levels) / len(well)
    sensitivity = 1 - np.searchsorted(sick, levels) / len(sick)
    return float(sensitivity[specificity >= least].max())


def by_etiology(labels, margins, predicted, etiology):
    """Films of each cause against all normal films: their number, AUC and sensitivity."""
    out = {}
    for cause in sorted(set(etiology[labels == 1]) - {""}):
        sick = (labels == 1) & (etiology == cause)
        kept = sick | (labels == 0)
        out[cause] = {"films": int(sick.sum()), "auc": round(roc_auc(labels[kept], margins[kept]), 4),
                      "sensitivity": round(float(predicted[sick].mean()), 4)}
    return out


def report(name, labels, margins, groups, temperature, threshold, etiology=None):
    """One entry of a manifest's `results`.

    `margins` is logit pneumonia minus logit normal; `etiology`, where known, each film's cause, "" for normal.
    """
    labels, margins = np.asarray(labels), np.asarray(margins, dtype=float)
    probability = sigmoid(margins / temperature)
    predicted = probability >= threshold
    counts = confusion(labels, predicted)
    low, high = bootstrap_auc(labels, margins, np.asarray(groups))
    sick = counts["truePositive"] + counts["falseNegative"]
    well = counts["trueNegative"] + counts["falsePositive"]
    out = {
        "set": name,
        "films": len(labels),
        "confusion": counts,
        "classes": class_figures(counts),
        "auc": {"value": round(roc_auc(labels, margins), 4), "low": round(low, 4), "high": round(high, 4)},
        "accuracy": round((counts["truePositive"] + counts["trueNegative"]) / len(labels), 4),
        "sensitivity": round(counts["truePositive"] / sick, 4),
        "specificity": round(counts["trueNegative"] / well, 4),
        "sensitivityAt90Specificity": round(at_specificity(labels, margins), 4),
        "ece": {
            "before": round(calibration_error(labels, sigmoid(margins)), 4),
            "after": round(calibration_error(labels, probability), 4),
        },
        "roc": roc_corners(labels, probability),
        "reliability": {"before": reliability(labels, sigmoid(margins)), "after": reliability(labels, probability)},
    }
    if etiology is not None:
        out["etiology"] = by_etiology(labels, margins, predicted, np.asarray(etiology))
    return out
