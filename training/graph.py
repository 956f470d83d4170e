"""A carried network's file written anew from its own weights, where only what the graph computes beside its answer changed.

    /usr/bin/python3 -m training.graph alexnet

Takes the version from `networks`; everything that was measured stays, since the answers do. Writes the graph, the golden
vectors, the manifest's hash and the card.
"""
import argparse
from pathlib import Path

from . import card, export, golden, manifest
from .networks import NETWORKS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("network", choices=sorted(NETWORKS))
    parser.add_argument("--out", type=Path, default=Path("resources/models"))
    options = parser.parse_args()
    definition, folder = NETWORKS[options.network], options.out / options.network
    content = manifest.read(folder)
    (part,) = content["files"]
    network = export.read(definition, folder / part["path"])
    files = [export.write(network, definition.input, folder / part["path"])]
    manifest.write({**content, "version": definition.version, "files": files}, folder)
    golden.write(network, definition, folder)
    card.write(folder)


if __name__ == "__main__":
    main()
