"""Prints the DataFrame of an HDF5 file as pandas reads it: of each column name, type and values, between tabs.

Usage: python3 read_hdf5.py FILE.h5   (ran with pandas 1.5.3, PyTables 3.7.0)
"""
import sys
import pandas as pd

frame = pd.read_hdf(sys.argv[1])
assert (frame.index == range(len(frame))).all()
for name in frame.columns:
    values = frame[name].tolist()
    shown = [value.hex() if isinstance(value, float) else str(value).lower() for value in values]
    sys.stdout.buffer.write("\t".join([name, str(frame[name].dtype), *shown, "\n"]).encode())
