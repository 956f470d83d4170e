"""A trained network to ONNX: BatchNorm folded, weights rounded to fp16, heat map in the graph.

Every weight is stored as an fp16 initialiser followed by Cast to float32, which ONNX Runtime folds
at load, so the network runs at float32 speed from a file of half the size.
"""
import copy
import hashlib
import io
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

OPSET = 17
#: Initialisers of fewer values (shapes, scalars) stay as they are.
SMALL = 4


def fold(module):
    """Replace every (convolution, BatchNorm) pair inside nn.Sequential by one convolution."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Sequential) and len(child) > 1 and isinstance(child[1], nn.BatchNorm2d):
            fused = fuse_conv_bn_eval(child[0], child[1])
            setattr(module, name, nn.Sequential(fused, *list(child)[2:]))
        else:
            fold(child)


def to_grey_stem(network):
    """The RGB stem's three identical inputs summed into one; the same function of a grey film."""
    stem = network.layers[0][0]
    grey = nn.Conv2d(1, stem.out_channels, stem.kernel_size, stem.stride, stem.padding)
    with torch.no_grad():
        grey.weight.copy_(stem.weight.sum(1, keepdim=True))
        grey.bias.copy_(stem.bias)
    network.layers[0][0] = grey


def round_weights(network):
    """Round every parameter to the nearest fp16 value, in place; the parameters stay float32."""
    with torch.no_grad():
        for parameter in network.parameters():
            rounded = parameter.half().float()
            if not torch.isfinite(rounded).all():
                raise ValueError("a weight is too large for fp16")
            parameter.copy_(rounded)


class Carried(nn.Module):
    """The network as it is shipped: logits, heat map and pooled features in one pass.

    The heat map is Grad-CAM (Selvaraju et al. 2017) of the margin, logit pneumonia minus logit
    normal, on the last feature map. Behind global average pooling and one linear layer the gradient
    is the same everywhere, (w_pneumonia - w_normal) / cells, so the map is the ReLU of that weighted
    sum of channels: N x rows x columns, not normalised.
    """

    def __init__(self, network, cells):
        super().__init__()
        self.network, self.cells = network, cells

    def forward(self, films):
        maps = self.network.feature_map(films)
        features = maps.mean((2, 3))
        weight = self.network.classifier.weight
        margin = (weight[1] - weight[0]) / self.cells
        heat = torch.relu((maps * margin.view(1, -1, 1, 1)).sum(1))
        return self.network.classifier(features), heat, features


def carried(network, spec, offset=0.0):
    """A copy of a trained network with exactly the weights that the exported file holds.

    `offset` is added to the margin, logit pneumonia minus logit normal, by the last layer's biases.
    """
    network = copy.deepcopy(network).cpu().to(memory_format=torch.contiguous_format).eval()
    network.dropout = nn.Identity()
    with torch.no_grad():
        network.classifier.bias += torch.tensor([-offset / 2, offset / 2])
    fold(network)
    to_grey_stem(network)
    round_weights(network)
    with torch.no_grad():
        rows, columns = network.feature_map(torch.zeros(1, 1, spec.height, spec.width)).shape[2:]
    return Carried(network, rows * columns).eval()


def compact(model):
    """Store each float32 initialiser as fp16 with a Cast; the values must already be fp16 ones."""
    graph, casts, kept = model.graph, [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALL:
            kept.append(tensor)
            continue
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            raise ValueError(f"{tensor.name} holds values that fp16 cannot")
        kept.append(numpy_helper.from_array(half, tensor.name + "_fp16"))
        casts.append(helper.make_node("Cast", [tensor.name + "_fp16"], [tensor.name], to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    return model


def write(network, spec, path):
    """Write a `carried` network as ONNX; returns the entry of the manifest's `files`."""
    stream = io.BytesIO()
    example = torch.zeros(2, 1, spec.height, spec.width)
    names = ["logits", "heat_map", "features"]
    torch.onnx.export(
        network, example, stream, opset_version=OPSET, input_names=["input"], output_names=names,
        dynamic_axes={name: {0: "N"} for name in ["input", *names]},
        do_constant_folding=False, keep_initializers_as_inputs=False,
    )
    model = compact(onnx.load_model_from_string(stream.getvalue()))
    model.doc_string = ""
    onnx.checker.check_model(model, full_check=True)
    content = model.SerializeToString()
    Path(path).write_bytes(content)
    return {"path": Path(path).name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
