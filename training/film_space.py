"""What the networks' films look like to one of them: the space that the film check measures distances in.

    /usr/bin/python3 -m training.film_space --data ../shared/data

The features of one carried network, as the workstation computes them, of the films that it was trained on give a mean
and their first 128 principal components. A film's distance is

    d = (m / m0 + r / r0) / 2

with m the mean of squared components over their variances (Mahalanobis, within the components), r what lies
outside of them (squared length), and m0 and r0 their medians over the films that the network was not trained on, so
that an ordinary film lies at 1. Such films also set the limits: the check warns beyond the distance within which
a share WITHIN of them lies, and withholds beyond FAR times that. No film of the official test split and no stranger takes part.
Writes `resources/models/film-space.json` and `film-space.bin` (float32, little endian: mean, components row by row,
variances).
"""
import argparse
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from . import data, splits

NETWORK = "resnet50"
COMPONENTS = 128
#: Share of the films that the network was not trained on within the distance at which the check warns: the largest, by
#: thousandths, at which such films cut, turned or negative are still found in 95 of 100 of each kind.
WITHIN = 0.99
#: The check withholds beyond so many times that distance.
FAR = 1.9
ROOT = Path(__file__).resolve().parents[1]


def features(paths, network=NETWORK):
    """Films x features (float64) of a carried network, by the workstation's own code."""
    with tempfile.TemporaryDirectory() as folder:
        films, out = Path(folder) / "films.txt", Path(folder) / "features.f32"
        films.write_text("\n".join(str(path) for path in paths) + "\n")
        subprocess.run(["node", "scripts/run.mjs", "scripts/film-features.ts", network, str(films), str(out)],
                       cwd=ROOT, check=True)
        return np.fromfile(out, "<f4").reshape(len(paths), -1).astype(float)


class Space:
    """Mean (features), components (COMPONENTS x features) and their variances, in float32 as they are carried."""

    def __init__(self, films, components=COMPONENTS):
        mean = films.mean(0)
        _, lengths, directions = np.linalg.svd(films - mean, full_matrices=False)
        self.mean = mean.astype("<f4")
        self.components = directions[:components].astype("<f4")
        self.variances = (lengths[:components] ** 2 / (len(films) - 1)).astype("<f4")

    def parts(self, films):
        """(m, r) of films (N x features)."""
        far = films - self.mean
        along = far @ self.components.T.astype(float)
        within = (along ** 2 / self.variances).mean(1)
        return within, np.maximum(0, (far ** 2).sum(1) - (along ** 2).sum(1))

    def values(self):
        """What the file holds."""
        return np.concatenate([self.mean, self.components.ravel(), self.variances]).tobytes()


def distances(space, medians, films):
    """d of films (N x features)."""
    return sum(part / median for part, median in zip(space.parts(films), medians)) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--out", type=Path, default=ROOT / "resources/models")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/overread-training")
    options = parser.parse_args()
    films = data.read_table(options.data)
    split = splits.make_split(films, data.load_pixels(options.data, films, options.cache), options.data)
    paths = [(options.data / "kermany" / film.file).resolve() for film in films]
    known, held = split.train, split.validation
    found = features([paths[at] for at in np.concatenate([known, held])])
    space, others = Space(found[: len(known)]), found[len(known) :]
    medians = [float(np.median(part)) for part in space.parts(others)]
    warn = round(float(np.quantile(distances(space, medians, others), WITHIN)), 3)
    manifest = json.loads((options.out / NETWORK / "model.json").read_text())
    values = space.values()
    (options.out / "film-space.bin").write_bytes(values)
    header = {
        "schema": 1,
        "network": {"id": NETWORK, "version": manifest["version"]},
        "features": len(space.mean),
        "components": COMPONENTS,
        "medians": {"within": medians[0], "beyond": medians[1]},
        "limits": {"share": WITHIN, "warn": warn, "withhold": round(FAR * warn, 3)},
        "fittedOn": f"{len(known)} films of Kermany et al. that {manifest['title']} was trained on",
        "chosenOn": f"{len(held)} films of other patients: {WITHIN:.1%} of them lie within the limit of warning, and "
                    f"{FAR} times that is the limit of withholding",
        "file": {"path": "film-space.bin", "sha256": hashlib.sha256(values).hexdigest(), "bytes": len(values)},
    }
    (options.out / "film-space.json").write_text(json.dumps(header, indent=2) + "\n")
    print(json.dumps(header, indent=1))


if __name__ == "__main__":
    main()
