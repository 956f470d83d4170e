"""Out-of-fold predictions: who answers whom, the file, and the operating point chosen on them."""
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training.tests.support import needs_torch


def small_split(films=400, seed=0):
    """A split of made-up films: two or three films a patient, the last quarter the test split."""
    from training.splits import Split

    rng = np.random.default_rng(seed)
    groups = np.sort(rng.integers(0, films // 3, films))
    labels = (groups % 3 > 0).astype(int)
    score = np.clip(0.5 + 0.2 * (labels - 0.5) + rng.normal(0, 0.15, films), 0.03, 0.97)
    usable = np.arange(films * 3 // 4 - 20)
    usable = usable[groups[usable] < groups[films * 3 // 4]]
    held = np.isin(groups[usable], np.unique(groups[usable])[::5])
    split = Split(train=usable[~held], validation=usable[held], matched=usable[held],
                  test=np.arange(films * 3 // 4, films), left_out=np.array([], dtype=int),
                  score=score, groups=groups)
    return split, labels


def made_predictions(films=3000, seed=0, shift=0.0):
    """Predictions whose true temperature is 2 and whose true offset is -`shift`."""
    from training.evaluate import sigmoid
    from training.folds import Predictions

    rng = np.random.default_rng(seed)
    true = rng.normal(0, 2.5, films)
    labels = (rng.random(films) < sigmoid(true)).astype(int)
    plain = 2 * true + shift
    return Predictions(tuple(f"train/f{i:05d}" for i in range(films)), np.arange(films) % 3, labels, plain,
                       np.repeat(plain[:, None], 2, axis=1))


@needs_torch
class Folds(unittest.TestCase):
    def test_every_usable_film_is_answered_once_and_by_strangers(self):
        from training import folds

        split, labels = small_split()
        usable = np.sort(np.concatenate([split.train, split.validation]))
        answered = []
        for number in range(folds.FOLDS):
            part = folds.for_fold(split, labels, number)
            answered.extend(part.validation)
            self.assertFalse(set(split.groups[part.train]) & set(split.groups[part.validation]))
            self.assertEqual(sorted([*part.train, *part.validation]), list(usable))
            self.assertTrue(set(part.matched) <= set(part.validation))
            np.testing.assert_array_equal(part.test, split.test)
        self.assertEqual(sorted(answered), list(usable))
        with self.assertRaises(ValueError):
            folds.for_fold(split, labels, folds.FOLDS)

    def test_alterations_are_repeatable_and_of_every_film(self):
        import torch

        from training import folds
        from training.preprocess import STANDARD

        class Mean(torch.nn.Module):
            def forward(self, films):
                value = films[:, :, :112].mean((1, 2, 3))
                return torch.stack([-value, value], 1), None, None

        pixels = np.random.default_rng(0).integers(0, 256, (3, 224, 224), dtype=np.uint8)
        first = folds.altered_margins(Mean(), pixels, STANDARD, seed=2)
        self.assertEqual(first.shape, (3, folds.ALTERED))
        self.assertEqual(len(np.unique(first)), first.size)
        np.testing.assert_array_equal(first, folds.altered_margins(Mean(), pixels, STANDARD, seed=2))


@needs_torch
class File(unittest.TestCase):
    def test_written_and_read_again(self):
        from training import folds

        given = made_predictions(7)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "fold-0.csv"
            folds.write(given, path)
            lines = path.read_text().splitlines()
            found = folds.read(path)
            self.assertEqual(lines[0], "film,fold,label,margin,altered_1,altered_2")
            self.assertEqual(len(lines), 8)
            self.assertEqual(found.films, given.films)
            np.testing.assert_array_equal(found.folds, given.folds)
            np.testing.assert_array_equal(found.labels, given.labels)
            np.testing.assert_allclose(found.plain, given.plain, atol=1e-4)
            np.testing.assert_allclose(found.altered, given.altered, atol=1e-4)
            for bad in ("film,fold\n", "\n".join([*lines, lines[1]]), lines[0] + "\nx,0,1,nan,0,0\n",
                        lines[0] + "\nx,0,1,0.5\n"):
                path.write_text(bad)
                with self.assertRaises(ValueError):
                    folds.read(path)

    def test_folds_are_joined_once_each(self):
        from training import folds

        whole = made_predictions(10)
        parts = [folds.Predictions(tuple(f for f, k in zip(whole.films, whole.folds) if k == number),
                                   *(v[whole.folds == number] for v in
                                     (whole.folds, whole.labels, whole.plain, whole.altered)))
                 for number in np.random.default_rng(4).permutation(folds.FOLDS)]
        joined = folds.join(parts)
        self.assertEqual(joined.films, whole.films)
        np.testing.assert_array_equal(joined.plain, whole.plain)
        with self.assertRaises(ValueError):
            folds.join([parts[0], parts[0]])

    def test_table_of_several_networks(self):
        from training import collect, operating_point

        one, two = made_predictions(400, 0), made_predictions(400, 0, shift=1.0)
        points = [operating_point.choose(own, np.full(400, 0.5)) for own in (one, two)]
        header, rows = collect.table(["a", "b"], [one, two], points)
        self.assertEqual(header, ["film", "fold", "label", "a", "b"])
        self.assertAlmostEqual(float(rows[5][3]), float(points[0].probability(one.plain[5])), 5)
        with self.assertRaises(ValueError):
            collect.table(["a", "b"], [one, made_predictions(399)], points)


@needs_torch
class OperatingPoint(unittest.TestCase):
    def test_temperature_and_offset_are_found_again(self):
        from training import operating_point

        # The classes are equally frequent here and the score says nothing, so the weights change nothing.
        given = made_predictions(20000, shift=1.5)
        point = operating_point.choose(given, np.full(20000, 0.5))
        self.assertAlmostEqual(point.temperature, 2, delta=0.1)
        self.assertAlmostEqual(point.offset, -1.5, delta=0.15)
        self.assertAlmostEqual(point.threshold, 0.5, delta=0.08)

    def test_alterations_move_a_saturated_point(self):
        from training import operating_point
        from training.folds import Predictions

        rng = np.random.default_rng(0)
        labels = np.arange(2000) % 2
        plain = np.where(labels == 1, 6.0, -6.0) + rng.normal(0, 0.5, 2000)
        # Altered, normal films get margins about 5 higher: the films as they are do not show it.
        altered = plain[:, None] + 5 * (1 - labels[:, None]) + rng.normal(0, 2, (2000, 2))
        given = Predictions(tuple(str(i) for i in range(2000)), labels * 0, labels, plain, altered)
        score = np.full(2000, 0.5)
        point = operating_point.choose(given, score)
        called = point.probability(altered[labels == 0]) >= point.threshold
        self.assertLess(called.mean(), 0.1)
        alone = operating_point.choose(
            Predictions(given.films, given.folds, labels, plain, np.repeat(plain[:, None], 2, 1)), score)
        called = alone.probability(altered[labels == 0]) >= alone.threshold
        self.assertGreater(called.mean(), 0.2)
        self.assertLess(point.offset, alone.offset - 1)

    def test_weights_are_shared_among_versions_and_classes(self):
        from training import operating_point

        given = made_predictions(300)
        labels, margins, shares = operating_point.stack(given, np.linspace(0.1, 0.9, 300))
        self.assertEqual(len(margins), 300 * 2)
        self.assertEqual(margins[7], given.altered[3, 1])
        self.assertEqual(labels[7], given.labels[3])
        self.assertAlmostEqual(shares.sum(), 300)
        self.assertAlmostEqual(shares[labels == 1].sum(), 150)

    def test_a_weight_of_two_is_the_film_twice(self):
        from training.evaluate import choose_calibration, choose_threshold

        rng = np.random.default_rng(3)
        labels, margins = rng.integers(0, 2, 60), rng.normal(0, 1, 60)
        margins += labels
        times = rng.integers(1, 4, 60)
        twice = np.repeat(np.arange(60), times)
        for weighted, repeated in zip(choose_calibration(labels, margins, times),
                                      choose_calibration(labels[twice], margins[twice])):
            self.assertAlmostEqual(weighted, repeated, places=3)
        chance = 1 / (1 + np.exp(-margins))
        self.assertAlmostEqual(choose_threshold(labels, chance, times),
                               choose_threshold(labels[twice], chance[twice]), places=9)
