"""Augmentation that takes the shortcut away: sharpness, contrast, borders, aspect and markers of a
film are drawn at random, so that none of them says anything about the class.

Most changes are drawn per film from nothing to full strength, so that the films as they are lie in the
middle of what training shows, and answers on them are not shifted. Everything works on a batch
N x 1 x H x W of grey 0..1 and draws from one torch generator (and one NumPy generator for the parts done
film by film), so a run is repeatable.
"""
import io
from functools import lru_cache
from math import pi

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch.nn import functional


def uniform(count, low, high, generator, device):
    """`count` numbers, shaped to scale a batch of films."""
    return (torch.rand(count, 1, 1, 1, generator=generator) * (high - low) + low).to(device)


def recompress(pixels, rng, share=0.3):
    """A share of the films (uint8, N x H x W) through JPEG at a quality of 30 to 90."""
    out = pixels.copy()
    for index in np.flatnonzero(rng.random(len(pixels)) < share):
        stream = io.BytesIO()
        Image.fromarray(pixels[index]).save(stream, "JPEG", quality=int(rng.integers(30, 91)))
        out[index] = np.asarray(Image.open(stream))
    return out


def tones(count, generator):
    """Grey levels of borders: two in five black, one in five white, the rest anything between."""
    tone = torch.rand(count, generator=generator)
    choice = torch.rand(count, generator=generator)
    tone = torch.where(choice < 0.4, torch.zeros(count), tone)
    return torch.where(choice > 0.8, torch.ones(count), tone)


#: Largest share of a film's height that is cut off at its top, and as much again at its bottom: where normal, where pneumonia.
CROPS = (0.22, 0.08)


def crops(labels, generator):
    """Shares (two of N) of the height that are cut off at the top and at the bottom."""
    return torch.rand(2, len(labels), generator=generator) * torch.tensor(CROPS)[torch.as_tensor(labels)]


def warp(grey, generator, labels=None):
    """Rotation to 12 degrees, scale, aspect, shear, shift, flip; random fill; where `labels` are given, a crop.

    Rotation, shear and shift have a strength of their own for each film, uniform from 0 to 1. Aspect and scale do not:
    films of 224 x 224 pixels were squashed from originals whose width over height differs between the
    classes (e to the 0.20, deviation 0.10, where normal; e to the 0.40, deviation 0.14, where pneumonia: the 100 originals
    at hand), which separates them with an AUC near 0.9. So every film's aspect is drawn from e^-0.45 to e^0.45, its
    scale from e^-0.12 to e^0.15, and half of the films get a frame of up to 10 % on every side.

    What made the originals wider is a tighter frame at the top and bottom, and the rest of the neck and the abdomen tells the
    class by itself. So films are cropped there, normal ones further (see CROPS).
    """
    count, device = len(grey), grey.device
    strength = torch.rand(count, generator=generator)

    def draw(reach):
        return (torch.rand(count, generator=generator) * 2 - 1) * reach * strength

    turn, shear = draw(12 * pi / 180), draw(0.08)
    aspect = torch.exp((torch.rand(count, generator=generator) * 2 - 1) * 0.45 / 2)
    framed = (torch.rand(count, generator=generator) < 0.5).float()
    frame = 1 / (1 - 0.2 * torch.rand(count, generator=generator) * framed)
    scale = torch.exp(torch.rand(count, generator=generator) * 0.27 - 0.12) * frame
    flip = (torch.rand(count, generator=generator) < 0.5).float() * 2 - 1
    sx, sy = scale * aspect, scale / aspect
    across, down = draw(0.08), draw(0.08)
    fill = tones(count, generator).view(-1, 1, 1, 1).to(device)
    if labels is not None:
        top, bottom = crops(labels, generator)
        sy, down = sy * (1 - top - bottom), down + top - bottom
        row = (torch.arange(grey.shape[2]) + 0.5) / grey.shape[2]
        left = (row > top[:, None]) & (row < 1 - bottom[:, None])
        grey = torch.where(left[:, None, :, None].to(device), grey, fill)
    cos, sin = torch.cos(turn), torch.sin(turn)
    theta = torch.stack([
        torch.stack([flip * sx * cos, sx * (shear - sin), across], 1),
        torch.stack([flip * sy * sin, sy * cos, down], 1),
    ], 1).to(device)
    grid = functional.affine_grid(theta, list(grey.shape), align_corners=False)
    return functional.grid_sample(grey - fill, grid, align_corners=False) + fill


