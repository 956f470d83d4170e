"""AlexNet (Krizhevsky, Sutskever, Hinton 2012; torchvision's one-branch layout), trained from scratch.

With 1,000 classes torchvision's layout has 61.1 M parameters, the original with its two branches the
paper's 61.0 M. In training a BatchNorm follows each convolution and hidden layer, without which a start
from scratch on a few thousand films is unsteady; it is folded into them when the network is exported, so what
is carried has AlexNet's layers alone.
"""
import torch
from torch import nn

from .common import dense, explain_dense, to_stem, unit

SIZE = 224


class AlexNet(nn.Module):
    """N x 1 x 224 x 224 (standardised grey) to N x 2 logits (normal, pneumonia)."""

    channels = 256

    def __init__(self, classes=2, dropout=0.3):
        super().__init__()
        self.layers = nn.Sequential(
            unit(3, 64, 11, 4, 2),
            nn.MaxPool2d(3, 2),
            unit(64, 192, 5, 1, 2),
            nn.MaxPool2d(3, 2),
            unit(192, 384, 3, 1, 1),
            unit(384, 256, 3, 1, 1),
            unit(256, self.channels, 3, 1, 1),
            nn.MaxPool2d(3, 2),
        )
        self.pool = nn.Identity()
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.ModuleList([dense(self.channels * 6 * 6, 4096), dense(4096, 4096)])
        self.classifier = nn.Linear(4096, classes)

    def feature_map(self, x):
        """The map behind the last pooling, N x 256 x 6 x 6."""
        return self.layers(to_stem(x, self.layers[0][0]))

    def forward(self, x):
        x = self.pool(self.feature_map(x)).flatten(1)
        for layer in self.hidden:
            x = torch.relu(layer(self.dropout(x)))
        return self.classifier(x)

    def explain(self, films):
        """Logits, heat map N x 6 x 6, features N x 4096."""
        return explain_dense(self, films)
