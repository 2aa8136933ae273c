"""Makes events.npz, events_deflate.npz, events_big_endian.npz, kinds.npz, refused.npz and events.csv.

The events are the first 200 of the simulated Z(-> mu mu)+jets sample of examples/zjets (Pythia 8.311), some of its
columns.  Usage: python3 make_numpy.py SAMPLE.npz   (ran with Python 3, NumPy 2.4.6)
"""
import sys
import numpy as np

COLUMNS = ["event_id", "pass_truth", "pass_reco", "weight_mc", "pT_ll", "phi_l1", "pT_trackj1", "tau1_trackj1",
           "Ntracks_trackj1", "pT_ll_reco", "Ntracks_trackj1_reco"]
sample = np.load(sys.argv[1])
events = {name: sample[name][:200] for name in COLUMNS}
np.savez("events.npz", **events)
np.savez_compressed("events_deflate.npz", **events)
np.savez("events_big_endian.npz", **{k: v.astype(v.dtype.newbyteorder(">")) for k, v in events.items()})

kinds = {}
for dtype in ["i1", "i2", "i4", "i8", "u1", "u2", "u4"]:
    info = np.iinfo(dtype)
    kinds[dtype] = np.array([info.min, 0, info.max], dtype)
kinds["u8"] = np.array([0, 1, 2**63 - 1], "u8")
kinds["f4"] = np.array([np.finfo("f4").tiny, -0.0, np.nan], "f4")
kinds["f8"] = np.array([np.finfo("f8").tiny, -np.inf, 1e300], "f8")
kinds["b1"] = np.array([True, False, True])
np.savez("kinds.npz", **kinds)
np.savez("refused.npz", half=np.ones(2, "f2"), text=np.array(["a", "b"]), pickled=np.array([{}, None], object),
         complex=np.ones(2, "c8"), matrix=np.ones((2, 3)), scalar=np.float64(1), longer=np.ones(3),
         beyond=np.array([0, 2**63], "u8"), good=np.array([1.5, 2.5]))

with open("events.csv", "w") as out:
    print(",".join(COLUMNS), file=out)
    for row in zip(*(events[c] for c in COLUMNS)):
        print(",".join(str(v) for v in row), file=out)
