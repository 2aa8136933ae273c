"""Prints the numbers that SpectrumTest, DistancesTest and DistributionTest expect.

Made with Python 3.11, numpy 2.4.6 and scipy 1.17.1:  python3 reference.py
"""
import numpy as np
from scipy.stats import chi2, wasserstein_distance

p = np.array([10.0, 25.0, 40.0, 20.0, 5.0])
q = np.array([14.0, 22.0, 30.0, 26.0, 8.0])
vp = np.array([1.5, 3.0, 6.0, 2.0, 0.7])
vq = np.array([0.9, 2.0, 1.0, 4.0, 0.3])
edges = np.array([0.0, 1.0, 2.0, 4.0, 7.0, 8.0])
centres = 0.5 * (edges[1:] + edges[:-1])


def fractions(h, v):
    total = h.sum()
    jacobian = (np.eye(len(h)) - np.outer(h / total, np.ones(len(h)))) / total
    return h / total, jacobian @ np.diag(v) @ jacobian.T


f, cf = fractions(p, vp)
g, cg = fractions(q, vq)
a, b = p / (p.sum() + 1000), q / (q.sum() + 1000)  # the underflow of both is 1000
print("triangular", repr(0.5 * np.sum((a - b) ** 2 / (a + b))))
print("binned W1", repr(wasserstein_distance(centres, centres, f, g)))
print("normalised error of bin 2", repr(np.sqrt(cf[2, 2]) / 2))
print("normalised correlation of bins 0, 2", repr(cf[0, 2] / np.sqrt(cf[0, 0] * cf[2, 2])))
v = cf + cg
value = (f - g) @ np.linalg.pinv(v, rcond=1e-10) @ (f - g)
print("chi2, p, rank", repr(value), repr(chi2.sf(value, 4)), np.linalg.matrix_rank(v, tol=1e-10 * v.max()))
d = p - q
full = np.diag(vp + vq) + np.outer(p, p) * 0.017**2
value = d @ np.linalg.inv(full) @ d
print("full chi2, p", repr(value), repr(chi2.sf(value, 5)))

x = np.array([3.0, 1.0, 2.0, 2.0, 5.0, -1.0])
w = np.array([0.5, 1.5, 1.0, 2.0, 0.25, 0.75])
y = np.array([2.5, 0.0, 4.0])
u = np.array([1.0, 2.0, 0.5])
print("unbinned W1", repr(wasserstein_distance(x, y, w, u)))
probabilities = [0.0, 0.1, 0.125, 0.13, 0.4, 0.5, 0.9, 0.99, 1.0]
print("quantiles", np.quantile(x, probabilities, weights=w, method="inverted_cdf"))
mean = np.average(x, weights=w)
print("mean, std", repr(mean), repr(np.sqrt(np.average((x - mean) ** 2, weights=w))))
