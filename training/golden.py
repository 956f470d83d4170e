"""Golden vectors: what PyTorch answers, with exactly the carried weights, for four drawings."""
import base64
import json
from pathlib import Path

import numpy as np
import torch

from . import phantom
from .preprocess import preprocess


def vectors(network, spec):
    """One entry per drawing: the film, and PyTorch's logits, heat map and norm of the features."""
    out = []
    for name, grey in phantom.films():
        film = torch.from_numpy(preprocess(grey / 255.0, spec)).unsqueeze(0)
        with torch.no_grad():
            logits, heat, features = (t[0].double().numpy() for t in network(film))
        out.append({
            "name": name,
            "width": grey.shape[1],
            "height": grey.shape[0],
            "grey": base64.b64encode(grey.tobytes()).decode("ascii"),
            "logits": [round(float(v), 7) for v in logits],
            "heatMap": [round(float(v), 7) for v in heat.ravel()],
            "featuresNorm": round(float(np.linalg.norm(features)), 6),
        })
    return out


def write(network, definition, folder):
    """Write `golden.json` beside the model."""
    content = {"model": definition.id, "version": definition.version,
               "vectors": vectors(network, definition.input)}
    Path(folder, "golden.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
