"""The networks by id, each with how it starts and how it is trained."""
from dataclasses import dataclass, field, replace
from typing import Callable

from ..preprocess import STANDARD, InputSpec
from . import alexnet, cnn, common, mobilenetv2, resnet50


@dataclass(frozen=True)
class Recipe:
    """How a network is trained. `sizes` holds the training size in pixels of every epoch.

    A batch holds `batch / views` films, each augmented `views` times; `agreement` weighs the mean
    squared difference of the probability between a film's views. An epoch draws 1 / views of the
    training films.
    """

    sizes: tuple
    batch: int = 16
    rate: float = 6e-4
    decay: float = 0.02
    smoothing: float = 0.05
    average: float = 0.99
    #: Share of the draw that follows overlap weights over the five global numbers (see sampling).
    overlap: float = 0.75
    views: int = 2
    agreement: float = 4.0
    #: Both classes drawn equally often, or each by its share.
    balanced: bool = True
    #: Name in augment.AUGMENTATIONS.
    augmentation: str = "full"
    #: Films cropped at their top and bottom, normal ones further (augment.CROPS).
    crops: bool = False
    #: Convolutions and matrix products of a training step in bfloat16 (weights and BatchNorm stay float32).
    bfloat16: bool = False
    seed: int = 1

    @property
    def epochs(self):
        return len(self.sizes)


@dataclass(frozen=True)
class Network:
    """A network's id, title, builder, starting weights, recipe and what its card says of them.

    `start(network, weights folder, films)` fills the weights; the films (N x 1 x H x W, as the network
    sees them) are some of the training films.
    """

    id: str
    title: str
    architecture: str
    build: Callable
    start: Callable
    recipe: Recipe
    origin: str
    #: Epochs' sizes under the paper's protocol.
    paper_sizes: tuple
    version: str = "1.0.0"
    input: InputSpec = field(default=STANDARD)


NETWORKS = {
    "mobilenetv2": Network(
        id="mobilenetv2",
        title="MobileNetV2",
        architecture="MobileNetV2 1.0 (Sandler et al. 2018), 53 layers, grey input, two classes",
        build=mobilenetv2.MobileNetV2,
        start=mobilenetv2.load_starting_weights,
        recipe=Recipe(sizes=(160,) * 5 + (224,) * 4, crops=True),
        paper_sizes=(160,) * 4 + (224,) * 6,
        version="1.3.0",
        origin="ImageNet weights of the ONNX model zoo, mobilenetv2-1.0 (GluonCV), Apache-2.0",
    ),
    "resnet50": Network(
        id="resnet50",
        title="ResNet50",
        architecture="ResNet-50 v1 (He et al. 2016), 50 layers, grey input, two classes",
        build=resnet50.ResNet50,
        start=resnet50.load_starting_weights,
        recipe=Recipe(sizes=(160,) * 5 + (224,) * 4, rate=3e-4, crops=True, bfloat16=True),
        paper_sizes=(160,) * 4 + (224,) * 6,
        version="1.2.0",
        origin="ImageNet weights of a pruned 8-bit ResNet-50 v1 (BatchNorm folded, put back before training) from "
               "a repository under MIT; where they were trained is not stated",
    ),
    "alexnet": Network(
        id="alexnet",
        title="AlexNet",
        architecture="AlexNet (Krizhevsky et al. 2012, one branch), 8 layers, grey input, two classes; BatchNorm "
                     "in training, folded into the layers",
        build=alexnet.AlexNet,
        start=common.start_from_scratch,
        recipe=Recipe(sizes=(alexnet.SIZE,) * 16, batch=32, rate=2e-4, average=0.985, crops=True, bfloat16=True),
        paper_sizes=(alexnet.SIZE,) * 10,
        version="1.3.0",
        origin="none: trained from scratch",
    ),
    "cnn": Network(
        id="cnn",
        title="CNN",
        architecture="The CNN of Sahin, Ulutas, Yuce (2021), Fig. 5, at 160 x 160 pixels, grey input, two classes; "
                     f"{cnn.CONSTRAINT}; BatchNorm in training, folded into the layers",
        build=cnn.Cnn,
        start=common.start_from_scratch,
        recipe=Recipe(sizes=(cnn.SMALL,) * 4 + (cnn.MIDDLE,) * 3 + (cnn.SIZE,) * 3, rate=5e-4, crops=True,
                      bfloat16=True),
        paper_sizes=(cnn.SMALL,) * 4 + (cnn.SIZE,) * 6,
        version="1.2.0",
        origin="none: trained from scratch",
        input=replace(STANDARD, width=cnn.SIZE, height=cnn.SIZE, smooth=(0.25, 0.5, 0.25)),
    ),
}
