"""The panel's rule: by hand, against scikit-learn, and on predictions whose best weights are known."""
import unittest

import numpy as np

from training.tests.support import needs_torch


@needs_torch
class Panel(unittest.TestCase):
    def test_probability_by_hand(self):
        from training.panel import Rule

        # Log odds 2 and -1 with weights 0.75 and 0.25: (1.25 + 0.25) / 1.5 = 1; sigmoid(1) = 0.731059.
        rule = Rule((0.75, 0.25), 1.5, 0.25, 0.5)
        self.assertAlmostEqual(float(rule.probability(np.array([[2.0, -1.0]]))[0]), 0.731059, 6)

    def test_levels_by_hand(self):
        from training.panel import level_of, levels

        self.assertEqual([level_of(v, 4) for v in range(5)],
                         ["unanimous", "majority", "split", "majority", "unanimous"])
        found = levels(np.array([0, 4, 1, 2, 2]), 4, np.array([True, False, True, True, False]))
        self.assertEqual(found, [{"level": "unanimous", "films": 2, "right": 1},
                                 {"level": "majority", "films": 1, "right": 1},
                                 {"level": "split", "films": 2, "right": 1}])

    def test_figures_equal_scikit_learn(self):
        from sklearn import metrics

        from training.panel import figures

        rng = np.random.default_rng(1)
        labels = rng.integers(0, 2, 300)
        score = np.clip(0.3 * labels + 0.7 * rng.random(300), 0, 1)
        row = figures("x", labels, score, score >= 0.5)
        self.assertAlmostEqual(row["auc"], metrics.roc_auc_score(labels, score), 4)
        self.assertAlmostEqual(row["accuracy"], metrics.accuracy_score(labels, score >= 0.5), 4)
        self.assertAlmostEqual(row["sensitivity"], metrics.recall_score(labels, score >= 0.5), 4)

    def test_a_network_of_chance_gets_no_weight(self):
        from training.panel import CANDIDATES, compare, fit_weights

        rng = np.random.default_rng(2)
        true = rng.normal(0, 2, 8000)
        labels = (rng.random(8000) < 1 / (1 + np.exp(-true))).astype(int)
        odds = np.stack([true, rng.normal(0, 2, 8000)], 1)
        weights = fit_weights(labels, odds, np.ones(8000))
        self.assertGreater(weights[0], 0.93)
        tried = compare(CANDIDATES, labels, odds, np.ones(8000), np.arange(8000) % 4)
        self.assertLess(tried["fitted weights"]["logLoss"], tried["equal weights"]["logLoss"])

    def test_wilson_as_published(self):
        from training.card import wilson

        # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
        low, high = wilson(81, 263)
        self.assertAlmostEqual(low, 0.2553, 4)
        self.assertAlmostEqual(high, 0.3662, 4)


@needs_torch
class Report(unittest.TestCase):
    def test_classes_and_etiology_equal_scikit_learn(self):
        from sklearn import metrics

        from training import evaluate

        rng = np.random.default_rng(3)
        labels = rng.integers(0, 2, 400)
        margins = rng.normal(1.5 * labels - 0.7, 1)
        cause = np.where(labels == 1, np.where(rng.random(400) < 0.5, "virus", "bacteria"), "")
        row = evaluate.report("x", labels, margins, np.arange(400), 1.0, 0.5, cause)
        want = metrics.classification_report(labels, margins >= 0, target_names=["normal", "pneumonia"],
                                             output_dict=True)
        for name in ("normal", "pneumonia"):
            for ours, theirs in (("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")):
                self.assertAlmostEqual(row["classes"][name][ours], want[name][theirs], 4)
        kept = (cause == "virus") | (labels == 0)
        self.assertAlmostEqual(row["etiology"]["virus"]["auc"],
                               metrics.roc_auc_score(labels[kept], margins[kept]), 4)
        false, true, _ = metrics.roc_curve(labels, margins, drop_intermediate=False)
        self.assertAlmostEqual(row["sensitivityAt90Specificity"], true[false <= 0.1].max(), 4)


if __name__ == "__main__":
    unittest.main()
