"""ResNet50: torchvision's layers, and a BatchNorm put back without changing any answer."""
import unittest

import numpy as np

from training.tests.support import SHARED, needs_torch, needs_weights

WEIGHTS = SHARED / "weights"


@needs_torch
class Layers(unittest.TestCase):
    def test_parameter_count(self):
        from training.networks.resnet50 import ResNet50

        # torchvision's resnet50 with 1,000 classes; the paper's table says 25.6 M.
        self.assertEqual(sum(p.numel() for p in ResNet50(classes=1000).parameters()), 25_557_032)

    def test_fifty_layers_on_the_longest_path(self):
        import torch

        from training.networks.resnet50 import ResNet50, named_units

        names = [name for name, _ in named_units(ResNet50())]
        self.assertEqual(len([n for n in names if "downsample" not in n]) + 1, 50)
        self.assertEqual(len(names), 53)
        with torch.no_grad():
            self.assertEqual(ResNet50().eval().feature_map(torch.zeros(1, 1, 96, 64)).shape, (1, 2048, 3, 2))


def folded_answer(arrays, film):
    """The last feature map by the weights as they are given: convolutions with biases, no BatchNorm."""
    import torch
    from torch.nn import functional

    def conv(x, name, stride=1, padding=0):
        weight, bias = (torch.from_numpy(arrays[f"{name}.{part}"]) for part in ("weight", "bias"))
        return functional.conv2d(x, weight, bias, stride, padding)

    x = functional.max_pool2d(conv(film.expand(-1, 3, -1, -1), "conv1", 2, 3).relu(), 3, 2, 1)
    for stage, blocks in enumerate((3, 4, 6, 3), 1):
        for number in range(blocks):
            name, stride = f"layer{stage}.{number}", 2 if stage > 1 and number == 0 else 1
            inner = conv(x, f"{name}.conv1", stride).relu()
            inner = conv(conv(inner, f"{name}.conv2", 1, 1).relu(), f"{name}.conv3")
            x = (inner + (conv(x, f"{name}.downsample.0", stride) if number == 0 else x)).relu()
    return x


@needs_torch
@needs_weights
class PuttingBack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import torch

        from training.networks.resnet50 import WEIGHTS as FILE, ResNet50, load_starting_weights

        generator = torch.Generator().manual_seed(1)
        films = torch.nn.functional.interpolate(
            torch.randn(12, 1, 12, 12, generator=generator), (96, 96), mode="bicubic")
        cls.network = ResNet50()
        load_starting_weights(cls.network, WEIGHTS, films)
        cls.films, cls.arrays = films, dict(np.load(WEIGHTS / FILE))

    def test_the_answer_is_that_of_the_folded_weights(self):
        import torch

        with torch.no_grad():
            expected = folded_answer(self.arrays, self.films[:2])
            found = self.network.eval().feature_map(self.films[:2])
        self.assertGreater(float(expected.max()), 0.1)
        self.assertLess(float((found - expected).abs().max()), 1e-4 * float(expected.abs().max()))

    def test_statistics_are_those_of_the_films(self):
        import torch

        # With the films that set them, BatchNorm in training mode answers (almost) as in eval mode.
        norm, seen = self.network.layers[0][1], []
        hook = norm.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
        with torch.no_grad():
            self.network.eval().feature_map(self.films)
        hook.remove()
        value = seen[0].double()
        np.testing.assert_allclose(norm.running_mean.numpy(), value.mean((0, 2, 3)).numpy(), atol=1e-5)
        np.testing.assert_allclose(norm.running_var.numpy(), value.var((0, 2, 3), unbiased=False).numpy(),
                                   rtol=1e-4, atol=1e-6)
