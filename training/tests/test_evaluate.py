"""Figures against scikit-learn; temperature and threshold against cases known by construction."""
import unittest

import numpy as np

from training.tests.support import needs_torch


@needs_torch
class Figures(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(5)
        self.labels = rng.integers(0, 2, 400)
        self.margins = np.round(rng.normal(1.2 * self.labels - 0.4, 1), 1)

    def test_equal_scikit_learn(self):
        from sklearn import metrics

        from training import evaluate

        probability = evaluate.sigmoid(self.margins / 1.7)
        row = evaluate.report("x", self.labels, self.margins, np.arange(400), 1.7, 0.45)
        predicted = probability >= 0.45
        self.assertAlmostEqual(row["auc"]["value"], metrics.roc_auc_score(self.labels, self.margins), 4)
        tn, fp, fn, tp = metrics.confusion_matrix(self.labels, predicted).ravel()
        counts = {"truePositive": tp, "falseNegative": fn, "falsePositive": fp, "trueNegative": tn}
        self.assertEqual(row["confusion"], counts)
        self.assertAlmostEqual(row["accuracy"], metrics.accuracy_score(self.labels, predicted), 4)
        self.assertAlmostEqual(row["sensitivity"], metrics.recall_score(self.labels, predicted), 4)
        self.assertAlmostEqual(row["specificity"],
                               metrics.recall_score(self.labels, predicted, pos_label=0), 4)
        self.assertTrue(row["auc"]["low"] < row["auc"]["value"] < row["auc"]["high"])

    def test_calibration_error_by_hand(self):
        from training.evaluate import calibration_error

        # Two bins of two: |0.25 - 0.5| and |0.8 - 1.0|, each with half of the films.
        error = calibration_error([0, 1, 1, 1], [0.2, 0.3, 0.7, 0.9], bins=2)
        self.assertAlmostEqual(error, 0.5 * 0.25 + 0.5 * 0.2)

    def test_curves_equal_scikit_learn(self):
        from sklearn import metrics
        from sklearn.calibration import calibration_curve

        from training import evaluate

        probability = evaluate.sigmoid(self.margins / 1.7)
        row = evaluate.report("x", self.labels, self.margins, np.arange(400), 1.7, 0.45)
        fpr, tpr, thresholds = metrics.roc_curve(self.labels, probability)
        well, sick = np.bincount(self.labels)
        self.assertEqual(row["roc"]["falsePositives"], np.round(fpr[1:] * well).astype(int).tolist())
        self.assertEqual(row["roc"]["truePositives"], np.round(tpr[1:] * sick).astype(int).tolist())
        np.testing.assert_allclose(row["roc"]["threshold"], thresholds[1:], atol=1e-5)
        for when, values in (("before", evaluate.sigmoid(self.margins)), ("after", probability)):
            bins = row["reliability"][when]
            shares, means = calibration_curve(self.labels, values, n_bins=15)
            filled = [at for at, films in enumerate(bins["films"]) if films]
            np.testing.assert_allclose([bins["mean"][at] for at in filled], means, atol=1e-5)
            np.testing.assert_allclose([bins["positives"][at] / bins["films"][at] for at in filled], shares)
            self.assertEqual(sum(bins["films"]), 400)

    def test_temperature_and_offset_are_found_again(self):
        from training.evaluate import choose_calibration, sigmoid

        rng = np.random.default_rng(2)
        true = rng.normal(0, 2, 40000)
        labels = rng.random(40000) < sigmoid(true)
        temperature, offset = choose_calibration(labels, 3 * true - 0.8)
        self.assertAlmostEqual(temperature, 3, delta=0.1)
        self.assertAlmostEqual(offset, 0.8, delta=0.1)

    def test_threshold_between_separate_classes(self):
        from training.evaluate import choose_threshold

        self.assertAlmostEqual(choose_threshold([0, 0, 1, 1], [0.1, 0.2, 0.6, 0.9]), 0.4)

    def test_one_class_has_no_curve(self):
        from training.evaluate import roc_auc

        with self.assertRaises(ValueError):
            roc_auc([1, 1], [0.2, 0.4])
