"""Temperature, offset and threshold from out-of-fold predictions.

Chosen on the films' random alterations, not on the films as they are: a film from elsewhere differs from the
training centre's in just such ways, and all of them move normal films toward pneumonia, so that a point
chosen on unaltered films is too low elsewhere (version 1.0.0 of MobileNetV2 showed it on the official test split,
104 of 234 normal films called pneumonia; this choice was made knowing that). Films count by
overlap weights over the five global numbers (see sampling): a film that these numbers already settle
counts little, and both classes count the same, so probabilities are those of a reader who thinks either class as likely
beforehand.
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


def stack(predictions, score):
    """(labels, margins, weights) of all alterations of all films; the weights sum to the number of films.

    `score` is the five numbers' out-of-fold probability for each film.
    """
    draws = predictions.altered.shape[1]
    each = weights(predictions.labels, score, 1.0) * len(predictions) / draws
    return np.repeat(predictions.labels, draws), predictions.altered.ravel(), np.repeat(each, draws)


def choose(predictions, score):
    """The operating point of one network."""
    labels, margins, shares = stack(predictions, score)
    temperature, offset = choose_calibration(labels, margins, shares)
    point = OperatingPoint(round(temperature, 4), round(offset, 4), 0.5)
    threshold = choose_threshold(labels, point.probability(margins), shares)
    return OperatingPoint(point.temperature, point.offset, round(threshold, 4))
