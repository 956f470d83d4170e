"""The networks' out-of-fold predictions, joined and held against each other.

`training.panel` writes them to one small file, one row per film: film (path under the data folder), fold, label (1 is
pneumonia), one calibrated probability per network.
"""
import numpy as np

from . import folds

DECIMALS = 5


def network_predictions(folder):
    """All folds of one network, joined; FileNotFoundError names the fold that is missing."""
    return folds.join([folds.read(folder / f"fold-{number}.csv") for number in range(folds.FOLDS)])


def scores_of(predictions, films, score):
    """The five numbers' score for each film of the predictions, by its path."""
    place = {film.file: number for number, film in enumerate(films)}
    return score[[place[name] for name in predictions.films]]


def same_films(ids, networks):
    """ValueError if the networks did not answer the same films in the same folds."""
    first = networks[0]
    for name, own in zip(ids, networks):
        if own.films != first.films or not np.array_equal(own.folds, first.folds):
            raise ValueError(f"{name} answered other films or other folds than {ids[0]}")


def table(ids, networks, points):
    """Header and rows, for each network's Predictions and its OperatingPoint."""
    same_films(ids, networks)
    first = networks[0]
    columns = [point.probability(own.plain) for own, point in zip(networks, points)]
    rows = [[film, int(first.folds[i]), int(first.labels[i]),
             *(f"{column[i]:.{DECIMALS}f}" for column in columns)]
            for i, film in enumerate(first.films)]
    return ["film", "fold", "label", *ids], rows
