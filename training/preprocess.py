"""Film to network input: the one definition that training and the workstation share.

The workstation implements the same six steps in TypeScript and is tested against
`training/reference/preprocess.json`, which `training.reference_vectors` writes from this module.

Arrays are row-major, rows x columns. A film is grey as displayed, 0 (black) to 1 (white), dense
tissue bright. All arithmetic is float64, except where Pillow's resize works in float32.
"""
from dataclasses import asdict, dataclass
from math import floor

import numpy as np
from PIL import Image

#: Standard deviation below which a film counts as blank; its standardised values are then all 0.
BLANK_DEVIATION = 1e-6


@dataclass(frozen=True)
class Percentiles:
    """Fractions 0..1 of the grey values that become 0 and 1, over a central region.

    `region` is the fraction of the width and of the height that the percentiles look at.
    """

    low: float
    high: float
    region: float


@dataclass(frozen=True)
class InputSpec:
    """The `input` part of a model's manifest."""

    width: int
    height: int
    channels: int
    smooth: tuple
    percentiles: Percentiles
    standardise: bool
    mean: tuple
    std: tuple
    name: str = "input"
    resize: str = "triangle"

    def manifest(self):
        """The manifest's `input` object."""
        out = asdict(self)
        for key in ("smooth", "mean", "std"):
            out[key] = list(out[key])
        keys = "name width height channels resize smooth percentiles standardise mean std".split()
        return {key: out[key] for key in keys}


#: What every Overread network sees: a common sharpness (binomial, sigma 1 pixel at 224) and contrast.
STANDARD = InputSpec(
    width=224,
    height=224,
    channels=1,
    smooth=(0.0625, 0.25, 0.375, 0.25, 0.0625),
    percentiles=Percentiles(low=0.02, high=0.98, region=0.8),
    standardise=True,
    mean=(0.0,),
    std=(1.0,),
)


def resize(grey, width, height):
    """Pillow's antialiased triangle filter, horizontal pass first; the aspect ratio is not kept.

    For an output position x of a pass from n to m samples: scale = n / m, support = max(1, scale),
    centre = (x + 0.5) * scale; the samples from int(centre - support + 0.5) to
    int(centre + support + 0.5), clamped to the film, are weighted by
    max(0, 1 - |(sample - centre + 0.5) / support|), the weights normalised to sum 1. Each pass
    sums in float64 and stores float32; a pass whose size already matches is skipped.
    """
    image = Image.fromarray(np.asarray(grey, dtype=np.float32), mode="F")
    return np.asarray(image.resize((width, height), Image.BILINEAR), dtype=np.float64)


def smooth(grey, kernel):
    """Separable convolution with an odd, symmetric kernel; edge pixels are replicated."""
    reach = len(kernel) // 2
    rows, columns = grey.shape
    padded = np.pad(grey, ((0, 0), (reach, reach)), mode="edge")
    out = sum(k * padded[:, i : i + columns] for i, k in enumerate(kernel))
    padded = np.pad(out, ((reach, reach), (0, 0)), mode="edge")
    return sum(k * padded[i : i + rows, :] for i, k in enumerate(kernel))


def central(grey, region):
    """The central part: floor(size * (1 - region) / 2) rows and columns are left out on each side."""
    top, left = (floor(size * (1 - region) / 2) for size in grey.shape)
    return grey[top : grey.shape[0] - top, left : grey.shape[1] - left]


def stretch(grey, percentiles):
    """The two percentiles (linear interpolation) become 0 and 1, values beyond are clipped."""
    area = central(grey, percentiles.region)
    low, high = np.percentile(area, [100 * percentiles.low, 100 * percentiles.high])
    if high <= low:
        return np.zeros_like(grey)
    return np.clip((grey - low) / (high - low), 0.0, 1.0)


def standardise(grey):
    """Zero mean and unit (population) standard deviation over the whole film; blank films give 0."""
    deviation = grey.std()
    if deviation < BLANK_DEVIATION:
        return np.zeros_like(grey)
    return (grey - grey.mean()) / deviation


def steps(grey, spec=STANDARD):
    """Every step by name, in order: resized, smoothed, stretched, standardised, output.

    `output` is float32, channels x rows x columns.
    """
    out = {"resized": resize(grey, spec.width, spec.height)}
    out["smoothed"] = smooth(out["resized"], spec.smooth)
    out["stretched"] = stretch(out["smoothed"], spec.percentiles)
    last = standardise(out["stretched"]) if spec.standardise else out["stretched"]
    out["standardised"] = last
    planes = [(last - m) / s for m, s in zip(spec.mean, spec.std)]
    out["output"] = np.stack(planes).astype(np.float32)
    return out


def preprocess(grey, spec=STANDARD):
    """A film (rows x columns, 0..1) as network input: float32, channels x height x width."""
    return steps(grey, spec)["output"]
