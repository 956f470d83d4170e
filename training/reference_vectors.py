"""Write `training/reference/preprocess.json`: every preprocessing step for small synthetic films.

    /usr/bin/python3 -m training.reference_vectors

The workstation's TypeScript is tested against this file. Each case holds the film (8-bit grey,
row-major, base64), the manifest's `input` object, and each step's values rounded to 1e-7 at the
flat indices 0, stride, 2 * stride, ...
"""
import base64
import json
from pathlib import Path

import numpy as np

from .preprocess import InputSpec, Percentiles, steps

STEPS = ("resized", "smoothed", "stretched", "standardised", "output")


def film(width, height, seed):
    """A synthetic film: gradients, a disc, stripes at several scales, noise; uint8, rows x columns."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    u, v = x / max(1, width - 1), y / max(1, height - 1)
    grey = 90 + 70 * u - 40 * v * v
    grey += 50 * (((u - 0.45) / 0.2) ** 2 + ((v - 0.6) / 0.3) ** 2 < 1)
    grey += 20 * np.sin(2 * np.pi * (3 * v + 2 * u * u)) + 8 * np.sin(1.7 * x) * (v > 0.5)
    grey += rng.normal(0, 6, grey.shape)
    grey[: max(1, height // 12), : max(1, width // 6)] = 255
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def spec(width, height, kernel, low, high, region, mean=(0.0,), std=(1.0,), standard=True):
    """An input spec with as many channels as `mean` has values."""
    share = Percentiles(low, high, region)
    return InputSpec(width, height, len(mean), kernel, share, standard, mean, std)


FIVE = (0.0625, 0.25, 0.375, 0.25, 0.0625)
THREE = (0.25, 0.5, 0.25)
CASES = [
    ("shrink, odd sizes", film(37, 53, 1), spec(32, 32, FIVE, 0.02, 0.98, 0.8), 1),
    ("enlarge", film(24, 20, 2), spec(32, 28, THREE, 0.02, 0.98, 1.0), 5),
    ("size matches", film(32, 32, 3), spec(32, 32, FIVE, 0.02, 0.98, 1.0), 3),
    ("shrink one side alone", film(50, 24, 4), spec(24, 24, (1.0,), 0.0, 1.0, 0.5), 3),
    ("three channels", film(41, 29, 5),
     spec(16, 16, THREE, 0.05, 0.9, 0.9, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225), False), 1),
    ("blank", np.full((12, 15), 77, np.uint8), spec(16, 16, THREE, 0.02, 0.98, 1.0), 1),
    ("300 x 200 to 224 x 224", film(300, 200, 6), spec(224, 224, FIVE, 0.02, 0.98, 0.8), 193),
    ("224 x 224", film(224, 224, 7), spec(224, 224, FIVE, 0.02, 0.98, 0.8), 193),
]


def case(name, pixels, input_spec, stride):
    """One entry of the file; with a stride above 1 only every stride-th value is kept."""
    values = {}
    results = steps(pixels / 255.0, input_spec)
    for step in STEPS:
        flat = results[step].astype(np.float64).ravel()[::stride]
        values[step] = [round(float(v), 7) + 0.0 for v in flat]
    return {
        "name": name,
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "grey": base64.b64encode(pixels.tobytes()).decode("ascii"),
        "input": input_spec.manifest(),
        "stride": stride,
        "steps": values,
    }


def main():
    """Write the file; the same bytes on every run."""
    out = Path(__file__).parent / "reference" / "preprocess.json"
    about = (
        "Written by training/reference_vectors.py with Pillow and NumPy. A step's values are the flat,"
        " row-major (channel first) array at indices 0, stride, 2 * stride, ..."
    )
    text = json.dumps({"about": about, "cases": [case(*c) for c in CASES]}, separators=(",", ":"))
    out.write_text(text + "\n")
    print(f"{out}: {len(text)} bytes, {len(CASES)} cases")


if __name__ == "__main__":
    main()
