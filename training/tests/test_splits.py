"""Splits: no patient on two sides, duplicates together, the matched set without the clue."""
import tempfile
import unittest

import numpy as np

from training.tests.support import SHARED, needs_data, needs_torch


@needs_torch
class Groups(unittest.TestCase):
    def test_tokens_and_duplicates_are_joined(self):
        from training.data import Film
        from training.splits import patient_groups

        films = [Film(str(i), "train", 1, "", token, False) for i, token in enumerate("aabbc")]
        groups = patient_groups(films, ["1", "2", "2", "3", "4"])
        # The second film of a is a copy of the first of b, so a and b are one group; c stands alone.
        self.assertEqual(len(set(groups[:4])), 1)
        self.assertNotEqual(groups[0], groups[4])

    def test_matching_balances_every_bin(self):
        from training.evaluate import roc_auc
        from training.splits import match

        rng = np.random.default_rng(0)
        labels = rng.integers(0, 2, 2000)
        score = 1 / (1 + np.exp(-(rng.normal(0, 1, 2000) + 1.5 * labels)))
        self.assertGreater(roc_auc(labels, score), 0.8)
        chosen = match(score, labels)
        self.assertEqual(labels[chosen].sum() * 2, len(chosen))
        self.assertLess(abs(roc_auc(labels[chosen], score[chosen]) - 0.5), 0.03)


@needs_torch
@needs_data
class Real(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from training import data, splits

        cls.films = data.read_table(SHARED / "data")
        with tempfile.TemporaryDirectory() as cache:
            pixels = data.load_pixels(SHARED / "data", cls.films, cache)
        cls.split = splits.make_split(cls.films, pixels, SHARED / "data")
        cls.shares = splits.describe(cls.films, pixels, cls.split)

    def patients(self, part):
        return {self.films[i].patient for i in getattr(self.split, part)}

    def test_no_patient_on_two_sides(self):
        self.assertFalse(self.patients("train") & self.patients("validation"))
        self.assertFalse(self.patients("test") & self.patients("train"))
        self.assertFalse(self.patients("test") & self.patients("validation"))
        for part in ("train", "validation"):
            self.assertFalse(any(self.films[i].in_test_tokens for i in getattr(self.split, part)))

    def test_every_film_stands_somewhere_once(self):
        parts = [getattr(self.split, p) for p in ("train", "validation", "test", "left_out")]
        self.assertEqual(sorted(np.concatenate(parts)), list(range(len(self.films))))
        self.assertTrue(set(self.split.matched) <= set(self.split.validation))

    def test_matched_set_is_useful_and_blind_to_the_clue(self):
        matched = self.shares["matched"]
        self.assertGreaterEqual(matched["films"], 200)
        self.assertLess(abs(matched["auc_by_score"] - 0.5), 0.03)
        self.assertLess(abs(matched["auc_fitted_anew"] - 0.5), 0.08)

    def test_fold_0_is_the_validation_set(self):
        from training import folds

        labels = np.array([film.label for film in self.films])
        part = folds.for_fold(self.split, labels, 0)
        for name in ("train", "validation", "matched"):
            np.testing.assert_array_equal(getattr(part, name), getattr(self.split, name))
