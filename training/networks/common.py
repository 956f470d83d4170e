"""What several networks share: convolution units, and the heat map as forward operators.

The heat map is HiResCAM (Draelos, Carin 2020) of the margin, logit pneumonia minus logit normal, on the map that
is classified: N x rows x columns, the ReLU of the sum over the channels of the map times the margin's gradient in
it; not normalised. Where the map is averaged and classified the gradient is the same in all its cells, and this is
Grad-CAM (Selvaraju et al. 2017). Dense layers weigh each cell by itself, which Grad-CAM's mean gradient loses:
AlexNet's Grad-CAM is empty on nearly every film. An exported graph knows no autograd, so the gradient of what follows
the map is written out.
"""
import torch
from torch import nn


def unit(before, after, kernel, stride=1, padding=0, active=True):
    """Convolution, BatchNorm and, where active, ReLU."""
    layers = [
        nn.Conv2d(before, after, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(after),
    ]
    return nn.Sequential(*layers, *([nn.ReLU(inplace=True)] if active else []))


def dense(before, after):
    """Linear layer and BatchNorm; whoever uses it puts the ReLU behind. Without the BatchNorm a step of Adam
    moves a layer of thousands of inputs by several times its output."""
    return nn.Sequential(nn.Linear(before, after, bias=False), nn.BatchNorm1d(after))


def to_stem(films, stem):
    """A grey film repeated for an RGB stem; an exported network's stem has one channel with the same
    sum of weights and takes the film as it is."""
    return films if stem.in_channels == 1 else films.expand(-1, stem.in_channels, -1, -1)


def start_from_scratch(network, _folder, _films):
    """He et al. 2015 for layers before a ReLU; a small classifier, so that training starts undecided."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    nn.init.normal_(network.classifier.weight, std=0.01)


def explain_pooled(network, films):
    """Logits, heat map and features (N x C) of a network whose map is averaged and classified.

    The margin's gradient is the same in each of the map's cells: (w_pneumonia - w_normal) / cells.
    """
    maps = network.feature_map(films)
    features = maps.mean((2, 3))
    weight, cells = network.classifier.weight, int(maps.shape[2]) * int(maps.shape[3])
    gradient = ((weight[1] - weight[0]) / cells).unsqueeze(0)
    heat = torch.relu((maps * gradient.unsqueeze(-1).unsqueeze(-1)).sum(1))
    return network.classifier(features), heat, features


def hidden_gradient(hidden, activations, classifier):
    """The margin's gradient before the first hidden layer's ReLU, N x width.

    `hidden` are the linear layers (BatchNorm folded), each followed by ReLU; `activations` their outputs
    behind it.
    """
    gradient = (classifier.weight[1] - classifier.weight[0]).unsqueeze(0)
    for layer, behind, ahead in zip(hidden[:0:-1], activations[:0:-1], activations[-2::-1]):
        gradient = (gradient * (behind > 0).float()) @ layer.weight
    return gradient * (activations[0] > 0).float()


def explain_dense(network, films):
    """Logits, heat map and features (the last hidden layer) of a folded network with dense layers.

    `network.pool` comes between the last map and the first dense layer, and what it gives is explained. That layer
    is computed cell by cell: a cell's part in it, times the gradient behind it, is the cell's value in the heat map, so that
    its weights are read once.
    """
    cells = network.pool(network.feature_map(films))
    side, (first, *later) = int(cells.shape[-1]), [layer[0] for layer in network.hidden]
    weight = first.weight.view(-1, network.channels, side * side).permute(2, 1, 0)
    parts = cells.flatten(2).permute(2, 0, 1) @ weight
    activations = [torch.relu(parts.sum(0) + first.bias)]
    for layer in later:
        activations.append(torch.relu(layer(activations[-1])))
    gradient = hidden_gradient([first, *later], activations, network.classifier)
    heat = torch.relu((parts * gradient).sum(2)).t().reshape(-1, side, side)
    return network.classifier(activations[-1]), heat, activations[-1]
