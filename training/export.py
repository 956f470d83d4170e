"""A trained network to ONNX: BatchNorm folded, weights rounded to fp16, heat map in the graph.

All but the smallest weights are stored as an fp16 initialiser followed by Cast to float32 (the largest matrices as 8-bit
values, Cast and Mul by a scale for each row), which ONNX Runtime folds at load, so the network runs at float32
speed from a file of half or a quarter of the size.
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
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

OPSET = 17
#: Initialisers of fewer values (shapes, biases, depthwise kernels) stay float32: rounded they move MobileNetV2's
#: probabilities by up to 0.008, as they are by 0.001, for 0.1 MB.
SMALL = 4096
#: Matrices of this many values are carried with 8 bits a value: AlexNet's two large dense layers.
LARGE = 8_000_000


def fold(module):
    """Replace every (convolution or linear layer, BatchNorm) pair inside nn.Sequential by one layer."""
    for name, child in list(module.named_children()):
        norm = child[1] if isinstance(child, nn.Sequential) and len(child) > 1 else None
        if isinstance(norm, (nn.BatchNorm2d, nn.BatchNorm1d)):
            fuse = fuse_conv_bn_eval if isinstance(norm, nn.BatchNorm2d) else fuse_linear_bn_eval
            setattr(module, name, nn.Sequential(fuse(child[0], norm), *list(child)[2:]))
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


def round_rows(values):
    """Rows rounded to 255 levels, -127 to 127 times a scale of their own; (rounded, scale)."""
    scale = (values.abs().amax(1, keepdim=True) / 127).clamp_min(1e-12)
    return (values / scale).round() * scale, scale


def round_weights(network):
    """Round every parameter, in place, to what the file can hold; the parameters stay float32.

    Matrices of LARGE or more values keep 8 bits a value, tensors of fewer than SMALL are left alone,
    everything else becomes fp16. Returns the scales of the first by parameter name.
    """
    scales = {}
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.numel() < SMALL:
                continue
            if parameter.ndim == 2 and parameter.numel() >= LARGE:
                rounded, scales[name] = round_rows(parameter)
            else:
                rounded = parameter.half().float()
            if not torch.isfinite(rounded).all():
                raise ValueError("a weight is too large for fp16")
            parameter.copy_(rounded)
    return scales


class Carried(nn.Module):
    """The network as it is shipped: logits, heat map and features in one pass.

    `scales` holds, for every parameter that is carried with 8 bits, the scale of each row (rows x 1).
    """

    def __init__(self, network, scales):
        super().__init__()
        self.network, self.scales = network, scales

    def forward(self, films):
        return self.network.explain(films)


def carried(network, offset=0.0):
    """A copy of a trained network with exactly the weights that the exported file holds.

    `offset` is added to the margin, logit pneumonia minus logit normal, by the last layer's biases.
    """
    network = copy.deepcopy(network).cpu().to(memory_format=torch.contiguous_format).eval()
    with torch.no_grad():
        network.classifier.bias += torch.tensor([-offset / 2, offset / 2])
    fold(network)
    to_grey_stem(network)
    scales = round_weights(network)
    return Carried(network, scales).eval()


def reshaped(graph, name):
    """The shape and the order of axes that a tensor is brought into before anything reads it, and the nodes that do so; None
    where it is read as it is."""
    found = []
    for kind in ("Reshape", "Transpose"):
        readers = [node for node in graph.node if name in node.input]
        if [node.op_type for node in readers] != [kind]:
            return None
        found.append(readers[0])
        name = readers[0].output[0]
    shape = next(node for node in graph.node if found[0].input[1] in node.output)
    return numpy_helper.to_array(shape.attribute[0].t), list(found[1].attribute[0].ints), [shape, *found]


def in_bytes(tensor, values, scale, layout):
    """Initialisers and nodes for a matrix of 8-bit values times a scale for each row.

    Where the graph brings it into another `layout`, the 8-bit values are brought into it instead: folding that at load takes
    a copy of a quarter of the size.
    """
    name = tensor.name
    levels = np.round(values / scale)
    if not np.array_equal(levels.astype(np.float32) * scale, values):
        raise ValueError(f"{name} holds values that 8 bits and a scale cannot")
    held = [numpy_helper.from_array(levels.astype(np.int8), name + "_int8"),
            numpy_helper.from_array(scale, name + "_scale")]
    nodes, parts, result = [], [name + "_int8", name + "_scale"], name
    if layout:
        shape, order, (*_, last) = layout
        for at, own in enumerate((shape, [len(scale)] + [1] * (len(shape) - 1))):
            formed, turned = f"{parts[at]}_formed", f"{parts[at]}_turned"
            held.append(numpy_helper.from_array(np.array(own), f"{parts[at]}_shape"))
            nodes += [helper.make_node("Reshape", [parts[at], f"{parts[at]}_shape"], [formed]),
                      helper.make_node("Transpose", [formed], [turned], perm=order)]
            parts[at] = turned
        result = last.output[0]
    nodes += [helper.make_node("Cast", [parts[0]], [name + "_level"], to=TensorProto.FLOAT),
              helper.make_node("Mul", [name + "_level", parts[1]], [result])]
    return held, nodes


def in_halves(tensor, values):
    """Initialiser and node for fp16 values."""
    half = values.astype(np.float16)
    if not np.array_equal(half.astype(np.float32), values):
        raise ValueError(f"{tensor.name} holds values that fp16 cannot")
    cast = helper.make_node("Cast", [tensor.name + "_fp16"], [tensor.name], to=TensorProto.FLOAT)
    return [numpy_helper.from_array(half, tensor.name + "_fp16")], [cast]


def compact(model, scales=()):
    """Store each float32 initialiser as fp16, or as 8 bits where `scales` has its name.

    The values must already be such values. What stands before the graph is folded at load.
    """
    graph, before, kept, gone = model.graph, [], [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.name in scales:
            layout = reshaped(graph, tensor.name)
            held, nodes = in_bytes(tensor, values, scales[tensor.name], layout)
            gone.extend(layout[2] if layout else [])
        elif values.dtype != np.float32 or values.size < SMALL:
            held, nodes = [tensor], []
        else:
            held, nodes = in_halves(tensor, values)
        kept.extend(held)
        before.extend(nodes)
    nodes = before + [node for node in graph.node if node not in gone]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    return model


def read(definition, path):
    """The `carried` network that a file of `write` holds."""
    network = carried(definition.build())
    held = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if f"{name}_int8" in held:
                scale = held[f"{name}_scale"]
                values = held[f"{name}_int8"].astype(np.float32) * scale
                network.scales[name.removeprefix("network.")] = torch.from_numpy(scale.copy())
            else:
                values = held[f"{name}_fp16" if f"{name}_fp16" in held else name].astype(np.float32)
            parameter.copy_(torch.from_numpy(values.copy()))
    return network


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
    scales = {f"network.{name}": scale.numpy() for name, scale in network.scales.items()}
    model = compact(onnx.load_model_from_string(stream.getvalue()), scales)
    model.doc_string = ""
    onnx.checker.check_model(model, full_check=True)
    content = model.SerializeToString()
    Path(path).write_bytes(content)
    return {"path": Path(path).name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
