"""A network of one's own for Overread, from PyTorch to a folder that Overread loads.

    python3 example.py build FOLDER          write model.onnx, weights.bin and model.json into FOLDER
    python3 example.py answer FOLDER FILM    PyTorch's probability for a DICOM film, to compare with Overread's

The network here has random weights and knows nothing of films: put yours in its place. It needs PyTorch,
onnx, NumPy, Pillow and pydicom (Debian: python3-torch python3-onnx python3-pil python3-pydicom).
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import pydicom
import torch
from onnx.external_data_helper import convert_model_to_external_data
from PIL import Image

# What your network is given: the same values go into the manifest and into `network_input` below.
INPUT = {
    "name": "film",
    "width": 224,
    "height": 224,
    "channels": 1,
    "resize": "triangle",
    "smooth": [1],
    "percentiles": {"low": 0.01, "high": 0.99, "region": 0.9},
    "standardise": False,
    "mean": [0.5],
    "std": [0.25],
}
TEMPERATURE, THRESHOLD = 1.4, 0.35


class Network(torch.nn.Module):
    """Logits in the order normal, pneumonia, and a class activation map of the difference between the two."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(7)
        self.features = torch.nn.Sequential(
            torch.nn.Conv2d(1, 16, 7, stride=4, padding=3), torch.nn.ReLU(),
            torch.nn.Conv2d(16, 32, 3, stride=4, padding=1), torch.nn.ReLU(),
        )
        self.head = torch.nn.Linear(32, 2)
        # So that it answers one film differently from another.
        torch.nn.init.normal_(self.head.weight, std=5)

    def forward(self, film):
        maps = self.features(film)
        logits = self.head(maps.mean((2, 3)))
        margin = self.head.weight[1] - self.head.weight[0]
        heat_map = torch.relu((maps * margin[None, :, None, None]).sum(1))
        return logits, heat_map


def build(folder):
    """Write the network's files and the manifest that describes them."""
    folder.mkdir(parents=True, exist_ok=True)
    network = Network().eval()
    film = torch.zeros(1, INPUT["channels"], INPUT["height"], INPUT["width"])
    graph, weights = folder / "model.onnx", folder / "weights.bin"
    torch.onnx.export(network, film, str(graph), opset_version=17, input_names=[INPUT["name"]],
                      output_names=["logits", "heat_map"])
    # Weights in a file of their own: needed from 2 GB on only, and shown here because it works.
    model = onnx.load(str(graph))
    weights.unlink(missing_ok=True)
    convert_model_to_external_data(model, location=weights.name, size_threshold=1024)
    onnx.save(model, str(graph))

    files = []
    for path in [graph, weights]:
        content = path.read_bytes()
        files.append({"path": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    manifest = {
        "schema": 1,
        "id": "example",
        "version": "1.0.0",
        "title": "Example",
        "architecture": "two convolutions, random weights",
        "input": INPUT,
        "outputs": {"logits": "logits", "heatMap": "heat_map", "classes": ["normal", "pneumonia"]},
        "calibration": {"method": "temperature", "temperature": TEMPERATURE, "chosenOn": "nothing: an example"},
        "threshold": {"value": THRESHOLD, "chosenOn": "nothing: an example"},
        "limits": "Random weights: its answers mean nothing.",
        "licence": "MIT",
        "files": files,
    }
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


def grey_levels(path):
    """A film as it is displayed, 0 black to 1 white: window LINEAR (DICOM PS3.3 C.11.2.1.2.1), MONOCHROME1 inverted."""
    film = pydicom.dcmread(path)
    stored = film.pixel_array.astype(np.float64)
    stored = stored * float(film.get("RescaleSlope", 1)) + float(film.get("RescaleIntercept", 0))
    centre, width = float(film.WindowCenter), float(film.WindowWidth)
    grey = np.clip((stored - (centre - 0.5)) / (width - 1) + 0.5, 0, 1)
    return 1 - grey if film.PhotometricInterpretation == "MONOCHROME1" else grey


def network_input(grey):
    """The steps of Overread in their order; docs/models.md has them in words."""
    size = (INPUT["width"], INPUT["height"])
    image = Image.fromarray(grey.astype(np.float32), mode="F").resize(size, Image.BILINEAR)
    grey = np.asarray(image, dtype=np.float64)
    # "smooth" is [1] here: nothing to do.
    low, high, region = (INPUT["percentiles"][key] for key in ("low", "high", "region"))
    top, left = (int(side * (1 - region) / 2) for side in grey.shape)
    middle = grey[top : grey.shape[0] - top, left : grey.shape[1] - left]
    dark, bright = np.percentile(middle, [100 * low, 100 * high])
    grey = np.clip((grey - dark) / (bright - dark), 0, 1)
    planes = [(grey - mean) / std for mean, std in zip(INPUT["mean"], INPUT["std"])]
    return np.stack(planes).astype(np.float32)


def answer(folder, path):
    """The calibrated probability of pneumonia, by PyTorch and by this file alone."""
    temperature = json.loads((folder / "model.json").read_text())["calibration"]["temperature"]
    with torch.no_grad():
        logits, _ = Network().eval()(torch.from_numpy(network_input(grey_levels(path)))[None])
    normal, pneumonia = logits[0].double()
    print(json.dumps({"probability": float(torch.sigmoid((pneumonia - normal) / temperature))}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["build", "answer"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("film", nargs="?")
    given = parser.parse_args()
    if given.what == "build":
        build(given.folder)
    elif given.film is None:
        parser.error("answer needs a film")
    else:
        answer(given.folder, given.film)


if __name__ == "__main__":
    main()
