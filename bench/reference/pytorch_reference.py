"""The plain Python way, as the other side of `npm run bench -- inference`.

    /usr/bin/python3 bench/reference/pytorch_reference.py resources/models

Builds the networks with training.networks, fills them with the weights that the models' ONNX files carry, and
answers one film at a time: preprocessing with training.preprocess, a forward pass, Grad-CAM by autograd.
What a reader of tutorials would not know is given to it all the same: as many threads as are quickest here
(one, or one for each core), BatchNorm folded, networks with the same input share the preprocessing, and
the gradient goes back to the last feature map and no further.

One JSON object per line. First it says `{"ready": {"torch", "threads", "networks"}}`; then each line of
standard input `{"grey", "rows", "columns", "networks"}` (a file of float32 grey levels 0..1, row-major) is
answered by `{"ms", "answers": [{"id", "probability", "heatMap"}]}`. `ms` leaves out reading the file.
"""
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training import export  # noqa: E402
from training.networks import NETWORKS  # noqa: E402
from training.preprocess import InputSpec, Percentiles, preprocess  # noqa: E402


def carried_values(path):
    """Float32 arrays by name: fp16 widened, 8 bits times their rows' scale."""
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(path)).graph.initializer}
    values = {}
    for name, array in held.items():
        if name.endswith("_fp16"):
            values[name[: -len("_fp16")]] = array.astype(np.float32)
        elif name.endswith("_int8"):
            name = name[: -len("_int8")]
            values[name] = array.astype(np.float32) * held[name + "_scale"]
        else:
            values[name] = array
    return values


def input_of(content):
    """The manifest's `input` as an InputSpec."""
    fields = dict(content, percentiles=Percentiles(**content["percentiles"]))
    for key in ("smooth", "mean", "std"):
        fields[key] = tuple(fields[key])
    return InputSpec(**fields)


class Reference:
    """One network with the carried weights; the features before its head are seen by a hook."""

    def __init__(self, folder):
        manifest = json.loads((folder / "model.json").read_text())
        self.id = manifest["id"]
        self.spec = input_of(manifest["input"])
        self.temperature = manifest["calibration"]["temperature"]
        self.network = NETWORKS[self.id].build().eval()
        export.fold(self.network)
        export.to_grey_stem(self.network)
        values = carried_values(folder / "model.onnx")
        state = {name: torch.from_numpy(values[f"network.{name}"].copy()) for name in self.network.state_dict()}
        self.network.load_state_dict(state)
        self.maps = None
        self.network.layers.register_forward_hook(self.keep)

    def keep(self, _module, _inputs, maps):
        self.maps = maps

    def answer(self, film):
        """Probability of pneumonia and Grad-CAM (rows x columns) of a film, 1 x 1 x height x width."""
        logits = self.network(film)[0]
        margin = logits[1] - logits[0]
        gradient = torch.autograd.grad(margin, self.maps)[0]
        weights = gradient.mean((2, 3), keepdim=True)
        heat_map = torch.relu((weights * self.maps).sum(1))[0]
        return torch.sigmoid(margin / self.temperature).item(), heat_map.detach().numpy()


def classify(grey, references):
    """[(id, probability, heat map)] of one film."""
    inputs, answers = {}, []
    for reference in references:
        if reference.spec not in inputs:
            inputs[reference.spec] = torch.from_numpy(preprocess(grey, reference.spec)).unsqueeze(0)
        answers.append((reference.id, *reference.answer(inputs[reference.spec])))
    return answers


def quickest_threads(references):
    """Sets PyTorch's threads to one or one for each core, whichever answers a film sooner."""
    film, times = np.random.RandomState(1).rand(224, 224), {}
    for threads in (1, os.cpu_count()):
        torch.set_num_threads(threads)
        classify(film, references)
        start = time.perf_counter()
        for _ in range(3):
            classify(film, references)
        times[threads] = time.perf_counter() - start
    torch.set_num_threads(min(times, key=times.get))


def say(content):
    print(json.dumps(content), flush=True)


def main():
    folders = sorted(path.parent for path in Path(sys.argv[1]).glob("*/model.json"))
    references = {reference.id: reference for reference in map(Reference, folders)}
    quickest_threads(list(references.values()))
    say({"ready": {"torch": torch.__version__, "threads": torch.get_num_threads(), "networks": sorted(references)}})
    for line in sys.stdin:
        request = json.loads(line)
        grey = np.fromfile(request["grey"], dtype="<f4").reshape(request["rows"], request["columns"])
        wanted = [references[id] for id in request["networks"]]
        start = time.perf_counter()
        answers = classify(grey, wanted)
        ms = 1000 * (time.perf_counter() - start)
        answers = [{"id": id, "probability": p, "heatMap": heat.ravel().tolist()} for id, p, heat in answers]
        say({"ms": ms, "answers": answers})


if __name__ == "__main__":
    main()
