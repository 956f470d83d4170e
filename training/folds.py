"""Out-of-fold predictions: every usable film answered by a network that saw no film of its patient.

Three patient-grouped folds over all films that may be used for training (not the official test split, not
patients whose number occurs there); exact copies stay together. For each film the margin (logit
pneumonia minus logit normal) is kept as the film is and for a few random alterations of it, so that
temperature and threshold are not chosen on a set that the network almost separates.
"""
import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from .augment import augment
from .batch import normalise, to_size
from .splits import VALIDATION_FOLDS, match, parts

FOLDS = VALIDATION_FOLDS
#: Random alterations of a film, each with a margin of its own.
ALTERED = 2
#: Decimals of a margin in the file.
DECIMALS = 4


@dataclass(frozen=True)
class Predictions:
    """One network's margins: `plain` (films) and `altered` (films x ALTERED), with the films' ids
    (paths under the data folder), folds and labels."""

    films: tuple
    folds: np.ndarray
    labels: np.ndarray
    plain: np.ndarray
    altered: np.ndarray

    def __len__(self):
        return len(self.films)


def assign(split, labels, count=FOLDS, seed=0):
    """The fold (0 to count - 1) of every film in the table; -1 for films that no fold may hold."""
    usable = np.sort(np.concatenate([split.train, split.validation]))
    folds = np.full(len(labels), -1)
    folds[usable] = parts(labels[usable], split.groups[usable], count, seed)
    return folds


def for_fold(split, labels, number, seed=0):
    """The split whose validation films are one fold and whose training films are the others."""
    folds = assign(split, labels)
    held = np.flatnonzero(folds == number)
    if not len(held):
        raise ValueError(f"there is no fold {number}; folds are 0 to {FOLDS - 1}")
    return replace(
        split,
        train=np.flatnonzero((folds >= 0) & (folds != number)),
        validation=held,
        matched=held[match(split.score[held], labels[held], seed)],
    )


def altered_margins(network, pixels, spec, seed, batch=32):
    """Margins (films x ALTERED) of films changed at random as in training, at their own size: with one
    seed every network answers the same alterations."""
    generator, rng = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    out = np.zeros((len(pixels), ALTERED))
    with torch.no_grad():
        for at in range(0, len(pixels), batch):
            for draw in range(ALTERED):
                grey = augment(pixels[at : at + batch], generator, rng, "cpu")
                logits = network(normalise(to_size(grey, spec), spec))[0].double().numpy()
                out[at : at + batch, draw] = logits[:, 1] - logits[:, 0]
    return out


def write(predictions, path):
    """One row per film: film, fold, label (1 is pneumonia), margin, altered_1 and so on."""
    order = np.argsort(predictions.films)
    names = [f"altered_{draw + 1}" for draw in range(predictions.altered.shape[1])]
    part = Path(path).with_suffix(".part")
    with open(part, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["film", "fold", "label", "margin", *names])
        for i in order:
            numbers = [predictions.plain[i], *predictions.altered[i]]
            writer.writerow([predictions.films[i], predictions.folds[i], predictions.labels[i],
                             *(f"{v:.{DECIMALS}f}" for v in numbers)])
    part.rename(path)


def read(path):
    """Predictions from a file; ValueError for another header, a missing number or a film given twice."""
    with open(path, newline="") as file:
        header, *rows = list(csv.reader(file))
    if header[:4] != ["film", "fold", "label", "margin"] or any(len(r) != len(header) for r in rows):
        raise ValueError(f"{path} does not hold out-of-fold predictions")
    if len({row[0] for row in rows}) != len(rows):
        raise ValueError(f"{path} holds a film twice")
    numbers = np.array([[float(v) for v in row[3:]] for row in rows]).reshape(len(rows), len(header) - 3)
    if not np.isfinite(numbers).all():
        raise ValueError(f"{path} holds a margin that is not a number")
    return Predictions(
        films=tuple(row[0] for row in rows),
        folds=np.array([int(row[1]) for row in rows]),
        labels=np.array([int(row[2]) for row in rows]),
        plain=numbers[:, 0],
        altered=numbers[:, 1:],
    )


def join(parts):
    """The folds' predictions as one, sorted by film; ValueError for a film that two folds answered."""
    films = [film for part in parts for film in part.films]
    if len(set(films)) != len(films):
        raise ValueError("two folds answered the same film")
    order = np.argsort(films)
    joined = [np.concatenate([getattr(part, name) for part in parts])[order]
              for name in ("folds", "labels", "plain", "altered")]
    return Predictions(tuple(films[i] for i in order), *joined)
