"""How often the film check turns away what is none of the networks' films, and how often it disturbs the rest.

    /usr/bin/python3 -m training.strangers --data ../shared/data --films ../shared/films

Makes the strangers (photographs and drawings of Debian's wallpaper packages and of scikit-image as grey PNG, noise, pages
of text, films of the official test split turned by 90, 180 and 270 degrees, turned to their negative, cut to a
quarter), lets `overread read` answer all of them and counts, for every set, the films that were withheld and
those that were warned of by their pixels alone: a PNG has no header, so that what its reasons say beside that
comes from the pixels. Prints a Markdown table with 95 % intervals (Wilson).

Debian: python3-skimage plasma-workspace-wallpapers gnome-backgrounds mate-backgrounds ukui-wallpapers desktop-base
"""
import argparse
import json
import random
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from . import data
from .card import wilson

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ("/usr/lib/python3/dist-packages/skimage/data", "/usr/share/backgrounds", "/usr/share/wallpapers",
            "/usr/share/desktop-base")
#: Films of the test split that are turned, and that are cut.
TURNED, CUT = 100, 40
#: What the film check says of a picture without a header.
NO_HEADER = "does not say whose film it is"


def pictures():
    """One picture of every theme of the installed packages, grey, at most 900 pixels long."""
    found = {}
    for path in sorted(path for root in PICTURES for path in Path(root).rglob("*")):
        if path.suffix.lower() not in (".jpg", ".jpeg", ".png", ".webp") or path.is_symlink() or "vertical" in path.name:
            continue
        theme = path if "backgrounds" in str(path) or "skimage" in str(path) else path.parent
        found.setdefault(theme, path)
    for path in found.values():
        try:
            with Image.open(path) as image:
                grey = ImageOps.grayscale(image.convert("RGB"))
        except OSError:
            continue
        if min(grey.size) >= 112:
            grey.thumbnail((900, 900))
            yield grey


def noise(count=60, side=400):
    """White, normal and coloured noise, slanted ramps and noisy chequerboards."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[:side, :side]
    frequency = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.fftfreq(side)[None])
    frequency[0, 0] = 1
    for at in range(count):
        white = rng.normal(size=(side, side))
        coloured = lambda power: np.real(np.fft.ifft2(np.fft.fft2(white) / frequency ** power))  # noqa: E731
        angle, cell = rng.uniform(0, 2 * np.pi), rng.uniform(3, 40)
        values = [rng.uniform(size=(side, side)), white, coloured(1), coloured(2),
                  x * np.cos(angle) + y * np.sin(angle) + white * rng.uniform(0, 50),
                  (x // cell + y // cell) % 2 + 0.1 * white][at % 6]
        low, high = np.percentile(values, [1, 99])
        yield Image.fromarray((255 * np.clip((values - low) / (high - low), 0, 1)).astype("uint8"))


def pages(count=40):
    """Pages of text, every fourth white on black."""
    rng = random.Random(1)
    words = Path("/usr/share/common-licenses/GPL-3").read_text().split()
    fonts = sorted(Path("/usr/share/fonts/truetype/dejavu").glob("*.ttf"))
    for at in range(count):
        page, size = Image.new("L", (800, 1000), 255), rng.choice([12, 16, 20, 28, 40])
        pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(rng.choice(fonts)), size)
        for y in range(40, 960, int(1.4 * size)):
            start = rng.randrange(len(words) - 20)
            pen.text((40, y), " ".join(words[start : start + 20])[: 1300 // size], 0, font=font)
        yield ImageOps.invert(page) if at % 4 == 3 else page


def quarters(image):
    """The four quarters of a film and its middle."""
    width, height = image.size
    for left, top in ((0, 0), (width // 2, 0), (0, height // 2), (width // 2, height // 2), (width // 4, height // 4)):
        quarter = image.crop((left, top, left + width // 2, top + height // 2))
        # As many pixels as the film has: a smaller picture would be turned away for its size.
        yield quarter.resize(image.size, Image.BICUBIC)


def altered(paths):
    """Sets of films of the test split that no longer stand as they were taken."""
    films = []
    for path in random.Random(1).sample(paths, TURNED):
        with Image.open(path) as image:
            films.append(image.convert("L"))
    return {
        "Turned by 90 degrees": [film.rotate(90, expand=True) for film in films],
        "Turned by 180 degrees": [film.rotate(180) for film in films],
        "Turned by 270 degrees": [film.rotate(270, expand=True) for film in films],
        "Negative": [ImageOps.invert(film) for film in films],
        "Cut to a quarter": [quarter for film in films[:CUT] for quarter in quarters(film)],
    }


def read(paths):
    """The film check of every path, by the command line's `read`."""
    done = subprocess.run(["npm", "run", "--silent", "overread", "--", "read", "--json", *map(str, paths)], cwd=ROOT,
                          stdout=subprocess.PIPE, text=True, check=False)
    return [json.loads(line)["check"] for line in done.stdout.splitlines()]


def row(title, checks):
    """Counts of a set as a row of the table."""
    withheld = sum(check["verdict"] == "withhold" for check in checks)
    warned = sum(check["verdict"] == "warn" and any(NO_HEADER not in reason for reason in check["reasons"])
                 for check in checks)
    both = withheld + warned
    low, high = wilson(both, len(checks))
    print(f"| {title} | {len(checks)} | {withheld} | {warned} | {100 * both / len(checks):.1f} % | "
          f"{100 * low:.1f} to {100 * high:.1f} % |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--films", type=Path, default=ROOT / "../shared/films")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/overread-training/strangers")
    options = parser.parse_args()
    test = [(options.data / "kermany" / film.file).resolve()
            for film in data.read_table(options.data) if film.split == "test"]
    print("| Set | Pictures | Withheld | Warned of by pixels | Both | 95 % interval |\n|---|---|---|---|---|---|")
    made = {"Photographs and drawings": pictures(), "Noise and patterns": noise(), "Pages of text": pages(),
            **altered(test)}
    for title, images in made.items():
        folder, paths = options.cache / title.lower().replace(" ", "-"), []
        folder.mkdir(parents=True, exist_ok=True)
        for at, image in enumerate(images):
            paths.append((folder / f"{at:03d}.png").resolve())
            image.save(paths[-1])
        row(title, read(paths))
    row("Official test films, as they are", read(test))
    nih = sorted(path.resolve() for path in (options.data / "nih").rglob("*.jp*g"))
    row("Adults of another hospital (NIH)", read(nih))
    for path in sorted(options.films.resolve().glob("*.dcm")):
        check = read([path])[0]
        print(f"\n{path.name}: {check['verdict']}: {' '.join(check['reasons'])}")


if __name__ == "__main__":
    main()
