"""What the repository keeps of a network that is not trained anew, for a panel of it and of networks that are.

`training/altered.csv` (written by `training.panel`) holds the calibrated log odds of every film's random alterations, a
network's columns empty where they are not known. The carried network is that of fold 0, so that what the
table lacks of fold 0's films it answers again; what it lacks of other folds stays unknown.
"""
import csv

import numpy as np

from . import evaluate, export, folds, manifest, run
from .networks import NETWORKS
from .operating_point import OperatingPoint

DECIMALS = 3
#: A probability of the table of out-of-fold predictions that reads 0 or 1 lies within this of it.
EDGE = 5e-6


def columns(member):
    """A network's columns in the table of alterations."""
    return [f"{member}_{draw + 1}" for draw in range(folds.ALTERED)]


def read_altered(path, member, names):
    """Log odds (films x ALTERED) of a network for the films of these names; NaN where the table has none."""
    out = np.full((len(names), folds.ALTERED), np.nan)
    if not path.exists():
        return out
    with open(path, newline="") as file:
        rows = {row["film"]: row for row in csv.DictReader(file)}
    for number, name in enumerate(names):
        found = [rows[name][column] for column in columns(member)]
        if all(found):
            out[number] = [float(value) for value in found]
    return out


def write_altered(path, members, networks, points):
    """The table, from every network's Predictions and OperatingPoint."""
    first = networks[0]
    odds = [(own.altered + point.offset) / point.temperature for own, point in zip(networks, points)]
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["film", "fold", *(column for member in members for column in columns(member))])
        for i, film in enumerate(first.films):
            numbers = np.concatenate([own[i] for own in odds])
            writer.writerow([film, first.folds[i], *("" if np.isnan(v) else f"{v:.{DECIMALS}f}" for v in numbers)])


def carried(member, out):
    """The network in its file, and its manifest."""
    card = manifest.read(out / member)
    return export.read(NETWORKS[member], out / member / card["files"][0]["path"]), card


def point_of(card):
    """The OperatingPoint of a manifest, for margins in which the offset is already."""
    return OperatingPoint(card["calibration"]["temperature"], 0.0, card["threshold"]["value"])


def predictions(member, options, films, pixels, labels, split):
    """The network's Predictions and OperatingPoint, as far as they are known."""
    network, card = carried(member, options.out)
    point = point_of(card)
    with open(options.table, newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["film"])
    names = tuple(row["film"] for row in rows)
    numbers = np.array([int(row["fold"]) for row in rows])
    plain = np.clip([float(row[member]) for row in rows], EDGE, 1 - EDGE)
    altered = read_altered(options.altered, member, names) * point.temperature
    if np.isnan(altered[numbers == 0]).any():
        held = folds.for_fold(split, labels, 0).validation
        moves = folds.altered_margins(network, pixels[held], NETWORKS[member].input, seed=0)
        again = {films[i].file: move for i, move in zip(held, moves)}
        altered[numbers == 0] = [again[name] for name, fold in zip(names, numbers) if fold == 0]
    return folds.Predictions(
        films=names,
        folds=numbers,
        labels=np.array([int(row["label"]) for row in rows]),
        plain=np.log(plain / (1 - plain)) * point.temperature,
        altered=altered,
    ), point


def closed(member, options, pixels, split):
    """The carried network's margins on the official test split and the external films, as `training.run` keeps them."""
    network, _ = carried(member, options.out)
    spec = NETWORKS[member].input
    adults, _, _ = run.nih_films(options)
    return {"test": evaluate.margins(network, pixels[split.test], spec), "nih": evaluate.margins(network, adults, spec)}
