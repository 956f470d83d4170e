"""Which films an epoch shows: both classes equally often, and the shortcut's bins evened out."""
import numpy as np


def weights(labels, score, overlap, balanced=True):
    """A film's chance of being drawn; each class sums to 0.5, or with `balanced` off to its share of the films.

    A share `overlap` follows overlap weights (Li, Morgan, Zaslavsky 2018): a film counts by the
    probability of the other class that the five global numbers give it, which balances those
    numbers between the classes. The rest is uniform within the class.
    """
    score = np.clip(score, 0.02, 0.98)
    other = np.where(labels == 1, 1 - score, score)
    out = np.zeros(len(labels))
    for label in (0, 1):
        side = labels == label
        out[side] = (0.5 if balanced else side.mean()) * (
            (1 - overlap) / side.sum() + overlap * other[side] / other[side].sum()
        )
    return out


def draw(chance, rng):
    """One epoch: as many indices as there are films, by systematic sampling, shuffled.

    Systematic sampling keeps each film's count within one of its expectation.
    """
    count = len(chance)
    order = rng.permutation(count)
    edges = np.cumsum(chance[order]) / chance.sum() * count
    picks = np.searchsorted(edges, np.arange(count) + rng.random(), side="right")
    return rng.permutation(order[np.minimum(picks, count - 1)])
