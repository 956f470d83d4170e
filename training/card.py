"""Write a model's `MODEL_CARD.md` from its manifest.

    /usr/bin/python3 -m training.card resources/models/mobilenetv2
"""
import sys
from pathlib import Path

from . import manifest


def percent(value):
    return f"{100 * value:.1f} %"


def results_table(results):
    """Markdown table, one row per set."""
    lines = [
        "| Set | Films | AUC (95 % interval) | Accuracy | Sensitivity | Specificity | ECE before / after |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in results:
        auc, ece = row["auc"], row["ece"]
        lines.append(
            f"| {row['set']} | {row['films']} | {auc['value']:.3f} ({auc['low']:.3f} to {auc['high']:.3f}) "
            f"| {percent(row['accuracy'])} | {percent(row['sensitivity'])} | {percent(row['specificity'])} "
            f"| {ece['before']:.3f} / {ece['after']:.3f} |"
        )
    return "\n".join(lines)


def confusion_table(results):
    """Markdown table of the counts behind the figures."""
    lines = [
        "| Set | Pneumonia called pneumonia | Pneumonia called normal | Normal called pneumonia "
        "| Normal called normal |",
        "|---|---|---|---|---|",
    ]
    for row in results:
        c = row["confusion"]
        lines.append(f"| {row['set']} | {c['truePositive']} | {c['falseNegative']} "
                     f"| {c['falsePositive']} | {c['trueNegative']} |")
    return "\n".join(lines)


def test_note(results):
    """What the card says of the test split and the external set."""
    if all(row["set"] != manifest.TEST for row in results):
        return "The official test split has not been opened for this version."
    return (
        "The official test split was\nlooked at once, after every choice had been made. The NIH films are of "
        "adults at another hospital, their\nlabels mined from reports (noisy): the figure says how far the "
        "network is from knowing adults."
    )


def origin_note(origin):
    """What the starting weights' licence asks of whoever passes the model on."""
    for licence in ("Apache-2.0", "MIT"):
        if licence in origin:
            return f" The starting weights' licence, {licence}, asks that their\norigin stays named."
    return ""


def card(model):
    """The card's text for a manifest."""
    training, calibration, threshold = model["training"], model["calibration"], model["threshold"]
    films = training["films"]
    size = sum(part["bytes"] for part in model["files"]) / 1e6
    return f"""# {model["title"]} {model["version"]}

Written from `model.json` by `training/card.py`; change the manifest, not this file.

## Purpose

A second opinion on a frontal chest film: the calibrated probability of pneumonia and a heat map, shown
to a reader who has already committed a first read. {model["architecture"]}. Input
{model["input"]["width"]} x {model["input"]["height"]}; {size:.1f} MB.

## Limits

{model["limits"]}

## Results

{results_table(model["results"])}

At the threshold {threshold["value"]:.3f} on the calibrated probability:

{confusion_table(model["results"])}

Pneumonia is the positive class. Intervals: bootstrap over patients, 2,000 rounds. ECE: expected
calibration error, 15 bins, before and after temperature scaling. {test_note(model["results"])}

## Calibration and threshold

Probability = sigmoid((logit pneumonia - logit normal) / {calibration["temperature"]:.3f}). Temperature
chosen on: {calibration["chosenOn"]}. Threshold {threshold["value"]:.3f}, chosen on: {threshold["chosenOn"]}.

## Training

- Data: {training["data"]}. {training["citation"]}. Licence {training["dataLicence"]}.
- Split: {training["split"]}. Films: {films["train"]} train, {films["validation"]} validation, of which
  {films["matchedValidation"]} matched validation.
- Starting weights: {training["startingWeights"]}.
- Recipe: {training["recipe"]}.
- External set: NIH Clinical Center, ChestX-ray8 (Wang et al. 2017).

## Licence

{model["licence"]}{" (" + model["licenceUrl"] + ")" if model.get("licenceUrl") else ""}. Name the data's
authors (above) wherever the model is used.{origin_note(training["startingWeights"])}
"""


def write(folder):
    """Write `MODEL_CARD.md` beside the manifest."""
    Path(folder, "MODEL_CARD.md").write_text(card(manifest.read(folder)))


if __name__ == "__main__":
    write(sys.argv[1])
