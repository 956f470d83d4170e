"""What is kept of a network that is not trained anew: the table of alterations, and the rule chosen on what all answered."""
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np

from training.tests.support import needs_torch
from training.tests.test_folds import made_predictions


@needs_torch
class Kept(unittest.TestCase):
    def setUp(self):
        from training.operating_point import OperatingPoint

        self.points = (OperatingPoint(2.0, 0.5, 0.5), OperatingPoint(1.0, 0.0, 0.4))
        first, second = made_predictions(60, seed=1), made_predictions(60, seed=2)
        altered = second.altered.copy()
        altered[second.folds > 0] = np.nan
        self.networks = (first, replace(second, labels=first.labels, altered=altered))

    def test_the_table_of_alterations(self):
        from training import kept

        first, second = self.networks
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "altered.csv")
            kept.write_altered(path, ("one", "two"), self.networks, self.points)
            one, two = (kept.read_altered(path, name, first.films) for name in ("one", "two"))
            self.assertTrue(np.isnan(kept.read_altered(Path(folder, "none.csv"), "one", first.films)).all())
        # Log odds: (margin + 0.5) / 2, and the margin itself.
        np.testing.assert_allclose(one, (first.altered + 0.5) / 2, atol=6e-4)
        np.testing.assert_allclose(two, second.altered, atol=6e-4)
        self.assertEqual(int(np.isnan(two).any(1).sum()), 40)

    def test_a_rule_is_chosen_on_what_every_network_answered(self):
        from training import panel

        first, second = self.networks
        patients = np.arange(60) // 2
        labels, odds, shares, parts = panel.stacked(self.networks, self.points, np.full(60, 0.5), patients)
        # Fold 0 alone: 20 films, two alterations each, in three parts by patient.
        self.assertEqual((odds.shape, len(labels), len(shares)), ((40, 2), 40, 40))
        np.testing.assert_array_equal(labels, np.repeat(first.labels[first.folds == 0], 2))
        np.testing.assert_allclose(odds[:, 1], np.clip(second.altered[second.folds == 0], -34, 34).ravel(), rtol=1e-3)
        self.assertEqual(set(parts), {0, 1, 2})
        owner = np.repeat(patients[first.folds == 0], 2)
        self.assertTrue(all(len(set(parts[owner == one])) == 1 for one in set(owner)))
        *_, parts = panel.stacked((first, first), self.points, np.full(60, 0.5), patients)
        np.testing.assert_array_equal(parts, np.repeat(first.folds, 2))

    def test_the_rule_that_is_there_is_a_candidate(self):
        from training import panel

        content = {"version": "1.2.3", "members": [{"weight": 0.25}, {"weight": 0.75}], "temperature": 1.5, "offset": 0.1,
                   "threshold": 0.4}
        (name, choose), = panel.as_it_was(content).items()
        self.assertEqual(name, "the rule of version 1.2.3")
        self.assertEqual(choose(None, None, None), panel.Rule((0.25, 0.75), 1.5, 0.1, 0.4))
