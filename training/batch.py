"""Steps 3 to 6 of the preprocessing for a whole batch in PyTorch; a test holds it to preprocess.py."""
from math import floor

import torch
from torch.nn import functional

from .preprocess import BLANK_DEVIATION, STANDARD


def smooth(grey, kernel):
    """N x 1 x H x W, separable convolution with replicated edges.

    Written as shifted sums: a convolution of one channel is far slower on the CPU.
    """
    reach = len(kernel) // 2
    height, width = grey.shape[2:]
    padded = functional.pad(grey, (reach, reach, reach, reach), mode="replicate")
    across = sum(k * padded[..., i : i + width] for i, k in enumerate(kernel))
    return sum(k * across[..., i : i + height, :] for i, k in enumerate(kernel))


def to_size(grey, spec):
    """N x 1 x H x W resized to the network's input, as the triangle filter of preprocess.py does."""
    if grey.shape[2:] == (spec.height, spec.width):
        return grey
    return functional.interpolate(grey, (spec.height, spec.width), mode="bilinear", antialias=True)


def normalise(grey, spec=STANDARD, every=1):
    """N x 1 x H x W grey 0..1, already of the network's size, to the network's input.

    With `every` above 1 the percentiles look at every n-th row and column alone (training).
    """
    grey = smooth(grey, spec.smooth)
    height, width = grey.shape[2:]
    region = spec.percentiles.region
    top, left = (floor(size * (1 - region) / 2) for size in (height, width))
    area = grey[:, :, top : height - top : every, left : width - left : every].flatten(1)
    levels = torch.tensor([spec.percentiles.low, spec.percentiles.high], dtype=grey.dtype,
                          device=grey.device)
    low, high = torch.quantile(area, levels, dim=1).view(2, -1, 1, 1, 1)
    span = high - low
    grey = torch.where(span > 0, (grey - low) / span.clamp_min(1e-12), torch.zeros_like(grey))
    grey = grey.clamp(0, 1)
    if spec.standardise:
        mean = grey.mean((2, 3), keepdim=True)
        deviation = grey.std((2, 3), unbiased=False, keepdim=True)
        blank = deviation < BLANK_DEVIATION
        grey = torch.where(blank, torch.zeros_like(grey), (grey - mean) / deviation.clamp_min(1e-12))
    planes = [(grey - m) / s for m, s in zip(spec.mean, spec.std)]
    return torch.cat(planes, dim=1)
