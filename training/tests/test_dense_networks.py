"""AlexNet and the paper's CNN: the tables' layers, the constraint, and heat maps that are HiResCAM."""
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np

from training.preprocess import STANDARD
from training.tests.support import enliven, needs_torch


def autograd_hires_cam(network, film):
    """HiResCAM by autograd, written from its definition, of a network with exactly the carried weights."""
    import torch

    cells = network.pool(network.feature_map(film)).detach().requires_grad_(True)
    value = cells.flatten(1)
    for layer in network.hidden:
        value = layer(value).relu()
    logits = network.classifier(value)
    (logits[0, 1] - logits[0, 0]).backward()
    heat = torch.relu((cells.grad * cells).sum(1))[0].detach().numpy()
    return heat, logits[0].detach().numpy()


def compare(test, network, carried, size, shape):
    import torch

    film = torch.randn(1, 1, size, size, generator=torch.Generator().manual_seed(3))
    expected, logits = autograd_hires_cam(carried.network, film)
    with torch.no_grad():
        answer, heat, _ = carried(film)
        plain = network(film)[0]
    found = heat[0].numpy()
    test.assertEqual(found.shape, shape)
    test.assertGreater(expected.max(), 0)
    cosine = (expected * found).sum() / np.linalg.norm(expected) / np.linalg.norm(found)
    test.assertGreater(cosine, 0.99999)
    test.assertAlmostEqual(found.max() / expected.max(), 1, delta=1e-3)
    np.testing.assert_allclose(answer[0].numpy(), logits, atol=1e-4)
    # Folded and rounded, it answers as the network that was trained.
    np.testing.assert_allclose(logits, plain.numpy(), atol=0.02 * float(plain.abs().max()) + 1e-3)


@needs_torch
class AlexNetLayers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from training.networks.alexnet import AlexNet

        # With this seed the margin has a gradient that speaks for pneumonia in 34 of 36 places.
        cls.network = enliven(AlexNet, 224, seed=3)

    def test_layers_are_torchvisions(self):
        from torch import nn

        # torchvision 0.14, alexnet(): (output channels, input channels, kernel, stride, padding).
        expected = [(64, 3, 11, 4, 2), (192, 64, 5, 1, 2), (384, 192, 3, 1, 1), (256, 384, 3, 1, 1),
                    (256, 256, 3, 1, 1)]
        convs = [m for m in self.network.modules() if isinstance(m, nn.Conv2d)]
        self.assertEqual([(c.out_channels, c.in_channels, c.kernel_size[0], c.stride[0], c.padding[0])
                          for c in convs], expected)
        # Folded, a convolution has a bias. 61,100,840 with 1,000 classes (the paper's table, after the
        # two-branch original: 61.0 M), so 998 rows of 4,096 weights and a bias fewer with two.
        dense = [*(layer[0] for layer in self.network.hidden), self.network.classifier]
        count = sum(c.weight.numel() + c.out_channels for c in convs)
        count += sum(d.weight.numel() + d.out_features for d in dense)
        self.assertEqual(len(convs) + len(dense), 8)
        self.assertEqual(count, 61_100_840 - 998 * 4097)

    def test_carried_answer_and_heat_map(self):
        from training import export

        carried = export.carried(self.network)
        self.assertEqual(sorted(carried.scales), ["hidden.0.0.weight", "hidden.1.0.weight"])
        compare(self, self.network, carried, 224, (6, 6))
        kinds = [type(m).__name__ for m in carried.network.modules()]
        self.assertEqual((kinds.count("Conv2d"), kinds.count("Linear")), (5, 3))
        self.assertFalse([kind for kind in kinds if "Norm" in kind])


