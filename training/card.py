"""Write a model's `MODEL_CARD.md` from its manifest.

    /usr/bin/python3 -m training.card resources/models/mobilenetv2 [--paper CACHE/mobilenetv2/NAME/paper-1.json]

--paper puts what `training.paper` found into the manifest first, where it ran after the model was written.
"""
import argparse
import json
from pathlib import Path

from . import manifest


def percent(value):
    return f"{100 * value:.1f} %"


def wilson(right, count, z=1.959964):
    """95 % interval of a share (Wilson 1927)."""
    share, room = right / count, z * z / count
    centre, reach = share + room / 2, z * (share * (1 - share) / count + room / (4 * count)) ** 0.5
    return (centre - reach) / (1 + room), (centre + reach) / (1 + room)


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


def class_table(results):
    """Markdown table of each class's figures at the threshold."""
    lines = [
        "| Set | Class | Precision | Recall | F1 | Films | Sensitivity at 90 % specificity |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in results:
        for name, own in row["classes"].items():
            at = f"{row['sensitivityAt90Specificity']:.3f}" if name == "pneumonia" else ""
            lines.append(f"| {row['set']} | {name} | {own['precision']:.3f} | {own['recall']:.3f} "
                         f"| {own['f1']:.3f} | {own['support']} | {at} |")
    return "\n".join(lines)


def etiology_table(results):
    """Markdown table by cause of the pneumonia, where a set knows it; each cause against all normal films."""
    lines = ["| Set | Cause | Films | AUC | Sensitivity |", "|---|---|---|---|---|"]
    for row in results:
        for cause, own in row.get("etiology", {}).items():
            lines.append(f"| {row['set']} | {cause} | {own['films']} | {own['auc']:.3f} "
                         f"| {percent(own['sensitivity'])} |")
    return "\n".join(lines) if len(lines) > 2 else "The causes are known on the official test split alone."


def paper_section(paper):
    """The paper's protocol: classification report and confusion matrix as the paper prints them."""
    if not paper:
        return "Not run for this version."
    rows = [f"| {name} | {own['precision']:.3f} | {own['recall']:.3f} | {own['f1-score']:.3f} "
            f"| {own['support']:.0f} |" for name, own in paper["report"].items() if name != "accuracy"]
    (pp, pn), (np_, nn) = paper["confusion"]
    return f"""Random 80/20 split of all 5,430 films (one seed), patients on both sides, films drawn by their share and as they
are, without the precautions against the shortcut; threshold one half. Another training of the same network, not the one that is
carried: it compares with the paper and says nothing of new patients. {paper["films"]} films, accuracy {paper["report"]["accuracy"]:.4f}.

| | Precision | Recall | F1 | Support |
|---|---|---|---|---|
{chr(10).join(rows)}

| Actual | Called pneumonia | Called normal |
|---|---|---|
| pneumonia | {pp} | {pn} |
| normal | {np_} | {nn} |"""


def audit_section(audit):
    """How far answers move when a film changes in ways that mean nothing, and what global numbers alone tell."""
    changes = [f"| {row['name']} | {row['mean']:.3f}{' **(above 0.05)**' if row['mean'] > 0.05 else ''} "
               f"| {row['auc']:.3f} |" for row in audit["changes"]]
    numbers = [f"| {row['set']} | {row['numbers']:.3f} | {row['network']:.3f} |" for row in audit["globalNumbers"]]
    auc = {row["set"]: row["network"] for row in audit["globalNumbers"]}
    gap = ""
    if manifest.TEST in auc:
        gap = (f"\n\nThe network's AUC on ordinary validation lies {auc['validation'] - auc[manifest.TEST]:.3f} above that on "
               "the official test split.")
    return f"""Whether the network follows sharpness, contrast, borders or markers instead of the lungs. On {audit["films"]} films of
the matched validation set (AUC {audit["auc"]:.3f}), the mean absolute change of the probability when a film changes:

| Change | Mean change (bar 0.05) | AUC |
|---|---|---|
{chr(10).join(changes)}

With a fixed box over the lungs the AUC falls to {audit["lungsCovered"]:.3f}. Five numbers of a whole film (sharpness, mean, deviation,
share of black, share of white) against the network, AUC:

| Set | Five numbers | Network |
|---|---|---|
{chr(10).join(numbers)}{gap}"""


def carried_note(model):
    """How exact the carried weights are."""
    found = model.get("carried")
    if not found:
        return ""
    return (f" Its carried weights answer within {found['max']:.4f} of the float32 network's probability on all "
            f"{found['films']} films of the official test split.")


def test_note(results):
    """What the card says of the test split and the external set."""
    if all(row["set"] != manifest.TEST for row in results):
        return "The official test split has not been opened for this version."
    return (
        "The official test split was\nopened once for this version, after every choice had been made; earlier versions had "
        "been measured on it. The NIH films\nare of adults at another hospital, their labels mined from reports (noisy): the "
        "figure says how far the network is from\nknowing adults."
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
{model["input"]["width"]} x {model["input"]["height"]}; {size:.1f} MB.{carried_note(model)}

## Limits

{model["limits"]}

## Results

{results_table(model["results"])}

At the threshold {threshold["value"]:.3f} on the calibrated probability:

{confusion_table(model["results"])}

{class_table(model["results"])}

{etiology_table(model["results"])}

Pneumonia is the positive class. Intervals: bootstrap over patients, 2,000 rounds. ECE: expected
calibration error, 15 bins, before and after temperature scaling. {test_note(model["results"])}

## Audit of the shortcut

{audit_section(model["audit"])}

## The paper's protocol

{paper_section(model.get("paper"))}

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--paper", type=Path)
    options = parser.parse_args()
    if options.paper:
        content = manifest.read(options.folder)
        manifest.write({**content, "paper": json.loads(options.paper.read_text())}, options.folder)
    write(options.folder)


if __name__ == "__main__":
    main()
