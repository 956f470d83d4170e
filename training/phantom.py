"""Drawings of a chest for the golden vectors: no patient's film, deterministic by seed."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = 224


def draw(seed, opacity=False, marker=False):
    """A 224 x 224 drawing (uint8): body, lungs, heart, spine, ribs; optionally an opacity, an "R"."""
    rng = np.random.default_rng(seed)
    scale = 2
    image = Image.new("L", (SIZE * scale, SIZE * scale), 12)
    pen = ImageDraw.Draw(image)

    def ellipse(x, y, rx, ry, tone):
        box = [round(scale * v) for v in (x - rx, y - ry, x + rx, y + ry)]
        pen.ellipse(box, fill=int(tone))

    ellipse(112, 130, 98 + rng.uniform(-4, 4), 135, 150)
    lungs = [(72 + rng.uniform(-3, 3), 112, 31, 72), (153 + rng.uniform(-3, 3), 112, 30, 70)]
    for lung in lungs:
        ellipse(*lung, 62 + rng.uniform(-8, 8))
    ellipse(128, 150, 36 + rng.uniform(-4, 6), 40, 172)
    pen.rectangle([scale * 105, 0, scale * 119, scale * SIZE], fill=196)
    ellipse(72, 214, 44, 38, 180)
    ellipse(153, 216, 42, 36, 176)
    for row in range(9):
        y = 34 + 18 * row
        for side in (-1, 1):
            x = 112 + side * 42
            box = [scale * v for v in (x - 46, y - 14, x + 46, y + 26)]
            pen.arc(box, 190 if side < 0 else 270, 270 if side < 0 else 350, fill=128, width=5 * scale)
    if opacity:
        x, y, rx, ry = lungs[seed % 2]
        cloud = Image.new("L", image.size, 0)
        place = [scale * v for v in (x - 20, y + 8, x + 22, y + 52)]
        ImageDraw.Draw(cloud).ellipse(place, fill=150)
        cloud = cloud.filter(ImageFilter.GaussianBlur(9 * scale))
        image.paste(Image.new("L", image.size, 190), mask=cloud)
    image = image.filter(ImageFilter.GaussianBlur(1.2 * scale)).resize((SIZE, SIZE), Image.BILINEAR)
    if marker:
        label = Image.new("L", (9, 13))
        ImageDraw.Draw(label).text((1, 0), "R", fill=255)
        image.paste(255, (14, 12), label)
    grain = rng.normal(0, 3, (SIZE, SIZE))
    return np.clip(np.rint(np.asarray(image) + grain), 0, 255).astype(np.uint8)


def films():
    """(name, film) of the four drawings that the golden vectors stand on."""
    return [
        ("clear lungs", draw(1)),
        ("opacity, right lung", draw(2, opacity=True)),
        ("opacity, left lung, marker", draw(3, opacity=True, marker=True)),
        ("clear lungs, marker", draw(4, marker=True)),
    ]