def resample(grey, generator):
    """Half of the batch shrunk to 0.4 to 1 of its size and enlarged again."""
    half = len(grey) // 2
    if half == 0:
        return grey
    size = grey.shape[-1]
    small = int(size * (0.4 + 0.6 * float(torch.rand(1, generator=generator))))
    low = functional.interpolate(grey[:half], (small, small), mode="bilinear", antialias=True)
    back = functional.interpolate(low, (size, size), mode="bilinear", align_corners=False)
    return torch.cat([back, grey[half:]])


def sharpness(grey, generator):
    """Per film Gaussian blur (sigma 0.4 to 1.7), unsharp masking (up to twice), or neither."""
    count, device = len(grey), grey.device
    sigma = uniform(count, 0.4, 1.7, generator, device).view(count, 1)
    reach = 5
    offset = torch.arange(-reach, reach + 1, device=device).float()
    kernel = torch.exp(-0.5 * (offset / sigma) ** 2)
    kernel = kernel / kernel.sum(1, keepdim=True)
    films = functional.pad(grey.transpose(0, 1), (reach,) * 4, mode="replicate")
    films = functional.conv2d(films, kernel.view(count, 1, 1, -1), groups=count)
    films = functional.conv2d(films, kernel.view(count, 1, -1, 1), groups=count)
    amount = uniform(count, -2.0, 0.0, generator, device)
    choice = uniform(count, 0.0, 1.0, generator, device)
    amount = torch.where(choice < 0.5, torch.ones_like(amount), amount)
    amount = torch.where(choice > 0.8, torch.zeros_like(amount), amount)
    return (grey + amount * (films.transpose(0, 1) - grey)).clamp(0, 1)


def contrast(grey, generator):
    """Gamma 0.6 to 1.6, an S or inverse S curve, uneven exposure, and clipped ends.

    A film's strength is uniform from 0 to 1.
    """
    count, device = len(grey), grey.device
    plain = grey
    grey = grey.clamp_min(1e-4) ** torch.exp(uniform(count, -0.5, 0.5, generator, device))
    grey = grey + uniform(count, -0.1, 0.1, generator, device) * torch.sin(2 * pi * grey)
    field = (torch.rand(count, 1, 3, 3, generator=generator) * 2 - 1).to(device)
    field = functional.interpolate(field, grey.shape[2:], mode="bilinear", align_corners=True)
    grey = grey + uniform(count, 0.0, 0.12, generator, device) * field
    low = uniform(count, -0.1, 0.1, generator, device)
    high = uniform(count, 0.85, 1.1, generator, device)
    grey = ((grey - low) / (high - low)).clamp(0, 1)
    return plain + uniform(count, 0.0, 1.0, generator, device) * (grey - plain)


@lru_cache(maxsize=None)
def markers():
    """Burnt-in markers as masks: side letters and words in three sizes, some in a box."""
    out = []
    for text in ("R", "L", "AP", "PORTABLE", "SUPINE", "13:45"):
        for zoom in (1, 2, 3):
            width = 7 * len(text) + 4
            image = Image.new("L", (width, 13))
            draw = ImageDraw.Draw(image)
            draw.text((3, 0), text, fill=255)
            if zoom == 2:
                draw.rectangle((0, 0, width - 1, 12), outline=255)
            image = image.resize((width * zoom, 13 * zoom), Image.BILINEAR)
            mask = np.asarray(image, dtype=np.float32) / 255
            if mask.shape[1] < 110:
                out.append(torch.from_numpy(mask.copy()))
    return out


