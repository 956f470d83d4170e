"""The other side of `npm run bench -- inference`: the networks in PyTorch, one film at a time.

    /usr/bin/python3 bench/reference/pytorch_reference.py resources/models plain|tuned

Builds the networks with training.networks, fills them with the weights that the models' ONNX files carry, and
answers one film at a time: preprocessing with training.preprocess, a forward pass, the heat map by autograd.

`plain` is the way of somebody who has trained the networks and read a tutorial on heat maps by gradients: the networks as they were
trained, with their BatchNorm layers and a stem for RGB, each with its own preprocessing; PyTorch's own number of
threads; `margin.backward()`, with the feature map's gradient kept on the way.

`tuned` is given what a reader of tutorials would not know: as many threads as are quickest here (one, or one for each
core), BatchNorm folded, a stem for grey films; networks with the same input share the preprocessing, and the gradient goes
back to the last feature map and no further.

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
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training import export  # noqa: E402
from training.networks import NETWORKS  # noqa: E402
from training.preprocess import InputSpec, Percentiles, preprocess  # noqa: E402


def input_of(content):
    """The manifest's `input` as an InputSpec."""
    fields = dict(content, percentiles=Percentiles(**content["percentiles"]))
    for key in ("smooth", "mean", "std"):
        fields[key] = tuple(fields[key])
    return InputSpec(**fields)


def as_trained(network, folded):
    """Fills a network as it was trained: BatchNorm layers that add the folded bias and change nothing else, and an RGB stem
    whose three inputs share the grey one's weights."""
    state, values = network.state_dict(), folded.state_dict()
    for name, module in network.named_modules():
        norm = module[1] if isinstance(module, nn.Sequential) and len(module) > 1 else None
        if isinstance(norm, (nn.BatchNorm2d, nn.BatchNorm1d)):
            state[f"{name}.1.weight"] = torch.ones(norm.num_features)
            state[f"{name}.1.bias"] = values.pop(f"{name}.0.bias")
            state[f"{name}.1.running_mean"] = torch.zeros(norm.num_features)
            state[f"{name}.1.running_var"] = torch.full((norm.num_features,), 1 - norm.eps)
    for name, value in values.items():
        inputs = state[name].numel() // value.numel()
        state[name] = (value / inputs).expand_as(state[name])
    network.load_state_dict(state)
    return network


class Plain:
    """One network as it was trained, with the carried weights."""

    def __init__(self, folder):
        manifest = json.loads((folder / "model.json").read_text())
        self.id = manifest["id"]
        self.spec = input_of(manifest["input"])
        self.temperature = manifest["calibration"]["temperature"]
        definition = NETWORKS[self.id]
        self.network = self.of(definition, export.read(definition, folder / "model.onnx").network).eval()
        self.maps = None
        # The map that is classified: before dense layers it is what the pooling gives.
        dense = hasattr(self.network, "hidden")
        (self.network.pool if dense else self.network.layers).register_forward_hook(self.keep)

    def of(self, definition, folded):
        return as_trained(definition.build(), folded)

    def keep(self, _module, _inputs, maps):
        self.maps = maps

    def gradient(self, margin):
        """The margin's gradient in the map that is classified."""
        self.network.zero_grad()
        self.maps.retain_grad()
        margin.backward()
        return self.maps.grad

    def answer(self, film):
        """Probability of pneumonia and HiResCAM (rows x columns) of a film, 1 x 1 x height x width."""
        logits = self.network(film)[0]
        margin = logits[1] - logits[0]
        heat_map = torch.relu((self.gradient(margin) * self.maps).sum(1))[0]
        return torch.sigmoid(margin / self.temperature).item(), heat_map.detach().numpy()


class Tuned(Plain):
    """The same with BatchNorm folded, a grey stem, and no gradient below the last feature map."""

    def of(self, _definition, folded):
        return folded

    def gradient(self, margin):
        return torch.autograd.grad(margin, self.maps)[0]


def film_input(grey, spec):
    return torch.from_numpy(preprocess(grey, spec)).unsqueeze(0)


def classify_plainly(grey, references):
    """[(id, probability, heat map)] of one film."""
    return [(reference.id, *reference.answer(film_input(grey, reference.spec))) for reference in references]


def classify_tuned(grey, references):
    """The same; networks with the same input share it."""
    inputs, answers = {}, []
    for reference in references:
        if reference.spec not in inputs:
            inputs[reference.spec] = film_input(grey, reference.spec)
        answers.append((reference.id, *reference.answer(inputs[reference.spec])))
    return answers


def quickest_threads(references):
    """Sets PyTorch's threads to one or one for each core, whichever answers a film sooner."""
    film, times = np.random.RandomState(1).rand(224, 224), {}
    for threads in (1, os.cpu_count()):
        torch.set_num_threads(threads)
        classify_tuned(film, references)
        start = time.perf_counter()
        for _ in range(3):
            classify_tuned(film, references)
        times[threads] = time.perf_counter() - start
    torch.set_num_threads(min(times, key=times.get))


def say(content):
    print(json.dumps(content), flush=True)


def main():
    folders = sorted(path.parent for path in Path(sys.argv[1]).glob("*/model.json"))
    kind, classify = (Tuned, classify_tuned) if sys.argv[2] == "tuned" else (Plain, classify_plainly)
    references = {reference.id: reference for reference in map(kind, folders)}
    if kind is Tuned:
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
