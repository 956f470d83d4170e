"""Write tiny random networks for the tests of loading and running; they know nothing of films.

    /usr/bin/python3 src/main/inference/testing/make_models.py     (python3-onnx, python3-torch)

`fixtures/tiny` is a sound network of 16 x 16 pixels with its weights in a second file; its golden.json
holds PyTorch's answer. `fixtures/failing` answers a blank film and throws on any other.
`fixtures/three` has three logits.

`hostile` holds networks that must be stopped: `outside` and `nested` take weights from a file that the manifest
does not name (nested in a branch of the graph), `huge` declares a billion logits, `greedy` makes a billion where a film
is not blank, `nan` answers such a film with no number.
"""
import base64
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

SIDE, CHANNELS = 16, 4
HERE = Path(__file__).parent / "fixtures"
HOSTILE = Path(__file__).parent / "hostile"


def weights(classes):
    """Convolution, bias, head, head's bias, heat map's channel weights."""
    rng = np.random.default_rng(7)
    draw = lambda *shape: rng.normal(0, 0.5, shape).astype(np.float32)
    return {
        "conv": draw(CHANNELS, 1, 4, 4),
        "conv_bias": draw(CHANNELS),
        "head": draw(classes, CHANNELS),
        "head_bias": draw(classes),
        "map_weights": draw(1, CHANNELS, 1, 1),
    }


def graph(values, throws):
    """Convolution of stride 4, ReLU, global average pooling, one linear layer, a heat map beside it."""
    node = helper.make_node
    nodes = [
        node("Conv", ["input", "conv", "conv_bias"], ["raw"], strides=[4, 4]),
        node("Relu", ["raw"], ["maps"]),
        node("ReduceMean", ["maps"], ["features"], axes=[2, 3], keepdims=0),
        node("Gemm", ["features", "head", "head_bias"], ["scores" if throws else "logits"], transB=1),
        node("Mul", ["maps", "map_weights"], ["weighted"]),
        node("ReduceSum", ["weighted", "one"], ["summed"], keepdims=0),
        node("Relu", ["summed"], ["heat_map"]),
    ]
    extra = [numpy_helper.from_array(np.array([1], np.int64), "one")]
    if throws:
        # An index past the end for every film whose brightest value is not 0: run-time error of Gather.
        nodes += [
            node("ReduceMax", ["input"], ["top"], keepdims=0),
            node("Mul", ["top", "thousand"], ["scaled"]),
            node("Cast", ["scaled"], ["index"], to=TensorProto.INT64),
            node("Gather", ["zeros", "index"], ["nothing"]),
            node("Add", ["scores", "nothing"], ["logits"]),
        ]
        extra.append(numpy_helper.from_array(np.array(1000, np.float32), "thousand"))
        extra.append(numpy_helper.from_array(np.zeros(2, np.float32), "zeros"))
    tensors = [numpy_helper.from_array(array, name) for name, array in values.items()]
    info = helper.make_tensor_value_info
    classes = values["head"].shape[0]
    cells = SIDE // 4
    outputs = [
        info("logits", TensorProto.FLOAT, ["N", classes]),
        info("heat_map", TensorProto.FLOAT, ["N", cells, cells]),
        info("features", TensorProto.FLOAT, ["N", CHANNELS]),
    ]
    inputs = [info("input", TensorProto.FLOAT, ["N", 1, SIDE, SIDE])]
    made = helper.make_graph(nodes, "tiny", inputs, outputs, tensors + extra)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def move_weights_out(model, names):
    """Take the named tensors' bytes out of the graph; answers the content of weights.bin."""
    content = b""
    for tensor in model.graph.initializer:
        if tensor.name not in names:
            continue
        raw = numpy_helper.to_array(tensor).tobytes()
        set_external_data(tensor, location="weights.bin", offset=len(content), length=len(raw))
        tensor.ClearField("raw_data")
        content += raw
    return content