def paint(grey, rng):
    """Film by film: borders on up to four sides, a marker near an edge, a covered patch."""
    height, width = grey.shape[2:]
    for film in grey[:, 0]:
        if rng.random() < 0.5:
            choice = rng.random()
            tone = 0.0 if choice < 0.4 else 1.0 if choice > 0.8 else float(rng.random())
            for side in range(4):
                if rng.random() < 0.5:
                    reach = int(rng.integers(2, 23))
                    part = film[:reach] if side == 0 else film[-reach:] if side == 1 else (
                        film[:, :reach] if side == 2 else film[:, -reach:])
                    part.fill_(tone)
        if rng.random() < 0.35:
            mask = markers()[rng.integers(len(markers()))].to(film.device)
            rows, columns = mask.shape
            near = int(rng.integers(0, 40))
            top = near if rng.random() < 0.6 else height - rows - near
            left = int(rng.integers(0, width - columns))
            part = film[top : top + rows, left : left + columns]
            part.mul_(1 - mask).add_(mask * float(rng.uniform(0.7, 1.0)))
        if rng.random() < 0.25:
            rows, columns = (int(v) for v in rng.integers(16, 64, 2))
            top, left = int(rng.integers(0, height - rows)), int(rng.integers(0, width - columns))
            film[top : top + rows, left : left + columns].fill_(float(rng.random()))
    return grey


def noise(grey, generator):
    """Gaussian noise of deviation 0 to 0.04, half of the films without."""
    grain = torch.randn(grey.shape, generator=generator).to(grey.device)
    amount = uniform(len(grey), -0.04, 0.04, generator, grey.device).clamp_min(0)
    return (grey + amount * grain).clamp(0, 1)


def augment(pixels, generator, rng, device, size=None, labels=None):
    """uint8 films (N x H x W, NumPy) to augmented grey N x 1 x size x size, 0..1; cropped by class where `labels` are given."""
    pixels = recompress(pixels, rng)
    grey = torch.from_numpy(pixels).to(device).unsqueeze(1).float() / 255
    grey = paint(warp(grey, generator, labels), rng)
    if size and size != grey.shape[-1]:
        grey = functional.interpolate(grey, (size, size), mode="bilinear", antialias=True)
    grey = resample(grey, generator)
    grey = sharpness(grey, generator)
    grey = contrast(grey, generator)
    return noise(grey, generator)


def light(pixels, generator, _rng, device, size=None, _labels=None):
    """What the paper's protocol trains with: half of the films mirrored, and half turned to 6 degrees, scaled and
    shifted to 6 %; exposure to 10 %.

    The other half stays where it is, because a film that is moved between pixels is softer than one to be answered.
    Sharpness, aspect and borders stay as they are, with all that they betray.
    """
    grey = torch.from_numpy(pixels).to(device).unsqueeze(1).float() / 255
    count = len(grey)
    turn, scale, x, y = ((torch.rand(4, count, generator=generator) * 2 - 1)
                         * (torch.rand(count, generator=generator) < 0.5)).to(device)
    flip = (torch.rand(count, generator=generator) < 0.5).float().to(device) * 2 - 1
    turn, scale = turn * 6 * pi / 180, torch.exp(scale * 0.06)
    theta = torch.stack([
        torch.stack([flip * scale * torch.cos(turn), -scale * torch.sin(turn), 0.06 * x], 1),
        torch.stack([flip * scale * torch.sin(turn), scale * torch.cos(turn), 0.06 * y], 1),
    ], 1)
    grid = functional.affine_grid(theta, list(grey.shape), align_corners=False)
    grey = functional.grid_sample(grey, grid, align_corners=False)
    if size and size != grey.shape[-1]:
        grey = functional.interpolate(grey, (size, size), mode="bilinear", antialias=True)
    return (grey * uniform(count, 0.9, 1.1, generator, device)).clamp(0, 1)


#: By the name that a recipe gives.
AUGMENTATIONS = {"full": augment, "light": light}
