"""Makes padded.npz: event i has i % 4 of at most 3 particles, in the padded arrays of the field.

Usage: python3 make_padded.py   (ran with Python 3, NumPy 2.4.6)
"""
import numpy as np

n, slots = 10, 3
X = np.zeros((n, slots, 4))
for i in range(n):
    for j in range(i % 4):
        X[i, j] = [1 + i + j / 4, j - i / 8, 0.5 * j, 211 if (i + j) % 2 else -211]
mask = np.arange(slots)[None, :] < (np.arange(n) % 4)[:, None]
np.savez_compressed("padded.npz", X=X, F=np.asfortranarray(X), pt=X[:, :, 0].astype("f4"),
                    ptF=np.asfortranarray(X[:, :, 0]), mask=mask, count=np.arange(n) % 4, scalar=np.arange(n) / 2,
                    deep=np.zeros((n, 2, 2, 2)))
