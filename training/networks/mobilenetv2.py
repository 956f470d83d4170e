"""MobileNetV2 1.0 (Sandler et al. 2018) from ImageNet weights, ending in two classes.

Starting weights: ONNX model zoo mobilenetv2-1.0 (GluonCV), Apache-2.0. In that variant every
bottleneck has its expansion convolution, the first one too (32 to 32).
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .common import explain_pooled, to_stem

#: Output channels and stride of the 17 bottlenecks; the expansion is 6, in the first one 1.
BOTTLENECKS = [
    (16, 1), (24, 2), (24, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1), (64, 1),
    (96, 1), (96, 1), (96, 1), (160, 2), (160, 1), (160, 1), (320, 1),
]
FEATURES = 1280
WEIGHTS = "mobilenetv2-imagenet-features.npz"


def unit(before, after, kernel=1, stride=1, groups=1, active=True):
    """Convolution, BatchNorm and, where active, ReLU6."""
    layers = [
        nn.Conv2d(before, after, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(after),
    ]
    return nn.Sequential(*layers, *([nn.ReLU6(inplace=True)] if active else []))


class Bottleneck(nn.Module):
    """Inverted residual: expand, depthwise 3 x 3, project; a shortcut where shapes allow."""

    def __init__(self, before, after, stride, expansion):
        super().__init__()
        wide = before * expansion
        self.out = nn.Sequential(
            unit(before, wide),
            unit(wide, wide, 3, stride, groups=wide),
            unit(wide, after, active=False),
        )
        self.shortcut = stride == 1 and before == after

    def forward(self, x):
        return x + self.out(x) if self.shortcut else self.out(x)


class MobileNetV2(nn.Module):
    """N x 1 x 224 x 224 (standardised grey) to N x 2 logits (normal, pneumonia)."""

    def __init__(self, classes=2, dropout=0.2):
        super().__init__()
        layers, before = [unit(3, 32, 3, 2)], 32
        for number, (after, stride) in enumerate(BOTTLENECKS):
            layers.append(Bottleneck(before, after, stride, 6 if number else 1))
            before = after
        layers.append(unit(before, FEATURES))
        self.layers = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(FEATURES, classes)

    def feature_map(self, x):
        """The last feature map, N x 1280 x height/32 x width/32."""
        return self.layers(to_stem(x, self.layers[0][0]))

    def forward(self, x):
        return self.classifier(self.dropout(self.feature_map(x).mean((2, 3))))

    def explain(self, films):
        """Logits, heat map N x height/32 x width/32, features N x 1280."""
        return explain_pooled(self, films)


def load_starting_weights(network, folder, _films=None):
    """Fill everything but the classifier from the ImageNet weights.

    Errors: KeyError for a missing array, RuntimeError for a wrong shape.
    """
    arrays = np.load(Path(folder) / WEIGHTS)
    prefix = "mobilenetv20_features_"
    units = [("conv0", "batchnorm0", network.layers[0])]
    for number in range(len(BOTTLENECKS)):
        for part in range(3):
            name = f"linearbottleneck{number}_"
            units.append((f"{name}conv{part}", f"{name}batchnorm{part}",
                          network.layers[number + 1].out[part]))
    units.append(("conv1", "batchnorm1", network.layers[-1]))
    with torch.no_grad():
        for conv, norm, target in units:
            state = {
                "0.weight": arrays[f"{prefix}{conv}_weight"],
                "1.weight": arrays[f"{prefix}{norm}_gamma"],
                "1.bias": arrays[f"{prefix}{norm}_beta"],
                "1.running_mean": arrays[f"{prefix}{norm}_running_mean"],
                "1.running_var": arrays[f"{prefix}{norm}_running_var"],
                "1.num_batches_tracked": np.array(0),
            }
            target.load_state_dict({key: torch.from_numpy(value.copy()) for key, value in state.items()})
        nn.init.normal_(network.classifier.weight, std=0.01)
        nn.init.zeros_(network.classifier.bias)
