"""The film space: scikit-learn's components and variances, and an ordinary film's distance."""
import unittest

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.decomposition import PCA

from training import film_space


class TestFilmSpace(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(1)
        self.films = rng.normal(size=(400, 6)) @ rng.normal(size=(6, 6)) + rng.normal(size=6)

    def test_components_and_parts_are_those_of_scikit_learn(self):
        space, pca = film_space.Space(self.films, 4), PCA(4, svd_solver="full").fit(self.films)
        np.testing.assert_allclose(space.variances, pca.explained_variance_, rtol=1e-5)
        within, beyond = space.parts(self.films)
        projected = pca.transform(self.films)
        np.testing.assert_allclose(within, (projected ** 2 / pca.explained_variance_).mean(1), rtol=1e-4)
        rest = ((self.films - pca.inverse_transform(projected)) ** 2).sum(1)
        np.testing.assert_allclose(beyond, rest, rtol=1e-3, atol=1e-4)

    def test_all_components_give_the_mahalanobis_distance(self):
        space = film_space.Space(self.films, 6)
        # scikit-learn divides by the number of films, not by one less.
        expected = EmpiricalCovariance().fit(self.films).mahalanobis(self.films) * 399 / 400 / 6
        np.testing.assert_allclose(space.parts(self.films)[0], expected, rtol=1e-4)

    def test_the_file_holds_mean_components_and_variances(self):
        space = film_space.Space(self.films, 2)
        values = np.frombuffer(space.values(), "<f4")
        self.assertEqual(len(values), 6 + 2 * 6 + 2)
        np.testing.assert_array_equal(values[-2:], space.variances)

    def test_an_ordinary_film_lies_at_one(self):
        space = film_space.Space(self.films, 2)
        medians = [np.median(part) for part in space.parts(self.films)]
        self.assertAlmostEqual(np.median(film_space.distances(space, medians, self.films)), 1, delta=0.2)


if __name__ == "__main__":
    unittest.main()
