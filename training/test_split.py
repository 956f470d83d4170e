"""Every film's answers on the official test split, by PyTorch.

    /usr/bin/python3 -m training.test_split --data ../shared/data      # training/test-split.csv

One row per film with its path, label and one calibrated probability per network, from exactly the weights that the
networks' files hold. Answers whose figures are not the card's are refused, so that the table stands for the card
film by film: the workstation is held to the table, and the table to the cards.
"""
import argparse
import csv
from pathlib import Path

import numpy as np

from . import data, evaluate, kept, manifest, panel, run
from .curves import differs
from .networks import NETWORKS

TABLE = Path("training/test-split.csv")
#: Enough for the log odds of a probability near 1.
DECIMALS = 8


def answers(member, options, greys, labels):
    """Calibrated probabilities of a network, each as it is written; SystemExit where its figures are not its card's."""
    network, card = kept.carried(member, options.out)
    margins = evaluate.margins(network, greys, NETWORKS[member].input)
    probability = evaluate.sigmoid(margins / card["calibration"]["temperature"]).round(DECIMALS)
    stored = next(row for row in card["results"] if row["set"] == manifest.TEST)
    place = differs({key: stored[key] for key in ("confusion", "ece")}, {
        "confusion": evaluate.confusion(labels, probability >= card["threshold"]["value"]),
        "ece": {"after": evaluate.calibration_error(labels, probability)},
    })
    if place:
        raise SystemExit(f"{member}: other figures than the card's{place}")
    print(member, len(probability), "films", flush=True)
    return probability


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    run.settle(options)
    films = [film for film in data.read_table(options.data) if film.split == "test"]
    greys = [data.read_grey(options.data / "kermany" / film.file) for film in films]
    labels = np.array([film.label for film in films])
    columns = [answers(member, options, greys, labels) for member in panel.MEMBERS]
    rows = [[film.file, film.label, *(f"{column[i]:.{DECIMALS}f}" for column in columns)]
            for i, film in enumerate(films)]
    with open(options.table, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["film", "label", *panel.MEMBERS], *rows])


if __name__ == "__main__":
    main()
