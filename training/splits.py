"""Patient-grouped splits and the matched validation set.

Five numbers of a whole film (its sharpness, brightness, contrast and borders) tell the classes of
this data apart without any pathology. An ordinary validation split rewards a network that learns
them. The matched validation set is chosen so that they no longer separate the classes within it.
"""
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.ndimage import laplace
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from .data import digest

#: The validation set is one of so many folds; out-of-fold predictions use the same ones.
VALIDATION_FOLDS = 3
BINS = 24


@dataclass(frozen=True)
class Split:
    """Indices into the table of films; `score` is the five numbers' out-of-fold probability of
    pneumonia for every film of the official train split that may be used, NaN elsewhere."""

    train: np.ndarray
    validation: np.ndarray
    matched: np.ndarray
    test: np.ndarray
    left_out: np.ndarray
    score: np.ndarray
    groups: np.ndarray


def patient_groups(films, digests):
    """A group number per film: films of one patient token, and exact duplicates, share a group."""
    parent = {}

    def root(key):
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for film, content in zip(films, digests):
        parent[root(("content", content))] = root(("patient", film.patient))
    numbers = {}
    return np.array(
        [numbers.setdefault(root(("patient", f.patient)), len(numbers)) for f in films]
    )


def global_numbers(pixels):
    """Films x 5: deviation of the Laplacian, mean, deviation, share of black, share of white."""
    rows = []
    for grey in pixels:
        value = grey.astype(np.float32) / 255
        rows.append(
            [laplace(value).std(), value.mean(), value.std(), (grey < 8).mean(), (grey > 247).mean()]
        )
    return np.array(rows)


def parts(labels, groups, count, seed=0):
    """The part (0 to count - 1) of every film: both classes in each by their share, groups kept together."""
    out = np.zeros(len(labels), dtype=int)
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    for number, (_, held) in enumerate(splitter.split(labels, labels, groups)):
        out[held] = number
    return out


def out_of_fold(numbers, labels, groups, folds=5, seed=0):
    """Out-of-fold probability of the positive class by gradient boosting, patients kept together."""
    score = np.zeros(len(labels))
    part = parts(labels, groups, folds, seed)
    for number in range(folds):
        fit, held = part != number, part == number
        model = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, random_state=seed)
        model.fit(numbers[fit], labels[fit])
        score[held] = model.predict_proba(numbers[held])[:, 1]
    return score


def match(score, labels, seed=0, bins=BINS):
    """Indices of a subset in which each bin of `score` holds as many films of either class."""
    rng = np.random.default_rng(seed)
    logit = np.log(score / (1 - score))
    # Edges from the rarer class: they are dense where pairs can be found.
    edges = np.quantile(logit[labels == 0], np.linspace(0, 1, bins + 1)[1:-1])
    place = np.digitize(logit, edges)
    chosen = []
    for number in range(bins):
        sides = [np.flatnonzero((place == number) & (labels == label)) for label in (0, 1)]
        pairs = min(len(side) for side in sides)
        for side in sides:
            chosen.extend(rng.permutation(side)[:pairs])
    return np.sort(np.array(chosen, dtype=int))


def make_split(films, pixels, data, seed=0):
    """Test split as given; the rest by patient: validation one fold of three, train the others.

    Films whose patient token also occurs in the test split, and films with an exact copy there,
    are left out of everything.
    """
    labels = np.array([film.label for film in films])
    digests = [digest(Path(data) / "kermany" / film.file) for film in films]
    groups = patient_groups(films, digests)
    is_test = np.array([film.split == "test" for film in films])
    tainted = np.array([film.in_test_tokens for film in films]) | np.isin(groups, groups[is_test])
    usable = np.flatnonzero(~is_test & ~tainted)
    score = np.full(len(films), np.nan)
    numbers = global_numbers(pixels[usable])
    score[usable] = out_of_fold(numbers, labels[usable], groups[usable], seed=seed)
    part = parts(labels[usable], groups[usable], VALIDATION_FOLDS, seed)
    validation = usable[part == 0]
    matched = validation[match(score[validation], labels[validation], seed)]
    return Split(
        train=usable[part > 0],
        validation=validation,
        matched=matched,
        test=np.flatnonzero(is_test),
        left_out=np.flatnonzero(~is_test & tainted),
        score=score,
        groups=groups,
    )


def describe(films, pixels, split):
    """What the split holds, and how well the five numbers separate the classes in each part."""
    labels = np.array([film.label for film in films])
    out = {}
    for name in ("train", "validation", "matched", "test", "left_out"):
        index = getattr(split, name)
        part = {"films": len(index), "pneumonia": int(labels[index].sum()),
                "patients": len(set(split.groups[index]))}
        if name in ("train", "validation", "matched"):
            part["auc_by_score"] = float(roc_auc_score(labels[index], split.score[index]))
        if name == "matched":
            again = out_of_fold(global_numbers(pixels[index]), labels[index], split.groups[index])
            part["auc_fitted_anew"] = float(roc_auc_score(labels[index], again))
        out[name] = part
    return out
