"""ROC corners and reliability bins for cards that were written before results held them.

    /usr/bin/python3 -m training.curves --data ../shared/data

Answers the sets of each card again, with exactly the weights that its file holds, and adds what is missing to
`model.json` and `panel.json`. A set whose figures do not come out as the card has them is refused, so that a curve
always belongs to the figures beside it.
"""
import argparse
import csv
import json
from pathlib import Path

import numpy as np

from . import evaluate, kept, manifest, panel, run
from .networks import NETWORKS

MATCHED = "matched validation"
#: What rounding to four decimals, and a sum in another order, can move.
TOLERANCE = 2.1e-4


def differs(stored, found, place=""):
    """Where two rows of figures differ by more than rounding; None where they do not. What is not stored is not asked."""
    if isinstance(stored, dict):
        for key, value in stored.items():
            if key in found and (place_ := differs(value, found[key], f"{place}.{key}")):
                return place_
        return None
    if isinstance(stored, list):
        pairs = [differs(a, b, place) for a, b in zip(stored, found)] + ([place] if len(stored) != len(found) else [])
        return next(filter(None, pairs), None)
    if isinstance(stored, float):
        return None if abs(stored - found) <= TOLERANCE else f"{place}: {stored} stored, {found} found"
    return None if stored == found else f"{place}: {stored} stored, {found} found"


def with_curves(stored, found, owner):
    """The stored row with the found row's curves."""
    place = differs(stored, found)
    if place:
        raise SystemExit(f"{owner}, {stored['set']}: other figures than the card's{place}")
    return {**stored, "roc": found["roc"], "reliability": found["reliability"]}


def sets(options, films, pixels, labels, split):
    """Films (8-bit grey), labels, patients and causes of each set, by its name on the cards."""
    greys, found, patients = run.nih_films(options)
    causes = np.array([films[i].etiology for i in split.test])
    return {
        MATCHED: (pixels[split.matched], labels[split.matched], split.groups[split.matched], None),
        manifest.TEST: (pixels[split.test], labels[split.test], split.groups[split.test], causes),
        manifest.ADULTS: (greys, found, patients, None),
    }


def network_probabilities(member, options, known):
    """Adds the curves to one network's manifest; its calibrated probabilities by set."""
    folder, definition = options.out / member, NETWORKS[member]
    network, card = kept.carried(member, options.out)
    temperature, threshold = card["calibration"]["temperature"], card["threshold"]["value"]
    out, rows = {}, []
    for row in card["results"]:
        films, labels, patients, causes = known[row["set"]]
        margins = evaluate.margins(network, films, definition.input)
        found = evaluate.report(row["set"], labels, margins, patients, temperature, threshold, causes)
        rows.append(with_curves(row, found, member))
        out[row["set"]] = evaluate.sigmoid(margins / temperature)
        print(member, row["set"], len(rows[-1]["roc"]["threshold"]), "corners", flush=True)
    manifest.write({**card, "results": rows}, folder)
    return out, threshold


def out_of_fold(options, films, split):
    """Labels, probabilities (films x members) and patients of the table of out-of-fold predictions."""
    with open(options.table, newline="") as file:
        rows = list(csv.DictReader(file))
    place = {film.file: number for number, film in enumerate(films)}
    return (np.array([int(row["label"]) for row in rows]),
            np.array([[float(row[member]) for member in panel.MEMBERS] for row in rows]),
            split.groups[[place[row["film"]] for row in rows]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    run.add_places(parser)
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--table", type=Path, default=Path("training/out-of-fold.csv"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    run.settle(options)
    films, pixels, labels, split = run.material(options)
    known = sets(options, films, pixels, labels, split)
    answers, thresholds = zip(*(network_probabilities(member, options, known) for member in panel.MEMBERS))
    path = options.out / "panel.json"
    content = json.loads(path.read_text())
    rule = panel.rule_of(content)

    def again(row, truth, probabilities, patients, causes):
        found = panel.result(rule, row["set"], truth, probabilities, np.array(thresholds), patients, causes)
        return with_curves(row, found, "panel")

    truth, probabilities, patients = out_of_fold(options, films, split)
    content["outOfFold"] = again(content["outOfFold"], truth, probabilities, patients, None)
    content["results"] = [
        again(row, known[row["set"]][1], np.stack([own[row["set"]] for own in answers], 1), *known[row["set"]][2:])
        for row in content["results"]
    ]
    path.write_text(manifest.text(content))


if __name__ == "__main__":
    main()
