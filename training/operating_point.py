"""Temperature, offset and threshold from out-of-fold predictions.

Chosen on the films as they are and on their random alterations alike, each film's versions together counting
once per kind, and each film by overlap weights over the five global numbers (see sampling): a film that
these numbers already settle counts little, and both classes count the same. So the point is neither
chosen on a saturated set nor on the share of pneumonia in the data; probabilities are those of a
reader who thinks either class as likely beforehand.
"""
from dataclasses import dataclass

import numpy as np

from .evaluate import choose_calibration, choose_threshold, sigmoid
from .sampling import weights


@dataclass(frozen=True)
class OperatingPoint:
    """Probability = sigmoid((margin + offset) / temperature); pneumonia from `threshold` on."""

    temperature: float
    offset: float
    threshold: float

    def probability(self, margins):
        """Calibrated probability of pneumonia, of the margins' shape."""
        return sigmoid((np.asarray(margins) + self.offset) / self.temperature)


def stack(predictions, score, share=0.5):
    """(labels, margins, weights) of all versions of all films; the weights sum to the number of films.

    `score` is the five numbers' out-of-fold probability for each film; `share` of a film's weight lies on
    the film as it is, the rest is spread over its alterations.
    """
    draws = predictions.altered.shape[1]
    each = weights(predictions.labels, score, 1.0) * len(predictions)
    labels = np.concatenate([predictions.labels, np.repeat(predictions.labels, draws)])
    margins = np.concatenate([predictions.plain, predictions.altered.ravel()])
    shares = np.concatenate([share * each, np.repeat((1 - share) * each / draws, draws)])
    return labels, margins, shares


def choose(predictions, score):
    """The operating point of one network."""
    labels, margins, shares = stack(predictions, score)
    temperature, offset = choose_calibration(labels, margins, shares)
    point = OperatingPoint(round(temperature, 4), round(offset, 4), 0.5)
    threshold = choose_threshold(labels, point.probability(margins), shares)
    return OperatingPoint(point.temperature, point.offset, round(threshold, 4))
