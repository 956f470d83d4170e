"""The paper's protocol against the figures that the paper prints."""
import unittest

import numpy as np

from training.tests.support import needs_torch


@needs_torch
class Report(unittest.TestCase):
    def test_the_papers_mobilenet(self):
        from training.paper import paper_report

        # Its confusion matrix for MobileNet, 845, 8; 24, 291, and the report printed with it.
        labels = np.array([1] * 853 + [0] * 315)
        margins = np.array([1.0] * 845 + [-1.0] * 8 + [1.0] * 24 + [-1.0] * 291)
        found = paper_report(labels, margins)
        self.assertEqual(found["confusion"], [[845, 8], [24, 291]])
        report = found["report"]
        self.assertAlmostEqual(report["accuracy"], 0.973, 3)
        for name, expected in (("pneumonia", (0.97, 0.99, 0.98)), ("normal", (0.97, 0.92, 0.95))):
            values = [report[name][key] for key in ("precision", "recall", "f1-score")]
            np.testing.assert_allclose(values, expected, atol=0.0051)
        self.assertEqual((report["pneumonia"]["support"], report["normal"]["support"]), (853, 315))


@needs_torch
class Split(unittest.TestCase):
    def test_the_papers_counts(self):
        from training.paper import paper_split

        labels = np.array([0] * 1575 + [1] * 4265)
        split = paper_split(labels, 1)
        self.assertEqual((len(split.train), len(split.validation)), (4672, 1168))
        self.assertEqual((labels[split.validation] == 0).sum(), 315)
        self.assertEqual((labels[split.train] == 0).sum(), 1260)
        self.assertFalse(set(split.train) & set(split.validation))
        np.testing.assert_array_equal(split.train, paper_split(labels, 1).train)
        self.assertFalse(np.array_equal(split.train, paper_split(labels, 2).train))
