"""Makes events.npy, kinds.npy and plain.npy from events.npz and kinds.npz.

Usage: python3 make_npy.py   (ran with Python 3, NumPy 2.4.6)
"""
import numpy as np

events = np.load("events.npz")
records = np.empty(200, [(name, events[name].dtype) for name in events.files])
for name in events.files:
    records[name] = events[name]
np.save("events.npy", records)

# Aligned as a C compiler does, with bytes that only fill up; another byte order; fields that are no numbers.
kinds = np.load("kinds.npz")
layout = [(name, kinds[name].dtype.newbyteorder(">") if name in ("i8", "f4") else kinds[name].dtype)
          for name in kinds.files]
records = np.zeros(3, np.dtype(layout + [("text", "U3"), ("three", "f4", (3,)), ("half", "f2")], align=True))
for name in kinds.files:
    records[name] = kinds[name]
np.save("kinds.npy", records)
np.save("plain.npy", np.array([1.5, -2.5, np.inf]))
