"""What the tests share: where the data lie, and a network with lively weights."""
import unittest
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"

try:
    import sklearn  # noqa: F401
    import torch

    missing = None
except ImportError as error:
    missing = f"{error.name} is not installed (apt-get install python3-torch python3-sklearn)"

needs_torch = unittest.skipIf(missing, missing)
needs_data = unittest.skipUnless((SHARED / "data" / "kermany").is_dir(), "no films in ../shared/data")
needs_weights = unittest.skipUnless((SHARED / "weights").is_dir(), "no weights in ../shared/weights")


def enliven(build, size, seed=0):
    """A network of `build` in eval mode, the same at every call, whose BatchNorm has statistics, scales and shifts of its own, and whose
    margin is positive in parts of the feature map (films of `size` pixels)."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    network = build()
    for module in network.modules():
        if isinstance(module, (torch.nn.BatchNorm2d, torch.nn.BatchNorm1d)):
            torch.nn.init.uniform_(module.weight, 0.8, 1.2)
            torch.nn.init.normal_(module.bias, 0.1, 0.1)
            module.momentum = 1.0
    network.train()
    with torch.no_grad():
        network(torch.randn(4, 1, size, size, generator=generator))
    torch.nn.init.normal_(network.classifier.weight, std=0.2)
    with torch.no_grad():
        network.classifier.weight[1] += 0.02
    return network.eval()


def lively_network(seed=0):
    """A lively MobileNetV2."""
    from training.networks.mobilenetv2 import MobileNetV2

    return enliven(MobileNetV2, 224, seed)
