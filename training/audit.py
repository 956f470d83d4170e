"""Whether a network follows the shortcut: global image statistics instead of the lungs.

    /usr/bin/python3 -m training.audit mobilenetv2 --run NAME

On films of the matched validation set: the mean absolute change of the calibrated probability for every change of a film
that says nothing of disease (bar: at most 0.05 each), and the AUC with the lungs covered (it should fall
far). On every set that is open: the AUC of five numbers of a whole film (see splits.py) beside the network's.
The figures of the closed sets join when they are opened.

    /usr/bin/python3 -m training.audit mobilenetv2 --carried

does the changes that the card of the carried network has not yet, and writes them into its manifest and card.
"""
import argparse
import io
import json

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from sklearn.ensemble import HistGradientBoostingClassifier

from .evaluate import margins, roc_auc, sigmoid
from .splits import global_numbers


def jpeg(image, quality):
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stream.getvalue())).convert("L")


def border(image, tone, share=0.06):
    """The film shrunk into a frame of `share` of its size on every side."""
    width, height = image.size
    x, y = round(width * share), round(height * share)
    out = Image.new("L", image.size, tone)
    out.paste(image.resize((width - 2 * x, height - 2 * y), Image.BILINEAR), (x, y))
    return out


def aspect(image, factor):
    """Stretched across (factor above 1) or lengthwise about the centre, at the same frame."""
    width, height = image.size
    if factor > 1:
        wide = image.resize((round(width * factor), height), Image.BILINEAR)
        left = (wide.width - width) // 2
        return wide.crop((left, 0, left + width, height))
    tall = image.resize((width, round(height / factor)), Image.BILINEAR)
    top = (tall.height - height) // 2
    return tall.crop((0, top, width, top + height))


def top_and_bottom(image, tone, share=0.06):
    """The film with `share` of its height covered at the top, and as much at the bottom."""
    width, height = image.size
    out, rows = image.copy(), round(height * share)
    out.paste(tone, (0, 0, width, rows))
    out.paste(tone, (0, height - rows, width, height))
    return out


def marker(image, text="R", zoom=2):
    """A burnt-in letter near the upper left corner."""
    label = Image.new("L", (10, 13))
    ImageDraw.Draw(label).text((1, 0), text, fill=255)
    label = label.resize((10 * zoom, 13 * zoom), Image.BILINEAR)
    out = image.copy()
    out.paste(240, (12, 12), label)
    return out


def covered(image):
    """A fixed grey box over the lungs: 12 to 88 % of the width, 12 to 80 % of the height."""
    width, height = image.size
    out = image.copy()
    box = [width * 0.12, height * 0.12, width * 0.88, height * 0.80]
    ImageDraw.Draw(out).rectangle(box, fill=int(np.asarray(image).mean()))
    return out


#: How many films of the matched validation set an audit looks at, about.
AUDITED = 240

CHANGES = {
    "blur, sigma 1": lambda i: i.filter(ImageFilter.GaussianBlur(1)),
    "sharpen, unsharp 150 %": lambda i: i.filter(ImageFilter.UnsharpMask(1.5, 150, 0)),
    "JPEG quality 40": lambda i: jpeg(i, 40),
    "gamma 0.75": lambda i: i.point(lambda v: round(255 * (v / 255) ** 0.75)),
    "gamma 1.33": lambda i: i.point(lambda v: round(255 * (v / 255) ** 1.33)),
    "contrast, 2 % cut at each end": lambda i: ImageOps.autocontrast(i, cutoff=2),
    "half contrast": lambda i: i.point(lambda v: round(64 + v / 2)),
    "black border 6 %": lambda i: border(i, 0),
    "white border 6 %": lambda i: border(i, 255),
    "top and bottom black 6 %": lambda i: top_and_bottom(i, 0),
    "wider by 12 %": lambda i: aspect(i, 1.12),
    "taller by 12 %": lambda i: aspect(i, 1 / 1.12),
    "marker": marker,
}


