"""The paper's own protocol: a random 80/20 split of all films, and its report.

    /usr/bin/python3 -m training.paper mobilenetv2 --run NAME --seed 1

A patient may stand on both sides of such a split, so its figures say how a network compares with the paper,
not how it does on new patients; no network that is carried is trained this way. As in the paper, films are
drawn by their share and keep their sharpness, borders and aspect (light augmentation, no smoothing): the
shortcut that the carried networks are kept from is open here. Nothing is chosen on the 20 %: the last epoch
answers, at a probability of one half. Writes `paper-SEED.json` into the run's folder.
"""
import argparse
import json
from dataclasses import replace

import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

from . import data, evaluate, export, run, splits, train
from .networks import NETWORKS


def paper_split(labels, seed):
    """A Split of all films, 80/20 at random within each class, as the paper's counts are (315 of
    1,575 normal and 853 of 4,265 pneumonia films). Training draws by class alone."""
    fit, held = train_test_split(np.arange(len(labels)), test_size=0.2, random_state=seed, stratify=labels)
    none = np.array([], dtype=int)
    return splits.Split(train=np.sort(fit), validation=np.sort(held), matched=np.sort(held), test=none,
                        left_out=none, score=np.full(len(labels), 0.5), groups=np.arange(len(labels)))


def paper_definition(definition, seed):
    """The network under the paper's protocol: its sizes, light augmentation, films as they are."""
    recipe = replace(definition.recipe, sizes=definition.paper_sizes, seed=seed, views=1, agreement=0.0,
                     overlap=0.0, balanced=False, augmentation="light", crops=False)
    return replace(definition, recipe=recipe, input=replace(definition.input, smooth=(1.0,)))


def paper_report(labels, margins):
    """scikit-learn's classification report and the confusion matrix as the paper prints it: actual classes
    as rows, pneumonia first."""
    predicted = (np.asarray(margins) >= 0).astype(int)
    counts = evaluate.confusion(labels, predicted)
    return {
        "films": len(labels),
        "report": classification_report(labels, predicted, target_names=data.CLASSES, output_dict=True,
                                        zero_division=0),
        "confusion": [[counts["truePositive"], counts["falseNegative"]],
                      [counts["falsePositive"], counts["trueNegative"]]],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    run.add_arguments(parser)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    run.settle(options)
    definition = NETWORKS[options.network]
    definition = paper_definition(definition, options.seed)
    films = data.read_table(options.data)
    pixels = data.load_pixels(options.data, films, options.cache)
    labels = np.array([film.label for film in films])
    split = paper_split(labels, options.seed)
    folder = options.cache / definition.id / options.run
    inner = folder / f"paper-{options.seed}"
    train.train(definition, options.weights, pixels, labels, split, inner, options.device, watched=False)
    network = export.carried(run.load(definition, inner, definition.recipe.epochs))
    margins = evaluate.margins(network, pixels[split.validation], definition.input)
    found = paper_report(labels[split.validation], margins)
    (folder / f"paper-{options.seed}.json").write_text(json.dumps(found, indent=1) + "\n")
    np.save(folder / f"paper-{options.seed}.npy", margins)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
