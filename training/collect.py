"""The four networks' out-of-fold probabilities in one small file, for the panel and later statistics.

    /usr/bin/python3 -m training.collect --run NAME

Reads `fold-0.csv` to `fold-4.csv` of every network (written by `training.run NETWORK --fold K`) from the cache,
calibrates each network by the operating point chosen on them, and writes one row per film: film
(path under the data folder), fold, label (1 is pneumonia), one probability per network.
"""
import argparse
import csv
from pathlib import Path

import numpy as np

from . import folds, operating_point

DECIMALS = 5


def network_predictions(folder):
    """All folds of one network, joined; FileNotFoundError names the fold that is missing."""
    return folds.join([folds.read(folder / f"fold-{number}.csv") for number in range(folds.FOLDS)])


def scores_of(predictions, films, score):
    """The five numbers' score for each film of the predictions, by its path."""
    place = {film.file: number for number, film in enumerate(films)}
    return score[[place[name] for name in predictions.films]]


def table(networks, score_of):
    """Header and rows for {network id: Predictions}; `score_of` gives the five numbers' scores.

    ValueError if the networks did not answer the same films in the same folds.
    """
    ids = list(networks)
    first = networks[ids[0]]
    columns = []
    for name in ids:
        own = networks[name]
        if own.films != first.films or not np.array_equal(own.folds, first.folds):
            raise ValueError(f"{name} answered other films or other folds than {ids[0]}")
        columns.append(operating_point.choose(own, score_of(own)).probability(own.plain))
    rows = [[film, int(first.folds[i]), int(first.labels[i]),
             *(f"{column[i]:.{DECIMALS}f}" for column in columns)]
            for i, film in enumerate(first.films)]
    return ["film", "fold", "label", *ids], rows


def main():
    from .networks import NETWORKS
    from .run import add_places, material

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_places(parser)
    parser.add_argument("--run", default="default", help="name of the checkpoint folder in the cache")
    parser.add_argument("--table", type=Path, default=Path("training/out-of-fold.csv"))
    options = parser.parse_args()
    films, _, _, split = material(options)
    networks = {name: network_predictions(options.cache / name / options.run) for name in sorted(NETWORKS)}
    header, rows = table(networks, lambda own: scores_of(own, films, split.score))
    with open(options.table, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main()
