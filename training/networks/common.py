"""What several networks share: convolution units, and the heat map as forward operators.

The heat map is Grad-CAM (Selvaraju et al. 2017) of the margin, logit pneumonia minus logit normal, on
the last feature map: N x rows x columns, the ReLU of the sum of the channels, each weighted by the
gradient's mean over the map's cells; not normalised. An exported graph knows no autograd, so the gradient of
what follows the map is written out.
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


def weighted_map(maps, weights):
    """ReLU of the weighted sum of channels: N x C x H x W and N x C (or 1 x C) to N x H x W."""
    return torch.relu((maps * weights.unsqueeze(-1).unsqueeze(-1)).sum(1))


def explain_pooled(network, films, cells):
    """Logits, heat map and features (N x C) of a network whose map is averaged and classified.

    The margin's gradient is the same in each of the map's `cells`: (w_pneumonia - w_normal) / cells.
    """
    maps = network.feature_map(films)
    features = maps.mean((2, 3))
    weight = network.classifier.weight
    heat = weighted_map(maps, ((weight[1] - weight[0]) / cells).unsqueeze(0))
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


def explain_dense(network, films, cells):
    """Logits, heat map and features (the last hidden layer) of a folded network with dense layers.

    `network.pool` comes between the map and the first dense layer. It keeps the sum of the gradient over
    the map (an average over cells does, and so does nothing at all), so a channel's mean gradient is the
    sum of the dense layer's weights over that channel, times the gradient behind it, over `cells`.
    """
    maps = network.feature_map(films)
    value, activations = network.pool(maps).flatten(1), []
    hidden = [layer[0] for layer in network.hidden]
    for layer in hidden:
        value = torch.relu(layer(value))
        activations.append(value)
    gradient = hidden_gradient(hidden, activations, network.classifier)
    first = hidden[0].weight
    per_channel = first.view(first.shape[0], network.channels, -1).sum(2) / cells
    return network.classifier(value), weighted_map(maps, gradient @ per_channel), value
