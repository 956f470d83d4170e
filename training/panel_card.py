"""Write the panel's `PANEL_CARD.md` from its rule.

    /usr/bin/python3 -m training.panel_card resources/models
"""
import json
import sys
from pathlib import Path

from .card import confusion_table, percent, results_table, test_note, wilson


def members(rule):
    """The rule in words."""
    return "\n".join(f"- {m['id']} {m['version']}, weight {m['weight']:.3f}" for m in rule["members"])


def compared_table(row):
    """The panel beside each network, plain averaging and a majority vote, on one set."""
    lines = [f"On the {row['set']}:", "",
             "| | AUC | Accuracy | Sensitivity | Specificity | ECE |", "|---|---|---|---|---|---|"]
    for own in row["compared"]:
        lines.append(f"| {own['name']} | {own['auc']:.3f} | {percent(own['accuracy'])} | {percent(own['sensitivity'])} "
                     f"| {percent(own['specificity'])} | {own['ece']:.3f} |")
    return "\n".join(lines)


def levels_table(rows):
    """How often each level occurs, and how often the panel is right there, with Wilson intervals."""
    lines = ["| Set | Level | Films | Share | Panel right | 95 % interval |", "|---|---|---|---|---|---|"]
    for row in rows:
        for own in row["levels"]:
            share, right = own["films"] / row["films"], "-"
            interval = "-"
            if own["films"]:
                right = percent(own["right"] / own["films"])
                low, high = wilson(own["right"], own["films"])
                interval = f"{percent(low)} to {percent(high)}"
            lines.append(f"| {row['set']} | {own['level']} | {own['films']} | {percent(share)} | {right} | {interval} |")
    return "\n".join(lines)


def candidates_table(rule):
    """What the choice of the rule was made by."""
    lines = ["| Candidate | Log loss | Balanced accuracy |", "|---|---|---|"]
    lines += [f"| {own['name']} | {own['logLoss']:.4f} | {own['balancedAccuracy']:.4f} |" for own in rule["candidates"]]
    return "\n".join(lines)


def paper_section(paper):
    """The panel under the paper's protocol, where all four networks were trained under it."""
    if not paper:
        return "Not run for this version."
    (pp, pn), (np_, nn) = paper["confusion"]
    return f"""Another training of the same networks on a random 80/20 split ({paper["films"]} films, one seed, patients on both
sides, films as they are), their probabilities' log odds averaged, threshold one half: accuracy {paper["accuracy"]:.4f};
pneumonia called pneumonia {pp}, pneumonia called normal {pn}, normal called pneumonia {np_}, normal called normal {nn}. It
compares with the paper and says nothing of new patients."""


def card(rule):
    """The card's text."""
    rows = [rule["outOfFold"], *rule["results"]]
    compared = "\n\n".join(compared_table(row) for row in rows)
    return f"""# The panel {rule["version"]}

Written from `panel.json` by `training/panel_card.py`; change the rule, not this file.

## Rule

Probability = sigmoid((weighted mean of the networks' log odds {rule["offset"]:+.3f}) / {rule["temperature"]:.3f}); pneumonia from
{rule["threshold"]:.3f} on. The verdict follows the probability, never the votes; a vote is a network's own verdict.

{members(rule)}

Chosen on: {rule["chosenOn"]}.

{candidates_table(rule)}

The rule holds for these four versions together. Where one is missing or failed, the networks' log odds and thresholds are
averaged with equal weights, and with fewer than three after a failure there is no verdict.

## Limits

{rule["limits"]}

## Results

{results_table(rows)}

{confusion_table(rows)}

Pneumonia is the positive class. Intervals of AUC: bootstrap over patients, 2,000 rounds. ECE: expected calibration error,
15 bins, of the plain mean of the log odds and by the rule. {test_note(rule["results"])}

## Levels

{levels_table(rows)}

## Beside other rules

{compared}

Plain averaging takes the mean of the networks' thresholds; in a majority vote two of four go to pneumonia.

## The paper's protocol

{paper_section(rule.get("paper"))}
"""


def write(folder):
    """Write `PANEL_CARD.md` beside `panel.json`."""
    folder = Path(folder)
    (folder / "PANEL_CARD.md").write_text(card(json.loads((folder / "panel.json").read_text())))


if __name__ == "__main__":
    write(sys.argv[1])
