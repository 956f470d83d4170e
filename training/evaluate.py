"""Figures of a binary classifier; the tests hold them to scikit-learn."""
import numpy as np


def roc_auc(labels, scores):
    """Area under the ROC curve by ranks (Mann-Whitney), ties counted half."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    positive = labels == 1
    above, below = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - above * (above + 1) / 2) / (above * below))
