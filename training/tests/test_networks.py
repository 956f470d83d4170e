"""Networks: parameter counts, starting weights, sampling, augmentation."""
import unittest

import numpy as np

from training.tests.support import SHARED, needs_torch, needs_weights


@needs_torch
class MobileNet(unittest.TestCase):
    def test_parameter_count(self):
        from training.networks.mobilenetv2 import MobileNetV2

        # Sandler et al. and torchvision: 3,504,872 with 1,000 classes. The extra expansion
        # convolution of the first bottleneck adds 32 * 32 weights and 2 * 32 of its BatchNorm.
        count = sum(p.numel() for p in MobileNetV2(classes=1000).parameters())
        self.assertEqual(count, 3_504_872 + 32 * 32 + 64)

    def test_shapes(self):
        import torch

        from training.networks.mobilenetv2 import MobileNetV2

        network = MobileNetV2().eval()
        with torch.no_grad():
            self.assertEqual(network.feature_map(torch.zeros(1, 1, 224, 224)).shape, (1, 1280, 7, 7))
            self.assertEqual(network(torch.zeros(2, 1, 160, 160)).shape, (2, 2))

    @needs_weights
    def test_starting_weights_fit_their_batchnorm(self):
        import torch

        from training.networks.mobilenetv2 import MobileNetV2, load_starting_weights

        network = MobileNetV2().eval()
        load_starting_weights(network, SHARED / "weights")
        gaps = []

        def look(norm, inputs, _):
            mean = inputs[0].mean((0, 2, 3))
            gaps.append(float(((mean - norm.running_mean) / norm.running_var.sqrt()).abs().median()))

        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.register_forward_hook(look)
        # A smooth picture, of zero mean and unit deviation as ImageNet's normalisation leaves it.
        y, x = np.mgrid[0:224, 0:224] / 224
        picture = np.sin(9 * x) + np.cos(7 * y * y + 3 * x) + 0.4 * np.sin(60 * x * y)
        picture = torch.from_numpy((picture - picture.mean()) / picture.std()).float()
        with torch.no_grad():
            network.feature_map(picture.view(1, 1, 224, 224))
        # With a wrong order of weights the layers' means leave their statistics by several deviations.
        self.assertLess(np.median(gaps), 0.5)


