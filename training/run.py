"""One command: train, evaluate, export.

    /usr/bin/python3 -m training.run mobilenetv2 --data ../shared/data --weights ../shared/weights \\
        --out resources/models --cache ~/.cache/overread-training --device cpu

Goes on from the last checkpoint of the same run. With --until validation nothing is exported (the way to
try a recipe); with --until export the model is written, but the official test split stays closed.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from . import audit, card, data, evaluate, export, golden, manifest, splits, train
from .networks import NETWORKS


def add_arguments(parser):
    """The arguments that every command about a network shares."""
    parser.add_argument("network", choices=sorted(NETWORKS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"))
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "overread-training")
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


def chosen(definition, options):
    """The network of a finished run: the epoch with the best matched validation AUC, and its number."""
    folder = options.cache / definition.id / options.run
    history = json.loads((folder / "history.json").read_text())
    best = max(history, key=lambda row: row["matched_auc"])["epoch"]
    network = definition.build()
    network.load_state_dict(torch.load(folder / f"epoch-{best:02d}.pt", map_location="cpu"))
    return network, best


def calibrate(network, pixels, labels, split, spec):
    """The carried network, temperature and threshold, and the margins on the matched validation set.

    The margin's offset is fitted with the temperature and carried in the last layer's biases.
    """
    films, truth = pixels[split.matched], labels[split.matched]
    moves = evaluate.margins(export.carried(network, spec), films, spec)
    temperature, offset = evaluate.choose_calibration(truth, moves)
    carried = export.carried(network, spec, offset)
    moves = evaluate.margins(carried, films, spec)
    temperature = round(temperature, 4)
    threshold = round(evaluate.choose_threshold(truth, evaluate.sigmoid(moves / temperature)), 4)
    print(f"temperature {temperature}, threshold {threshold}, offset {offset:.4f}", flush=True)
    return carried, {"temperature": temperature, "threshold": threshold}, moves


def size_gap(network, options, spec, temperature):
    """Mean and largest absolute difference of probability, original size against 224 pixels."""
    folder = options.data / "kermany-original"
    paths = [path for path, _ in data.labelled_folder(folder)]
    small = [options.data / "kermany" / "train" / path.relative_to(folder) for path in paths]
    pair = [evaluate.sigmoid(evaluate.margins(network, [data.read_grey(p) for p in group], spec) / temperature)
            for group in (paths, small)]
    gap = np.abs(pair[0] - pair[1])
    return {"films": len(paths), "mean": float(gap.mean()), "max": float(gap.max())}


def validation_report(network, definition, options, pixels, labels, split):
    """Everything that choices may look at, printed; the carried network, its settings, the result."""
    spec = definition.input
    network, settings, moves = calibrate(network, pixels, labels, split, spec)
    chosen_on = (settings["temperature"], settings["threshold"])
    matched = evaluate.report("matched validation", labels[split.matched], moves,
                              split.groups[split.matched], *chosen_on)
    found = audit.audit(network, pixels[split.matched], labels[split.matched], spec, chosen_on[0])
    gap = size_gap(network, options, spec, chosen_on[0])
    print(json.dumps({"matched": matched, "audit": found, "size": gap}, indent=1), flush=True)
    return network, settings, matched


def final_results(network, definition, options, pixels, labels, split, settings):
    """The official test split and the external films; called once, after every choice."""
    spec, chosen_on = definition.input, (settings["temperature"], settings["threshold"])
    test = evaluate.margins(network, pixels[split.test], spec)
    rows = [evaluate.report(manifest.TEST, labels[split.test], test, split.groups[split.test],
                            *chosen_on)]
    paths = data.labelled_folder(options.data / "nih")
    adults = evaluate.margins(network, [data.read_grey(path) for path, _ in paths], spec)
    patients = [path.name.split("_")[0] for path, _ in paths]
    rows.append(evaluate.report(manifest.ADULTS, [label for _, label in paths], adults,
                                patients, *chosen_on))
    return rows


def ship(network, definition, target, split, settings, results):
    """Write the model's folder: graph, manifest, golden vectors, card."""
    target.mkdir(parents=True, exist_ok=True)
    files = [export.write(network, definition.input, target / "model.onnx")]
    manifest.write(manifest.build(definition, split, settings, results, files), target)
    golden.write(network, definition, target)
    card.write(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--until", choices=["validation", "export", "report"], default="report")
    options = parser.parse_args()
    settle(options)
    definition = NETWORKS[options.network]
    films, pixels, labels, split = material(options)
    print(json.dumps(splits.describe(films, pixels, split), indent=1), flush=True)
    folder = options.cache / definition.id / options.run
    train.train(definition, options.weights, pixels, labels, split, folder, options.device)
    network, epoch = chosen(definition, options)
    print(f"epoch {epoch} is the best on matched validation", flush=True)
    network, settings, matched = validation_report(network, definition, options, pixels, labels, split)
    if options.until == "validation":
        return
    results = [matched]
    if options.until == "report":
        results += final_results(network, definition, options, pixels, labels, split, settings)
    ship(network, definition, options.out / definition.id, split, settings, results)
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
