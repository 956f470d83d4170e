"""One command: train, evaluate, export.

    /usr/bin/python3 -m training.run mobilenetv2 --data ../shared/data --weights ../shared/weights \\
        --out resources/models --cache ~/.cache/overread-training --device cpu

Goes on from the last checkpoint of the same run. With --until validation nothing is exported (the way to
try a recipe); with --until export the model is written, but the official test split stays closed. An export
trains the folds that are still missing, because temperature, offset and threshold are chosen on the
out-of-fold predictions. With --fold K (0 to 4) it only trains on the other folds and writes fold K's
predictions to the cache: the way to do one fold at a time.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from . import audit, card, collect, data, evaluate, export, folds, golden, manifest, operating_point, splits, train
from .networks import NETWORKS


def add_places(parser):
    """Where the films lie, and the folder for checkpoints."""
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "overread-training")


def add_arguments(parser):
    """The arguments that every command about a network shares."""
    parser.add_argument("network", choices=sorted(NETWORKS))
    add_places(parser)
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"))
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--run", default="default", help="name of the checkpoint folder in the cache")


def settle(options):
    """Process-wide settings of PyTorch."""
    torch.set_num_threads(options.threads)
    # Without this, tiny weights and gradients make the CPU several times slower.
    torch.set_flush_denormal(True)


def material(options):
    """Films, pixels, labels and the split."""
    films = data.read_table(options.data)
    pixels = data.load_pixels(options.data, films, options.cache)
    labels = np.array([film.label for film in films])
    return films, pixels, labels, splits.make_split(films, pixels, options.data)


def load(definition, folder, epoch):
    """The averaged network as it was after an epoch (from 1)."""
    network = definition.build()
    network.load_state_dict(torch.load(folder / f"epoch-{epoch:02d}.pt", map_location="cpu"))
    return network


def finished(definition, options):
    """The network of a finished run, after its last epoch, as the folds' networks answer too."""
    return load(definition, options.cache / definition.id / options.run, definition.recipe.epochs)


def predict_fold(fold, definition, options, films, pixels, labels, split):
    """Train without one fold and write its predictions, `fold-K.csv` in the run's folder.

    Fold 0 is the validation set of the run itself, so that its checkpoints serve for both, and its card has the curve. The
    last epoch answers: choosing one by the fold's own films would favour them.
    """
    spec, folder = definition.input, options.cache / definition.id / options.run
    part = folds.for_fold(split, labels, fold)
    inner = folder / f"fold-{fold}" if fold else folder
    train.train(definition, options.weights, pixels, labels, part, inner, options.device, watched=fold == 0)
    network = export.carried(load(definition, inner, definition.recipe.epochs))
    held = part.validation
    predictions = folds.Predictions(
        films=tuple(films[i].file for i in held),
        folds=np.full(len(held), fold),
        labels=labels[held],
        plain=evaluate.margins(network, pixels[held], spec),
        altered=folds.altered_margins(network, pixels[held], spec, seed=fold),
    )
    folds.write(predictions, folder / f"fold-{fold}.csv")


def matched_point(network, pixels, labels, split, spec):
    """The operating point by the matched validation set alone: enough to compare recipes."""
    moves = evaluate.margins(export.carried(network), pixels[split.matched], spec)
    truth = labels[split.matched]
    temperature, offset = (round(v, 4) for v in evaluate.choose_calibration(truth, moves))
    probability = evaluate.sigmoid((moves + offset) / temperature)
    threshold = round(evaluate.choose_threshold(truth, probability), 4)
    return operating_point.OperatingPoint(temperature, offset, threshold)


def best_point(definition, options, films, network, pixels, labels, split):
    """The operating point by the out-of-fold predictions where all are there, else by the matched set."""
    folder = options.cache / definition.id / options.run
    if all((folder / f"fold-{fold}.csv").exists() for fold in range(folds.FOLDS)):
        return out_of_fold_point(definition, options, films, pixels, labels, split)
    return matched_point(network, pixels, labels, split, definition.input)


def out_of_fold_point(definition, options, films, pixels, labels, split):
    """The operating point by all folds' predictions; a fold that is still missing is trained."""
    for fold in range(folds.FOLDS):
        if not (options.cache / definition.id / options.run / f"fold-{fold}.csv").exists():
            predict_fold(fold, definition, options, films, pixels, labels, split)
    predictions = collect.network_predictions(options.cache / definition.id / options.run)
    return operating_point.choose(predictions, collect.scores_of(predictions, films, split.score))


def size_gap(network, options, spec, temperature):
    """Mean and largest absolute difference of probability, original size against 224 pixels."""
    folder = options.data / "kermany-original"
    paths = [path for path, _ in data.labelled_folder(folder)]
    small = [options.data / "kermany" / "train" / path.relative_to(folder) for path in paths]
    pair = [evaluate.sigmoid(evaluate.margins(network, [data.read_grey(p) for p in group], spec) / temperature)
            for group in (paths, small)]
    gap = np.abs(pair[0] - pair[1])
    return {"films": len(paths), "mean": float(gap.mean()), "max": float(gap.max())}