def manifest(model_id, files):
    """A manifest that says what this is."""
    text = "Random weights for tests; nothing was trained."
    return {
        "schema": 1,
        "id": model_id,
        "version": "0.0.1",
        "title": f"Test network {model_id}",
        "architecture": "one convolution",
        "input": {
            "name": "input",
            "width": SIDE,
            "height": SIDE,
            "channels": 1,
            "resize": "triangle",
            "smooth": [1],
            "percentiles": {"low": 0, "high": 1, "region": 1},
            "standardise": False,
            "mean": [0],
            "std": [1],
        },
        "outputs": {
            "logits": "logits",
            "heatMap": "heat_map",
            "features": "features",
            "classes": ["normal", "pneumonia"],
        },
        "calibration": {"method": "temperature", "temperature": 2, "chosenOn": text},
        "threshold": {"value": 0.5, "chosenOn": text},
        "training": {
            "data": text,
            "citation": text,
            "dataLicence": "none",
            "split": text,
            "films": {"train": 0, "validation": 0, "matchedValidation": 0},
            "startingWeights": text,
            "recipe": text,
        },
        "results": [],
        "limits": text,
        "licence": "MIT",
        "files": [
            {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for path, data in files.items()
        ],
    }


def write(model_id, files, parent=HERE):
    folder = parent / model_id
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
    content = manifest(model_id, files)
    if parent == HOSTILE:
        content["outputs"] = {"logits": "logits", "classes": content["outputs"]["classes"]}
    text = json.dumps(content, indent=1)
    (folder / "model.json").write_text(text + "\n")


def outside(name, shape):
    """A weight of zeros whose bytes lie in secret.bin, which no manifest names."""
    tensor = numpy_helper.from_array(np.zeros(shape, np.float32), name)
    set_external_data(tensor, location="secret.bin", offset=0, length=4 * int(np.prod(shape)))
    tensor.ClearField("raw_data")
    return tensor


def hostile():
    """Each answers a blank film as a network does, or is refused before; no heat map, no features."""
    node, info = helper.make_node, helper.make_tensor_value_info
    constant = lambda name, value: numpy_helper.from_array(np.array(value), name)

    def model(nodes, tensors, logits=("N", 2)):
        inputs = [info("input", TensorProto.FLOAT, ["N", 1, SIDE, SIDE])]
        made = helper.make_graph(nodes, "hostile", inputs, [info("logits", TensorProto.FLOAT, logits)], tensors)
        return helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)

    flat = node("Flatten", ["input"], ["flat"])
    head = node("MatMul", ["flat", "head"], ["logits"])
    branch = lambda name: helper.make_graph(
        [node("MatMul", ["flat", name], [name + "_out"])], name + "_branch", [],
        [info(name + "_out", TensorProto.FLOAT, ["N", 2])], [outside(name, (SIDE * SIDE, 2))])
    choice = node("If", ["always"], ["logits"], then_branch=branch("one"), else_branch=branch("other"))
    top = node("ReduceMax", ["input"], ["top"], keepdims=0)
    # As many values as `more` times the brightest grey, and two.
    count = [top, node("Mul", ["top", "more"], ["scaled"]), node("Cast", ["scaled"], ["whole"], to=TensorProto.INT64),
             node("Add", ["whole", "two"], ["values"]), node("Reshape", ["values", "flat_shape"], ["one_value"]),
             node("Concat", ["batch", "one_value"], ["shape"], axis=0)]
    many = node("ConstantOfShape", ["shape"], ["logits"], value=helper.make_tensor("v", TensorProto.FLOAT, [1], [1.0]))
    numbers = [constant("more", np.float32(1e9)), constant("two", np.int64(2)), constant("batch", np.array([1])),
               constant("flat_shape", np.array([1]))]
    declared = node("ConstantOfShape", ["shape"], ["billion"], value=helper.make_tensor("v", TensorProto.FLOAT, [1], [1.0]))
    return {
        "outside": model([flat, head], [outside("head", (SIDE * SIDE, 2))]),
        "nested": model([flat, choice], [constant("always", True)]),
        "huge": model([declared, top, node("Add", ["billion", "top"], ["logits"])],
                      [constant("shape", np.array([1, 10**9]))], ("N", 10**9)),
        "greedy": model([*count, many], numbers, ("N", "M")),
        # 0 / 0 in a network's own way: the logarithm of minus the brightest grey, of one where it is 0.
        "nan": model([top, node("Neg", ["top"], ["dark"]), node("Equal", ["top", "none"], ["blank"]),
                      node("Cast", ["blank"], ["add"], to=TensorProto.FLOAT), node("Add", ["dark", "add"], ["inside"]),
                      node("Log", ["inside"], ["number"]), node("Expand", ["number", "size"], ["logits"])],
                     [constant("none", np.float32(0)), constant("size", np.array([1, 2]))]),
    }


def golden(values):
    """PyTorch's answer for a film of 16 x 16 pixels that holds both 0 and 255."""
    film = np.random.default_rng(11).integers(0, 256, (SIDE, SIDE)).astype(np.uint8)
    film[0, 0], film[0, 1] = 0, 255
    tensors = {name: torch.from_numpy(array) for name, array in values.items()}
    grey = torch.from_numpy((film / 255).astype(np.float32))[None, None]
    maps = torch.relu(torch.nn.functional.conv2d(grey, tensors["conv"], tensors["conv_bias"], stride=4))
    features = maps.mean((2, 3))
    logits = features @ tensors["head"].T + tensors["head_bias"]
    heat = torch.relu((maps * tensors["map_weights"]).sum(1))
    vector = {
        "name": "noise",
        "width": SIDE,
        "height": SIDE,
        "grey": base64.b64encode(film.tobytes()).decode("ascii"),
        "logits": [round(float(v), 7) for v in logits.ravel()],
        "heatMap": [round(float(v), 7) for v in heat.ravel()],
        "featuresNorm": round(float(torch.linalg.norm(features)), 6),
    }
    content = {"model": "tiny", "version": "0.0.1", "vectors": [vector]}
    (HERE / "tiny" / "golden.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def main():
    sound = weights(2)
    model = graph(sound, throws=False)
    outside = move_weights_out(model, ["conv", "head"])
    write("tiny", {"model.onnx": model.SerializeToString(), "weights.bin": outside})
    golden(sound)
    write("failing", {"model.onnx": graph(sound, throws=True).SerializeToString()})
    write("three", {"model.onnx": graph(weights(3), throws=False).SerializeToString()})
    for name, model in hostile().items():
        write(name, {"model.onnx": model.SerializeToString()}, HOSTILE)


if __name__ == "__main__":
    main()
