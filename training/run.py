"""One command: train, evaluate, export.

    /usr/bin/python3 -m training.run mobilenetv2 --data ../shared/data --weights ../shared/weights \\
        --out resources/models --cache ~/.cache/overread-training --device cpu
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from . import data, splits, train
from .networks import NETWORKS


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("network", choices=sorted(NETWORKS))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"))
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "overread-training")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--run", default="default", help="name of the checkpoint folder in the cache")
    return parser.parse_args()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    # Without this, tiny weights and gradients make the CPU several times slower.
    torch.set_flush_denormal(True)
    definition = NETWORKS[options.network]
    films = data.read_table(options.data)
    pixels = data.load_pixels(options.data, films, options.cache)
    labels = np.array([film.label for film in films])
    split = splits.make_split(films, pixels, options.data)
    print(json.dumps(splits.describe(films, pixels, split), indent=1), flush=True)
    folder = options.cache / options.network / options.run
    train.train(definition, options.weights, pixels, labels, split, folder, options.device)


if __name__ == "__main__":
    main()
