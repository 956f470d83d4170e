"""The panel's rule: four calibrated probabilities to one probability and a verdict.

    /usr/bin/python3 -m training.panel --run NAME

Chosen on the out-of-fold predictions alone, before any closed set is opened: candidates are fitted on all folds
but one and compared on that one. Writes the four networks' out-of-fold probabilities
(`training/out-of-fold.csv`) and the rule (`panel.json` and `PANEL_CARD.md` beside the models). Without
--until export it then measures the rule on the official test split and the external films, from the margins that
`training.run` kept when it opened them. With --keep cnn,resnet50 these networks are the carried ones (see kept.py), and the rule
that is there is a candidate as well. With --paper it only puts into the rule what `training.paper` found of the
four, where that ran afterwards.
"""
import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from . import collect, data, evaluate, folds, kept, manifest, operating_point, panel_card, run, splits
from .networks import NETWORKS
from .paper import paper_report, paper_split

#: The panel's order.
MEMBERS = ("cnn", "mobilenetv2", "resnet50", "alexnet")
VERSION = "1.5.0"
OUT_OF_FOLD = "out-of-fold predictions"
LEVELS = ("unanimous", "majority", "split")
#: What the rule was chosen on where networks are kept of which no more is known.
ONE_FOLD = "of these the films of one fold, whose alterations every network has answered; "
#: Why a candidate was chosen: one that was compared as all were, or the rule that was there, which was fitted before.
LOWEST = "the lower log loss on folds that a candidate was not fitted on"
NONE_BETTER = "since no rule fitted anew has a lower log loss on films that it was not fitted on"
#: Keeps log odds finite, as core/models/calibrate.ts does.
EDGE = 2.0**-50


@dataclass(frozen=True)
class Rule:
    """probability = sigmoid((weights . log odds + offset) / temperature); pneumonia from `threshold` on."""

    weights: tuple
    temperature: float
    offset: float
    threshold: float

    def probability(self, odds):
        """Films x members log odds to probabilities."""
        return evaluate.sigmoid((odds @ np.array(self.weights) + self.offset) / self.temperature)


