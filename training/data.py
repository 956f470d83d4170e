"""The films of the training data, decoded once and kept in memory.

Data: Kermany, Zhang, Goldbaum, "Labeled Optical Coherence Tomography (OCT) and Chest X-Ray Images
for Classification", Mendeley Data, doi 10.17632/rscbjbr9sj, CC BY 4.0.
"""
import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

#: The order of the networks' outputs.
CLASSES = ("normal", "pneumonia")


@dataclass(frozen=True)
class Film:
    """One row of films.csv: path under the data folder, and what is known of the film."""

    file: str
    split: str
    label: int
    etiology: str
    patient: str
    in_test_tokens: bool


def read_table(data):
    """The rows of `kermany/films.csv` as Films; label 1 is pneumonia."""
    with open(Path(data) / "kermany" / "films.csv", newline="") as file:
        return [
            Film(
                row["file"],
                row["split"],
                int(row["label"] == "PNEUMONIA"),
                row["etiology"],
                row["patient"],
                row["in_test_tokens"] == "1",
            )
            for row in csv.DictReader(file)
        ]


def read_grey(path):
    """An image file as 8-bit grey, rows x columns."""
    with Image.open(path) as image:
        return np.asarray(image.convert("L"))


def digest(path):
    """SHA-256 of a file, to find exact duplicates."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def load_pixels(data, films, cache):
    """Films x 224 x 224, uint8; kept in the cache folder and read from there the next time."""
    names = "\n".join(film.file for film in films)
    key = hashlib.sha256(names.encode()).hexdigest()[:16]
    stored = Path(cache) / f"pixels-{key}.npy"
    if stored.exists():
        return np.load(stored)
    root = Path(data) / "kermany"
    pixels = np.stack([read_grey(root / film.file) for film in films])
    stored.parent.mkdir(parents=True, exist_ok=True)
    part = stored.with_suffix(".part.npy")
    np.save(part, pixels)
    part.rename(stored)
    return pixels


def labelled_folder(folder):
    """(path, label) of every JPEG under a folder's NORMAL/ and PNEUMONIA/, sorted by name."""
    return [
        (path, label)
        for label, name in enumerate(("NORMAL", "PNEUMONIA"))
        for path in sorted((Path(folder) / name).glob("*.jpeg"))
        + sorted((Path(folder) / name).glob("*.jpg"))
    ]