def validation_report(network, point, definition, options, pixels, labels, split):
    """Everything that choices may look at, printed; the carried network, the result, the audit.

    The point's offset is carried in the last layer's biases.
    """
    spec = definition.input
    print(f"temperature {point.temperature}, threshold {point.threshold}, offset {point.offset}", flush=True)
    network = export.carried(network, point.offset)
    moves = evaluate.margins(network, pixels[split.matched], spec)
    matched = evaluate.report("matched validation", labels[split.matched], moves,
                              split.groups[split.matched], point.temperature, point.threshold)
    some = audit.some_films(split)
    found = audit.audit(network, pixels[some], labels[some], spec, point.temperature)
    found["globalNumbers"] = audit.open_sets(network, pixels, labels, split, spec)
    gap = size_gap(network, options, spec, point.temperature)
    print(json.dumps({"matched": matched, "audit": found, "size": gap}, indent=1), flush=True)
    return network, matched, found


def nih_films(options):
    """The external set: films (8-bit grey), labels, patients."""
    paths = data.labelled_folder(options.data / "nih")
    return ([data.read_grey(path) for path, _ in paths], np.array([label for _, label in paths]),
            np.array([path.name.split("_")[0] for path, _ in paths]))


def carrying(definition, options, point, pixels, test):
    """How far the carried weights' probabilities lie from the float32 network's on the test split.

    `test` holds the carried network's margins, the point's offset in them.
    """
    logits = train.answers(finished(definition, options), pixels, definition.input, "cpu").astype(float)
    exact = point.probability(logits[:, 1] - logits[:, 0])
    gap = np.abs(evaluate.sigmoid(test / point.temperature) - exact)
    return {"films": len(gap), "mean": round(float(gap.mean()), 6), "max": round(float(gap.max()), 6)}


def final_results(network, definition, options, films, pixels, labels, split, point):
    """The official test split and the external films; called once, after every choice.

    Returns the results' rows, the audit's rows of these sets, and how exact the carried weights are;
    keeps the margins for the panel in `final.npz`.
    """
    spec, chosen_on = definition.input, (point.temperature, point.threshold)
    numbers = audit.numbers_classifier(pixels, labels, split)
    held, truth = pixels[split.test], labels[split.test]
    test = evaluate.margins(network, held, spec)
    etiology = np.array([films[i].etiology for i in split.test])
    greys, found, patients = nih_films(options)
    adults = evaluate.margins(network, greys, spec)
    small = np.stack([np.asarray(Image.fromarray(grey).resize((224, 224), Image.BILINEAR)) for grey in greys])
    results = [
        evaluate.report(manifest.TEST, truth, test, split.groups[split.test], *chosen_on, etiology),
        evaluate.report(manifest.ADULTS, found, adults, patients, *chosen_on),
    ]
    rows = [audit.beside(manifest.TEST, truth, numbers(held), test),
            audit.beside(manifest.ADULTS, found, numbers(small), adults)]
    np.savez(options.cache / definition.id / options.run / "final.npz", test=test, nih=adults)
    return results, rows, carrying(definition, options, point, held, test)


def paper_result(definition, options):
    """What training.paper found with the first seed, or None where it did not run."""
    path = options.cache / definition.id / options.run / "paper-1.json"
    return json.loads(path.read_text()) if path.exists() else None


def training_curve(definition, options):
    """Loss and AUC of every epoch."""
    return json.loads((options.cache / definition.id / options.run / "history.json").read_text())


def ship(network, definition, options, split, point, measured):
    """Write the model's folder: graph, manifest, golden vectors, card."""
    target = options.out / definition.id
    target.mkdir(parents=True, exist_ok=True)
    files = [export.write(network, definition.input, target / "model.onnx")]
    manifest.write(manifest.build(definition, split, point, measured, files), target)
    golden.write(network, definition, target)
    card.write(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--fold", type=int, choices=range(folds.FOLDS))
    parser.add_argument("--until", choices=["validation", "export", "report"], default="report")
    options = parser.parse_args()
    settle(options)
    definition = NETWORKS[options.network]
    films, pixels, labels, split = material(options)
    print(json.dumps(splits.describe(films, pixels, split), indent=1), flush=True)
    if options.fold is not None:
        predict_fold(options.fold, definition, options, films, pixels, labels, split)
        return
    folder = options.cache / definition.id / options.run
    train.train(definition, options.weights, pixels, labels, split, folder, options.device)
    network = finished(definition, options)
    if options.until == "validation":
        point = matched_point(network, pixels, labels, split, definition.input)
    else:
        point = out_of_fold_point(definition, options, films, pixels, labels, split)
    network, matched, found = validation_report(network, point, definition, options, pixels, labels, split)
    if options.until == "validation":
        return
    measured = {"results": [matched], "audit": found, "paper": paper_result(definition, options),
                "curve": training_curve(definition, options)}
    if options.until == "report":
        results, rows, exact = final_results(network, definition, options, films, pixels, labels, split, point)
        measured["results"] += results
        found["globalNumbers"] += rows
        measured["carried"] = exact
    ship(network, definition, options, split, point, measured)
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
