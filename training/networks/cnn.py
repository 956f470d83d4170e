"""The paper's own CNN (Sahin, Ulutas, Yuce 2021, Fig. 5), trained from scratch.

At the paper's 512 pixels its first dense layer holds 4,000,000 x 128 weights (2 GB). Here those weights
are constrained to be constant over cells of `cell` x `cell` pixels of the last map, and zero in the rows
and columns that are left over at its right and bottom: the same as an average pooling before the flatten.
The input size is a parameter. In training a BatchNorm follows each convolution and the hidden layer; it
is folded into them when the network is exported, so what is carried has the table's layers alone.
"""
import torch
from torch import nn
from torch.nn import functional

from .common import dense, explain_dense, to_stem, unit

SIZE = 160
CELL = 4
#: Smaller sizes with as many cells a side, for the first epochs.
SMALL, MIDDLE = 88, 124
CONSTRAINT = (
    "the weights of the first dense layer are constant over cells of "
    f"{CELL} x {CELL} pixels of the last feature map (an average pooling before the flatten)"
)


def map_size(size):
    """Side of the last feature map for a square input: 512 gives 125, 160 gives 37."""
    return ((size - 4) // 2 - 4) // 2


class Cells(nn.Module):
    """Mean over cells of `cell` x `cell` pixels where the map has `full` a side, and of smaller ones where
    the network trains on smaller films; rows and columns left over are dropped."""

    def __init__(self, cell, full):
        super().__init__()
        self.cell, self.full = cell, full

    def forward(self, maps):
        return functional.avg_pool2d(maps, self.cell * int(maps.shape[-1]) // self.full)


class Cnn(nn.Module):
    """N x 1 x size x size (standardised grey) to N x 2 logits (normal, pneumonia)."""

    channels = 256

    def __init__(self, classes=2, size=SIZE, cell=CELL, dropout=(0.25, 0.5)):
        super().__init__()
        self.layers = nn.Sequential(
            unit(3, 32, 3),
            unit(32, 64, 3),
            nn.MaxPool2d(2),
            unit(64, 128, 3),
            nn.Dropout(dropout[0]),
            unit(128, self.channels, 3),
            nn.MaxPool2d(2),
        )
        side = map_size(size) // cell
        self.pool = Cells(cell, map_size(size))
        self.dropout = nn.Dropout(dropout[1])
        self.hidden = nn.ModuleList([dense(self.channels * side**2, 128)])
        self.classifier = nn.Linear(128, classes)

    def feature_map(self, x):
        """The map behind the last pooling, N x 256 x map_size(size) squared."""
        return self.layers(to_stem(x, self.layers[0][0]))

    def forward(self, x):
        x = torch.relu(self.hidden[0](self.pool(self.feature_map(x)).flatten(1)))
        return self.classifier(self.dropout(x))

    def explain(self, films):
        """Logits, heat map N x cells a side squared, features N x 128."""
        return explain_dense(self, films)