def some_films(split):
    """Every n-th matched film, so that about AUDITED are left: thirteen changes of each are answered."""
    return split.matched[:: max(1, round(len(split.matched) / AUDITED))]


def changed(network, images, labels, spec, temperature, names):
    """The plain margins, and for every change of these names the mean absolute change of the probability and the AUC."""

    def answer(greys):
        return margins(network, [np.asarray(image) for image in greys], spec)

    plain, rows = answer(images), []
    for name in names:
        moved = answer([CHANGES[name](i) for i in images])
        gap = np.abs(sigmoid(moved / temperature) - sigmoid(plain / temperature))
        rows.append({"name": name, "mean": round(float(gap.mean()), 4), "auc": round(roc_auc(labels, moved), 4)})
    return plain, rows


def audit(network, pixels, labels, spec, temperature):
    """Mean absolute change and AUC for every change, and the AUC with the lungs covered.

    `network` is a carried one, `temperature` that of its operating point.
    """
    images = [Image.fromarray(grey) for grey in pixels]
    plain, rows = changed(network, images, labels, spec, temperature, CHANGES)
    hidden = margins(network, [np.asarray(covered(i)) for i in images], spec)
    return {"set": "matched validation", "films": len(images), "auc": round(roc_auc(labels, plain), 4),
            "changes": rows, "lungsCovered": round(roc_auc(labels, hidden), 4)}


def complete(options, pixels, labels, split):
    """The changes that the carried network's card has not yet; SystemExit where the others are of other films."""
    from . import card, kept, manifest
    from .networks import NETWORKS

    folder, definition = options.out / options.network, NETWORKS[options.network]
    network, content = kept.carried(options.network, options.out)
    some, found = some_films(split), content["audit"]
    known = {row["name"]: row for row in found["changes"]}
    plain, rows = changed(network, [Image.fromarray(grey) for grey in pixels[some]], labels[some], definition.input,
                          content["calibration"]["temperature"], [name for name in CHANGES if name not in known])
    if len(some) != found["films"] or abs(roc_auc(labels[some], plain) - found["auc"]) > 1e-4:
        raise SystemExit(f"{options.network}: the card's audit is of other films")
    known.update((row["name"], row) for row in rows)
    found["changes"] = [known[name] for name in CHANGES]
    manifest.write(content, folder)
    card.write(folder)
    print(json.dumps(rows, indent=1))


def beside(name, labels, scores, network_margins):
    """One set's row: the AUC of the five numbers' `scores` and that of the network."""
    return {"set": name, "numbers": round(roc_auc(labels, scores), 4),
            "network": round(roc_auc(labels, network_margins), 4)}


def open_sets(network, pixels, labels, split, spec):
    """Rows for validation and matched validation, by the five numbers' out-of-fold scores."""
    rows = []
    for name, index in (("validation", split.validation), ("matched validation", split.matched)):
        rows.append(beside(name, labels[index], split.score[index], margins(network, pixels[index], spec)))
    return rows


def numbers_classifier(pixels, labels, split):
    """The five numbers' classifier fitted to every film that may be used, for the sets kept apart."""
    usable = np.concatenate([split.train, split.validation])
    model = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, random_state=0)
    model.fit(global_numbers(pixels[usable]), labels[usable])
    return lambda films: model.predict_proba(global_numbers(films))[:, 1]


def main():
    from . import export, run
    from .networks import NETWORKS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    run.add_arguments(parser)
    parser.add_argument("--carried", action="store_true", help="only what the carried network's card has not yet")
    options = parser.parse_args()
    run.settle(options)
    definition = NETWORKS[options.network]
    films, pixels, labels, split = run.material(options)
    if options.carried:
        complete(options, pixels, labels, split)
        return
    network = run.finished(definition, options)
    point = run.best_point(definition, options, films, network, pixels, labels, split)
    network = export.carried(network, point.offset)
    some = some_films(split)
    found = audit(network, pixels[some], labels[some], definition.input, point.temperature)
    found["globalNumbers"] = open_sets(network, pixels, labels, split, definition.input)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