class PaperTable(unittest.TestCase):
    """Fig. 5 at 512 pixels by arithmetic: a 3 x 3 convolution without padding takes 2 pixels off, a
    pooling halves; (3 * 3 * before + 1) * after parameters."""

    CONVOLUTIONS = [(3, 32, 510, 896), (32, 64, 508, 18_496), (64, 128, 252, 73_856), (128, 256, 250, 295_168)]

    @needs_torch
    def test_shapes_and_parameters(self):
        from torch import nn

        from training.networks.cnn import Cnn, map_size

        convs = [m for m in Cnn().layers.modules() if isinstance(m, nn.Conv2d)]
        size = 512
        for conv, (before, after, side, count) in zip(convs, self.CONVOLUTIONS, strict=True):
            self.assertEqual((conv.in_channels, conv.out_channels, conv.padding), (before, after, (0, 0)))
            size = size - conv.kernel_size[0] + 1
            self.assertEqual(size, side)
            # Folded, the convolution has one bias for each channel.
            self.assertEqual(conv.weight.numel() + conv.out_channels, count)
            if after in (64, 256):
                size //= 2
        self.assertEqual(size, 125)
        self.assertEqual(map_size(512), 125)
        self.assertEqual(256 * map_size(512) ** 2, 4_000_000)
        self.assertEqual(256 * map_size(512) ** 2 * 128 + 128, 512_000_128)
        self.assertEqual(128 * 2 + 2, 258)

    @needs_torch
    def test_order_of_layers(self):
        from training.networks.cnn import Cnn

        network = Cnn()
        names = [type(layer).__name__ for layer in network.layers]
        self.assertEqual(names, ["Sequential", "Sequential", "MaxPool2d", "Sequential", "Dropout", "Sequential",
                                 "MaxPool2d"])
        self.assertEqual(network.classifier.weight.shape, (2, 128))


@needs_torch
class CnnConstraint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from training.networks.cnn import Cnn

        import torch

        # 52 pixels leave a map of 10 x 10: two cells of 4 a side, and two rows and columns over.
        cls.size = 52
        torch.manual_seed(1)
        cls.network = enliven(lambda: Cnn(size=52), 52)
        with torch.no_grad():
            # A sign that leaves a heat map behind its ReLU.
            cls.network.classifier.weight[1] = cls.network.classifier.weight[0] - 0.5

    def test_is_the_papers_dense_layer_constant_over_cells(self):
        import torch
        from torch.nn import functional

        film = torch.randn(2, 1, self.size, self.size)
        linear, norm = self.network.hidden[0]
        full = torch.zeros(128, 256, 10, 10)
        cells = linear.weight.view(128, 256, 2, 2).repeat_interleave(4, 2).repeat_interleave(4, 3)
        full[:, :, :8, :8] = cells / 16
        with torch.no_grad():
            maps = self.network.feature_map(film)
            value = maps.flatten(1) @ full.flatten(1).T
            value = functional.batch_norm(value, norm.running_mean, norm.running_var, norm.weight, norm.bias)
            expected = self.network.classifier(value.relu())
            np.testing.assert_allclose(self.network(film).numpy(), expected.numpy(), atol=1e-4)

    def test_carried_answer_heat_map_and_file(self):
        from training import export

        spec = replace(STANDARD, width=self.size, height=self.size)
        carried = export.carried(self.network)
        compare(self, self.network, carried, self.size, (2, 2))
        with tempfile.TemporaryDirectory() as folder:
            entry = export.write(carried, spec, Path(folder) / "model.onnx")
        self.assertLess(entry["bytes"], 2 * sum(p.numel() for p in carried.parameters()) + 30_000)


@needs_torch
class EightBits(unittest.TestCase):
    def test_rows_are_kept_to_half_a_level_and_exactly_in_the_file(self):
        import onnx
        import torch
        from onnx import helper, numpy_helper

        from training import export

        values = torch.randn(6, 40, generator=torch.Generator().manual_seed(0))
        rounded, scale = export.round_rows(values)
        self.assertLessEqual(float(((rounded - values).abs() / scale).max()), 0.5 + 1e-5)
        graph = helper.make_graph(
            [helper.make_node("Identity", ["w"], ["out"])], "g", [],
            [helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, [6, 40])],
            [numpy_helper.from_array(rounded.numpy(), "w")])
        model = export.compact(helper.make_model(graph), {"w": scale.numpy()})
        held = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        self.assertEqual(held["w_int8"].dtype, np.int8)
        np.testing.assert_array_equal(held["w_int8"].astype(np.float32) * held["w_scale"], rounded.numpy())
        self.assertEqual([n.op_type for n in model.graph.node], ["Cast", "Mul", "Identity"])
