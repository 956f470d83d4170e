"""Preprocessing: against sums written out by hand, and the batched version against the single one."""
import json
import unittest
from pathlib import Path

import numpy as np

from training import preprocess
from training.preprocess import STANDARD, Percentiles
from training.tests.support import needs_torch


class Steps(unittest.TestCase):
    def test_smooth_by_hand(self):
        # One row 0 4 8, kernel 1/4 1/2 1/4, edges replicated: (0+0+4)/4.., rows are equal.
        out = preprocess.smooth(np.array([[0.0, 4.0, 8.0]] * 2), (0.25, 0.5, 0.25))
        np.testing.assert_allclose(out, [[1, 4, 7]] * 2)

    def test_stretch_by_hand(self):
        # Values 0..10 in a row: the 10th percentile is 1, the 90th is 9.
        out = preprocess.stretch(np.arange(11.0).reshape(1, 11), Percentiles(0.1, 0.9, 1.0))
        np.testing.assert_allclose(out[0], [0, *np.arange(9) / 8, 1])

    def test_percentiles_look_at_the_central_region(self):
        grey = np.zeros((10, 10))
        grey[2:8, 2:8] = np.linspace(0.4, 0.6, 36).reshape(6, 6)
        out = preprocess.stretch(grey, Percentiles(0.0, 1.0, 0.6))
        self.assertAlmostEqual(out[2, 2], 0)
        self.assertAlmostEqual(out[7, 7], 1)

    def test_blank_film_is_all_zero(self):
        out = preprocess.preprocess(np.full((30, 20), 0.3))
        self.assertEqual(out.shape, (1, 224, 224))
        self.assertFalse(out.any())

    def test_resize_by_hand(self):
        # 4 to 2 samples: scale 2, support 2, first centre 1: weights 3/8 3/8 1/8 renormalised over
        # samples 0, 1, 2 (0.75, 0.75, 0.25 of 1.75).
        out = preprocess.resize(np.array([[1.0, 0.0, 0.0, 0.0]]), 2, 1)
        np.testing.assert_allclose(out, [[0.75 / 1.75, 0]], atol=1e-7)

    def test_reference_vectors_are_up_to_date(self):
        from training import reference_vectors

        path = Path(reference_vectors.__file__).parent / "reference" / "preprocess.json"
        stored = json.loads(path.read_text())["cases"]
        for kept, made in zip(stored, reference_vectors.CASES):
            fresh = reference_vectors.case(*made)
            self.assertEqual(kept["grey"], fresh["grey"])
            for step, values in fresh["steps"].items():
                np.testing.assert_allclose(kept["steps"][step], values, atol=2e-6)

    @needs_torch
    def test_batch_equals_single(self):
        import torch

        from training.batch import normalise

        grey = np.random.default_rng(3).random((2, 224, 224)) ** 2
        batch = normalise(torch.from_numpy(grey).float().unsqueeze(1)).numpy()
        single = np.stack([preprocess.preprocess(g, STANDARD) for g in grey])
        np.testing.assert_allclose(batch, single, atol=2e-5)
