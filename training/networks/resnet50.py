"""ResNet-50 v1 (He et al. 2016; stride in a stage's first 1 x 1 convolution), from ImageNet weights.

Starting weights: an 8-bit model with BatchNorm folded into the convolutions, its values as fp32 (18.5 % of
them not zero), from a repository under MIT that does not state where it was trained. To train it on, a fresh
BatchNorm is put behind each convolution: its statistics are those of films, its scale and shift undo
them, so that no layer's output changes.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .common import explain_pooled, to_stem, unit

#: Blocks and inner channels of the four stages; a stage puts out four times the inner channels.
STAGES = [(3, 64), (4, 128), (6, 256), (3, 512)]
FEATURES = 2048
WEIGHTS = "resnet50-imagenet-bn-folded.npz"


class Block(nn.Module):
    """Bottleneck: 1 x 1, 3 x 3, 1 x 1, and a shortcut that is projected where shapes differ."""

    def __init__(self, before, inner, stride):
        super().__init__()
        after = 4 * inner
        self.out = nn.Sequential(
            unit(before, inner, 1, stride),
            unit(inner, inner, 3, 1, 1),
            unit(inner, after, 1, active=False),
        )
        same = stride == 1 and before == after
        self.shortcut = nn.Identity() if same else unit(before, after, 1, stride, active=False)

    def forward(self, x):
        return torch.relu(self.out(x) + self.shortcut(x))


class ResNet50(nn.Module):
    """N x 1 x 224 x 224 (standardised grey) to N x 2 logits (normal, pneumonia)."""

    def __init__(self, classes=2, dropout=0.2):
        super().__init__()
        layers, before = [unit(3, 64, 7, 2, 3), nn.MaxPool2d(3, 2, 1)], 64
        for stage, (blocks, inner) in enumerate(STAGES):
            for number in range(blocks):
                layers.append(Block(before, inner, 2 if stage and not number else 1))
                before = 4 * inner
        self.layers = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(FEATURES, classes)

    def feature_map(self, x):
        """The last feature map, N x 2048 x height/32 x width/32."""
        return self.layers(to_stem(x, self.layers[0][0]))

    def forward(self, x):
        return self.classifier(self.dropout(self.feature_map(x).mean((2, 3))))

    def explain(self, films):
        """Logits, heat map N x height/32 x width/32, features N x 2048."""
        return explain_pooled(self, films)


def named_units(network):
    """(name of the convolution in the weights, its unit), in the network's order."""
    out, at = [("conv1", network.layers[0])], 2
    for stage, (blocks, _) in enumerate(STAGES):
        for number in range(blocks):
            name, block = f"layer{stage + 1}.{number}", network.layers[at]
            out += [(f"{name}.conv{part + 1}", block.out[part]) for part in range(3)]
            if not isinstance(block.shortcut, nn.Identity):
                out.append((f"{name}.downsample.0", block.shortcut))
            at += 1
    return out


def put_back(units, biases, network, films, batch=32):
    """Give every BatchNorm the statistics of `films` and the scale and shift that undo them.

    While the films pass, a BatchNorm adds the folded bias and nothing else (statistics 0 and 1), so
    one pass sees every layer as it was folded. Sums are kept in float64.
    """
    sums = [torch.zeros(2, len(bias), dtype=torch.float64) for bias in biases]

    def watch(total):
        def look(_module, inputs):
            value = inputs[0].double()
            total.add_(torch.stack([value.sum((0, 2, 3)), value.square().sum((0, 2, 3))]))
            counts[id(total)] = counts.get(id(total), 0) + value[:, 0].numel()
        return look

    counts, hooks = {}, []
    for unit_, bias, total in zip(units, biases, sums):
        norm = unit_[1]
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.fill_(1)
        norm.bias.copy_(bias)
        hooks.append(norm.register_forward_pre_hook(watch(total)))
    network.eval()
    for at in range(0, len(films), batch):
        network.feature_map(films[at : at + batch])
    for unit_, bias, total, hook in zip(units, biases, sums, hooks):
        hook.remove()
        norm, (mean, square) = unit_[1], total / counts[id(total)]
        variance = (square - mean.square()).clamp_min(0)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(bias.double() + mean)


def load_starting_weights(network, folder, films):
    """Fill everything but the classifier; `films` (N x 1 x H x W, as the network sees them) set the
    BatchNorms' statistics.

    Errors: KeyError for a missing array, RuntimeError for a wrong shape.
    """
    arrays = np.load(Path(folder) / WEIGHTS)
    named = named_units(network)
    biases = [torch.from_numpy(arrays[f"{name}.bias"].copy()) for name, _ in named]
    with torch.no_grad():
        for name, unit_ in named:
            unit_[0].load_state_dict({"weight": torch.from_numpy(arrays[f"{name}.weight"].copy())})
        put_back([unit_ for _, unit_ in named], biases, network, films)
        nn.init.normal_(network.classifier.weight, std=0.01)
        nn.init.zeros_(network.classifier.bias)