@needs_torch
class Recipes(unittest.TestCase):
    def test_the_card_names_every_size_that_is_smaller_than_the_film(self):
        from training.manifest import recipe_text
        from training.networks import Recipe

        for sizes, words in [((224,) * 3, "3 epochs, AdamW"),
                             ((160,) * 2 + (224,), "3 epochs (2 of them at 160 pixels), AdamW"),
                             ((88,) * 4 + (124,) * 3 + (224,), "8 epochs (4 of them at 88 pixels, 3 at 124), AdamW")]:
            self.assertTrue(recipe_text(Recipe(sizes=sizes), 224).startswith(words))

    def test_the_cnn_has_as_many_cells_at_every_size_it_trains_on(self):
        import torch

        from training.networks import NETWORKS, cnn

        network = cnn.Cnn().eval()
        with torch.no_grad():
            sides = {network.pool(network.feature_map(torch.zeros(1, 1, size, size))).shape[-1]
                     for size in NETWORKS["cnn"].recipe.sizes + NETWORKS["cnn"].paper_sizes}
        self.assertEqual(sides, {cnn.map_size(cnn.SIZE) // cnn.CELL})


@needs_torch
class Sampling(unittest.TestCase):
    def test_classes_are_drawn_equally(self):
        from training.sampling import draw, weights

        labels = np.array([1] * 300 + [0] * 100)
        score = np.linspace(0.05, 0.95, 400)
        chance = weights(labels, score, 0.5)
        self.assertAlmostEqual(chance[labels == 0].sum(), 0.5)
        picks = draw(chance, np.random.default_rng(0))
        self.assertEqual(len(picks), 400)
        self.assertLessEqual(abs(int(labels[picks].sum()) - 200), 8)

    def test_overlap_weights_balance_the_score(self):
        from training.sampling import weights

        rng = np.random.default_rng(1)
        score = rng.uniform(0.05, 0.95, 50000)
        labels = (rng.random(50000) < score).astype(int)
        chance = weights(labels, score, 1.0)
        means = [2 * (chance * score)[labels == label].sum() for label in (0, 1)]
        self.assertAlmostEqual(means[0], means[1], delta=0.01)


@needs_torch
class Augmentation(unittest.TestCase):
    def test_repeatable_and_in_range(self):
        import torch

        from training.augment import augment

        pixels = np.random.default_rng(0).integers(0, 256, (4, 224, 224), dtype=np.uint8)

        def once():
            return augment(pixels, torch.Generator().manual_seed(1), np.random.default_rng(1), "cpu", 160)

        first = once()
        self.assertEqual(first.shape, (4, 1, 160, 160))
        self.assertTrue(bool(((first >= 0) & (first <= 1)).all()))
        self.assertTrue(torch.equal(first, once()))

    def test_borders_are_of_every_grey_level(self):
        import torch

        from training.augment import tones

        tone = tones(20000, torch.Generator().manual_seed(0))
        self.assertAlmostEqual(float((tone == 0).float().mean()), 0.4, delta=0.02)
        self.assertAlmostEqual(float((tone == 1).float().mean()), 0.2, delta=0.02)
        self.assertTrue(bool(((tone >= 0) & (tone <= 1)).all()))

    def test_normal_films_are_cropped_further(self):
        import torch

        from training.augment import CROPS, crops, warp

        generator, half = torch.Generator().manual_seed(0), 5000
        labels = np.repeat([0, 1], half)
        for shares in crops(labels, generator):
            for label, most in enumerate(CROPS):
                own = shares[labels == label]
                self.assertTrue(bool(((own >= 0) & (own <= most)).all()))
                self.assertAlmostEqual(float(own.mean()), most / 2, delta=0.005)
        # A white band over the upper 8 % of a black film: where nothing is white, the fill is black and the band was cropped.
        film = torch.zeros(2, 1, 64, 64)
        film[:, :, :5] = 1

        def gone(given):
            out = warp(film.repeat(300, 1, 1, 1), torch.Generator().manual_seed(1), given)[:, 0]
            return (out.amax((1, 2)) < 0.2).float()

        cropped, plain = gone(np.tile([0, 1], 300)), gone(None)
        self.assertGreater(float(cropped[::2].mean()), float(cropped[1::2].mean()) + 0.1)
        self.assertGreater(float(cropped[::2].mean()), float(plain.mean()) + 0.1)

    def test_aspect_reaches_beyond_what_the_audit_changes(self):
        import torch

        from training.augment import warp

        # A disc: its width and height after the warp, by its area and second moments, give the aspect.
        y, x = torch.meshgrid(torch.linspace(-1, 1, 64), torch.linspace(-1, 1, 64), indexing="ij")
        disc = ((x**2 + y**2) < 0.16).float().expand(600, 1, 64, 64)
        out = warp(disc, torch.Generator().manual_seed(0))[:, 0]
        # Films whose fill is (almost) as dark as the film's own ground: there only the disc is bright.
        edge = torch.stack([out[:, 0], out[:, -1], out[:, :, 0], out[:, :, -1]]).amax((0, 2))
        out = out[edge < 0.1]
        self.assertGreater(len(out), 200)
        mask = (out > 0.5).float()
        total = mask.sum((1, 2))

        def spread(axis):
            mean = (mask * axis).sum((1, 2)) / total
            return ((mask * axis**2).sum((1, 2)) / total - mean**2).sqrt()

        ratio = (spread(x) / spread(y)).log()
        # The audit's 12 % is 0.113; at least a quarter of the films goes further, both ways alike.
        self.assertGreater(float((ratio.abs() > 0.113).float().mean()), 0.25)
        self.assertLess(abs(float(ratio.mean())), 0.03)