def log_odds(probabilities):
    """Log odds, kept finite."""
    inside = np.clip(probabilities, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def fit_weights(labels, odds, shares):
    """Weights (not negative, sum 1) of the log odds that minimise the log loss, with a scale and an offset."""
    count = odds.shape[1]

    def parts(values):
        weights = np.exp(values[:count] - values[:count].max())
        return weights / weights.sum(), np.exp(values[count]), values[count + 1]

    def loss(values):
        weights, temperature, offset = parts(values)
        z = (odds @ weights + offset) / temperature
        return np.average(np.logaddexp(0, z) - labels * z, weights=shares) + 1e-3 * np.square(values[:count]).sum()

    found = minimize(loss, np.zeros(count + 2), method="L-BFGS-B")
    return tuple(float(round(w, 4)) for w in parts(found.x)[0])


def with_weights(weights, labels, odds, shares):
    """The rule with these weights: temperature, offset and threshold by the films given."""
    weights = tuple(w / sum(weights) for w in weights)
    temperature, offset = (round(v, 4) for v in evaluate.choose_calibration(labels, odds @ np.array(weights), shares))
    rule = Rule(weights, temperature, offset, 0.5)
    return Rule(weights, temperature, offset,
                round(evaluate.choose_threshold(labels, rule.probability(odds), shares), 4))


def equal(labels, odds, shares):
    """Every network counts the same."""
    return with_weights((1,) * odds.shape[1], labels, odds, shares)


def weighted(labels, odds, shares):
    """Weights fitted as well."""
    return with_weights(fit_weights(labels, odds, shares), labels, odds, shares)


CANDIDATES = {"equal weights": equal, "fitted weights": weighted}


def compare(candidates, labels, odds, shares, folds_):
    """For every candidate the log loss and balanced accuracy on folds that it was not fitted on."""
    out = {}
    for name, choose in candidates.items():
        probability, right = np.zeros(len(labels)), np.zeros(len(labels))
        for fold in np.unique(folds_):
            fit, held = folds_ != fold, folds_ == fold
            rule = choose(labels[fit], odds[fit], shares[fit])
            probability[held] = rule.probability(odds[held])
            right[held] = (probability[held] >= rule.threshold) == labels[held]
        p = np.clip(probability, EDGE, 1 - EDGE)
        loss = np.average(-np.where(labels == 1, np.log(p), np.log(1 - p)), weights=shares)
        balanced = np.mean([np.average(right[labels == c], weights=shares[labels == c]) for c in (0, 1)])
        out[name] = {"logLoss": round(float(loss), 5), "balancedAccuracy": round(float(balanced), 5)}
    return out


def level_of(votes, of):
    """As core/agreement/agree.ts names it."""
    return "unanimous" if votes in (0, of) else "split" if 2 * votes == of else "majority"


def levels(votes, of, right):
    """How many films reach each level, and on how many of them the panel is right."""
    names = np.array([level_of(v, of) for v in votes])
    return [{"level": name, "films": int((names == name).sum()), "right": int(right[names == name].sum())}
            for name in LEVELS]


def figures(name, labels, score, predicted):
    """One row of a comparison; `score` orders the films, `predicted` are verdicts."""
    counts = evaluate.confusion(labels, predicted)
    return {
        "name": name,
        "auc": round(evaluate.roc_auc(labels, score), 4),
        "accuracy": round((counts["truePositive"] + counts["trueNegative"]) / len(labels), 4),
        "sensitivity": round(counts["truePositive"] / int(np.sum(labels == 1)), 4),
        "specificity": round(counts["trueNegative"] / int(np.sum(labels == 0)), 4),
        "ece": round(evaluate.calibration_error(labels, score), 4),
    }


def compared(rule, labels, probabilities, thresholds):
    """The panel beside each network alone, plain averaging, and a majority vote (a tie goes to pneumonia)."""
    votes = (probabilities >= thresholds).mean(1)
    mean, panel = probabilities.mean(1), rule.probability(log_odds(probabilities))
    rows = [figures("panel", labels, panel, panel >= rule.threshold),
            figures("plain averaging", labels, mean, mean >= np.mean(thresholds)),
            figures("majority vote", labels, votes, votes >= 0.5)]
    for number, member in enumerate(MEMBERS):
        own = probabilities[:, number]
        rows.append(figures(NETWORKS[member].title, labels, own, own >= thresholds[number]))
    return rows


def result(rule, name, labels, probabilities, thresholds, groups, etiology=None):
    """A row of `results`; ECE and reliability "before" are those of the plain mean of the networks' log odds."""
    odds = log_odds(probabilities)
    margins = odds @ np.array(rule.weights) + rule.offset
    row = evaluate.report(name, labels, margins, groups, rule.temperature, rule.threshold, etiology)
    plain = evaluate.sigmoid(odds.mean(1))
    row["ece"]["before"] = round(evaluate.calibration_error(labels, plain), 4)
    row["reliability"]["before"] = evaluate.reliability(labels, plain)
    votes = (probabilities >= thresholds).sum(1)
    right = (rule.probability(odds) >= rule.threshold) == labels
    row["levels"] = levels(votes, len(MEMBERS), right)
    row["compared"] = compared(rule, labels, probabilities, thresholds)
    return row


def closed_results(rule, points, options, films, pixels, labels, split):
    """The official test split and the external films, from the margins kept by `training.run` or the carried networks."""
    answers = [kept.closed(member, options, pixels, split) if member in options.keep
               else np.load(options.cache / member / options.run / "final.npz") for member in MEMBERS]
    thresholds = np.array([point.threshold for point in points])

    def probabilities(name):
        return np.stack([evaluate.sigmoid(own[name] / point.temperature) for own, point in zip(answers, points)], 1)

    _, adults, patients = run.nih_films(options)
    etiology = np.array([films[i].etiology for i in split.test])
    return [
        result(rule, manifest.TEST, labels[split.test], probabilities("test"), thresholds,
               split.groups[split.test], etiology),
        result(rule, manifest.ADULTS, adults, probabilities("nih"), thresholds, patients),
    ]


def paper_panel(options, labels):
    """The panel under the paper's protocol: mean log odds of the four networks, threshold one half; None where one of
    them did not run under it."""
    found = [options.cache / member / options.run / "paper-1.npy" for member in MEMBERS]
    if not all(path.exists() for path in found):
        return None
    truth = labels[paper_split(labels, 1).validation]
    odds = np.mean([np.load(path) for path in found], 0)
    report = paper_report(truth, odds)
    return {**report, "accuracy": report["report"]["accuracy"]}


def write_rule(content, out):
    """`panel.json` and its card."""
    (out / "panel.json").write_text(manifest.text(content))
    panel_card.write(out)


def put_paper(options):
    """The rule that is there, with the paper's protocol of this run."""
    labels = np.array([film.label for film in data.read_table(options.data)])
    paper = paper_panel(options, labels)
    if paper is None:
        raise SystemExit(f"not all of {', '.join(MEMBERS)} ran under the paper's protocol as {options.run}")
    content = json.loads((options.out / "panel.json").read_text())
    write_rule({**content, "paper": paper}, options.out)
    print(json.dumps(paper, indent=1))


def stacked(networks, points, score, groups):
    """(labels, log odds films x members, shares, parts) of all alterations that every network answered.

    The parts are the folds, or where only one fold was answered by all, as many parts of its films by patient.
    """
    first = networks[0]
    labels, _, shares = operating_point.stack(first, score)
    columns = []
    for own, point in zip(networks, points):
        _, margins, _ = operating_point.stack(own, score)
        columns.append(log_odds(point.probability(margins)))
    odds = np.stack(columns, 1)
    known = ~np.isnan(odds).any(1)
    labels, odds, shares = labels[known], odds[known], shares[known]
    parts, patients = (np.repeat(v, folds.ALTERED)[known] for v in (first.folds, groups))
    if len(np.unique(parts)) == 1:
        parts = splits.parts(labels, patients, folds.FOLDS)
    return labels, odds, shares, parts


def rule_of(content):
    """The Rule in `panel.json`."""
    return Rule(tuple(member["weight"] for member in content["members"]), content["temperature"], content["offset"],
                content["threshold"])


def as_it_was(content):
    """The rule that is there, as a candidate that is not fitted."""
    return {f"the rule of version {content['version']}": lambda *_: rule_of(content)}


def member_of(member, options, films, pixels, labels, split):
    """A network's Predictions and its OperatingPoint."""
    if member in options.keep:
        return kept.predictions(member, options, films, pixels, labels, split)
    own = collect.network_predictions(options.cache / member / options.run)
    return own, operating_point.choose(own, collect.scores_of(own, films, split.score))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    run.add_places(parser)
    parser.add_argument("--run", default="default", help="name of the checkpoint folder in the cache")
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--table", type=Path, default=Path("training/out-of-fold.csv"))
    parser.add_argument("--altered", type=Path, default=Path("training/altered.csv"))
    parser.add_argument("--keep", type=lambda text: text.split(","), default=[], help="networks that are not trained anew")
    parser.add_argument("--until", choices=["export", "report"], default="report")
    parser.add_argument("--paper", action="store_true", help="only the paper's protocol, into the rule that is there")
    options = parser.parse_args()
    if options.paper:
        put_paper(options)
        return
    films, pixels, labels, split = run.material(options)
    before = json.loads((options.out / "panel.json").read_text()) if options.keep else {}
    networks, points = zip(*(member_of(member, options, films, pixels, labels, split) for member in MEMBERS))
    collect.same_films(MEMBERS, networks)
    header, rows = collect.table(MEMBERS, networks, points)
    with open(options.table, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    kept.write_altered(options.altered, MEMBERS, networks, points)
    place = {film.file: number for number, film in enumerate(films)}
    groups = split.groups[[place[name] for name in networks[0].films]]
    score = collect.scores_of(networks[0], films, split.score)
    truth, odds, shares, parts = stacked(networks, points, score, groups)
    part = "" if len(truth) == networks[0].altered.size else ONE_FOLD
    candidates = {**CANDIDATES, **(as_it_was(before) if before else {})}
    tried = compare(candidates, truth, odds, shares, parts)
    best = min(tried, key=lambda name: tried[name]["logLoss"])
    rule = candidates[best](truth, odds, shares)
    reason = LOWEST if best in CANDIDATES else NONE_BETTER
    print(json.dumps({"compared": tried, "chosen": best, "rule": rule.__dict__}, indent=1))
    probabilities = np.stack([point.probability(own.plain) for own, point in zip(networks, points)], 1)
    thresholds = np.array([point.threshold for point in points])
    out_of_fold = result(rule, OUT_OF_FOLD, networks[0].labels, probabilities, thresholds, groups)
    results = closed_results(rule, points, options, films, pixels, labels, split) if options.until == "report" else []
    content = {
        "schema": 1,
        "version": VERSION,
        "members": [{"id": member, "version": NETWORKS[member].version, "weight": weight}
                    for member, weight in zip(MEMBERS, rule.weights)],
        "temperature": rule.temperature,
        "offset": rule.offset,
        "threshold": rule.threshold,
        "chosenOn": f"{manifest.CHOSEN_ON}; {part}{best}, {reason}",
        "candidates": [{"name": name, **row} for name, row in tried.items()],
        "outOfFold": out_of_fold,
        "results": results,
        "limits": manifest.limits(results),
    }
    paper = paper_panel(options, labels) or before.get("paper")
    if paper:
        content["paper"] = paper
    write_rule(content, options.out)
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
