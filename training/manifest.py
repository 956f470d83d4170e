"""A model's manifest (`model.json`, schema 1): what the workstation reads, and the card's source."""
import json
import re
from pathlib import Path

CITATION = (
    'Kermany, Zhang, Goldbaum, "Labeled Optical Coherence Tomography (OCT) and Chest X-Ray Images for '
    'Classification", Mendeley Data, doi 10.17632/rscbjbr9sj'
)
CHOSEN_ON = (
    "out-of-fold predictions of all usable training films (three folds by patient), altered at random as films from "
    "elsewhere differ, weighted so that global image statistics are balanced and both classes count the same; "
    "the official test split was closed, but version 1.0.0 of MobileNetV2 had shown on it that a point chosen on "
    "unaltered films is too low; what earlier versions reach on it was known"
)
#: What the training curve keeps of an epoch.
CURVE = ("epoch", "size", "loss", "validation_auc", "matched_auc")
TEST, ADULTS = "official test split", "nih (external, adults)"


def limits(results):
    """What the network must not be trusted with, with the counts that show it."""
    out = ["Trained on frontal (AP) chest films of children of 1 to 5 years from one centre."]
    for row in results:
        tp, fn, fp, tn = (row["confusion"][key] for key in
                          ("truePositive", "falseNegative", "falsePositive", "trueNegative"))
        if row["set"] == TEST:
            out.append(f"On the official test split it called {fp} of {fp + tn} normal films pneumonia at its "
                       f"threshold, and {fn} of {tp + fn} films with pneumonia normal.")
        if row["set"] == ADULTS:
            out.append("Not for adults: on adult films of another hospital its AUC was "
                       f"{row['auc']['value']:.2f}, where 0.5 is chance.")
    out.append("It knows two answers only, normal and pneumonia, and names no other finding. Not a cleared "
               "medical device: it does not replace a radiologist's reading.")
    return " ".join(out)


def recipe_text(recipe, width):
    """How the network was trained, in a sentence."""
    views = f"{recipe.views} views of a film, held to agree; " if recipe.views > 1 else ""
    small = [(recipe.sizes.count(size), size) for size in sorted(set(recipe.sizes)) if size < width]
    named = [f"{count} at {size}" if at else f"{count} of them at {size} pixels" for at, (count, size) in enumerate(small)]
    start = f" ({', '.join(named)})" if small else ""
    crops = "; cropped at random at the top and bottom, normal films further" if recipe.crops else ""
    precision = ", convolutions and matrix products in bfloat16" if recipe.bfloat16 else ""
    return (
        f"{recipe.epochs} epochs{start}, AdamW, one cycle to {recipe.rate:g}, batches of {recipe.batch}"
        f"{precision}, label smoothing {recipe.smoothing:g}, averaged weights; {views}classes drawn equally and "
        "balanced over global image statistics; random sharpness, resampling, contrast, aspect, borders, "
        f"markers, noise and recompression{crops}"
    )


def build(definition, split, point, measured, files):
    """The manifest as a dictionary.

    `point` is the OperatingPoint chosen on out-of-fold predictions. `measured` holds `results`, `audit`,
    `curve`, and where they are known `paper` and `carried`.
    """
    results = measured["results"]
    return {
        "schema": 1,
        "id": definition.id,
        "version": definition.version,
        "title": definition.title,
        "architecture": definition.architecture,
        "input": definition.input.manifest(),
        "outputs": {"logits": "logits", "heatMap": "heat_map", "features": "features",
                    "classes": ["normal", "pneumonia"]},
        "calibration": {"method": "temperature", "temperature": round(point.temperature, 4),
                        "chosenOn": CHOSEN_ON + "; together with the margin's offset, which the weights carry"},
        "threshold": {"value": round(point.threshold, 4), "chosenOn": CHOSEN_ON},
        "training": {
            "data": "Chest films of children of 1 to 5 years (Kermany et al.), 224 x 224 pixels",
            "citation": CITATION,
            "dataLicence": "CC BY 4.0",
            "split": "By patient: no patient stands on two sides; patients whose number also occurs in "
                     "the official test split are left out of training; exact copies kept together",
            "films": {"train": len(split.train), "validation": len(split.validation),
                      "matchedValidation": len(split.matched)},
            "startingWeights": definition.origin,
            "recipe": recipe_text(definition.recipe, definition.input.width),
            "curve": [{key: row[key] for key in CURVE} for row in measured["curve"]],
        },
        "results": results,
        "audit": measured["audit"],
        **{key: measured[key] for key in ("paper", "carried") if measured.get(key)},
        "limits": limits(results),
        "licence": "CC BY 4.0",
        "licenceUrl": "https://creativecommons.org/licenses/by/4.0/",
        "files": files,
    }


#: A list of three or more numbers, one in each line.
COLUMN = re.compile(r"\[(\s*(?:-?[\d.e-]+|null),){2,}\s*(?:-?[\d.e-]+|null)\s*\]")


def text(content):
    """JSON as it is kept: indented, a column of numbers in one line."""
    whole = json.dumps(content, indent=2)
    return COLUMN.sub(lambda found: re.sub(r"\s+", " ", found[0]).replace("[ ", "[").replace(" ]", "]"), whole) + "\n"


def write(content, folder):
    """Write `model.json` into the model's folder."""
    Path(folder, "model.json").write_text(text(content))


def read(folder):
    """The manifest in a model's folder."""
    return json.loads(Path(folder, "model.json").read_text())
