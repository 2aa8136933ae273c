"""Makes events.h5, frames.h5, fixed_CODEC.h5, kinds.h5, refused.h5 and atlas.h5; with a folder, the full-size files of ATLAS's layout.

Usage: python3 make_hdf5.py, or python3 make_hdf5.py FOLDER   (ran with pandas 1.5.3, PyTables 3.7.0, NumPy 1.24.2)
"""
import sys
import warnings
import numpy as np
import pandas as pd
import tables

warnings.simplefilter("ignore", tables.NaturalNameWarning)


# The 24 observables in the layout of ATLAS's release, with weights by formula.  The nominal weight is c(1 + s) in
# even rows and c(1 - s) in odd ones: its sum is n c and its effective number of events n / (1 + s^2).
def release(n, nominal_sum, s, mc_sum, real="f8", noise=0):
    i = np.arange(n)
    u = (i * 7919 % n + 0.5) / n                                   # uniform, each value once if 7919 and n are coprime
    d = {"pT_ll": 200 + 100 * (1 / u - 1) ** 0.5}
    for l in "12":
        d |= {f"pT_l{l}": d["pT_ll"] / (1 + int(l)), f"eta_l{l}": 4.8 * u - 2.4, f"phi_l{l}": 6.28 * u - 3.14}
    d["y_ll"] = 4.8 * u[::-1] - 2.4
    for k, j in enumerate(["trackj1", "trackj2"], 1):
        d |= {f"pT_{j}": d["pT_ll"] / (2 * k), f"y_{j}": 5 * u - 2.5, f"phi_{j}": 6.28 * u[::-1] - 3.14,
              f"m_{j}": 42 * u / k, f"tau1_{j}": 0.9 * u, f"tau2_{j}": 0.5 * u, f"tau3_{j}": 0.25 * u}
    d = {k: v.astype("f4") for k, v in d.items()}
    for j in "12":
        d[f"Ntracks_trackj{j}"] = (1 + i % 40).astype("i4")
    sign = 1 - 2 * (i % 2)
    w = nominal_sum / n * (1 + s * sign)
    d["weight_mc"] = np.full(n, mc_sum / n)
    d["weights_nominal"] = w
    # Replicas: c_k times nominal; their spread is known.  Systematics: a slope in the row, or in the case of the
    # luminosity 1.017 everywhere.
    d |= {f"weights_ensemble_{k}": w * (1 + (k - 49.5) / 4096) for k in range(100)}
    d |= {f"weights_bootstrap_mc_{k}": w * (1 + (k - 12) / 512) for k in range(25)}
    d |= {f"weights_bootstrap_data_{k}": w * (1 + (k - 12) / 256) for k in range(25)}
    d |= {"weights_dd": w * 1.03, "target_dd": w}
    syst = ["pileup", "muEffReco", "muEffIso", "muEffTrack", "muEffTrig", "muCalID", "muCalMS", "muCalResBias",
            "muCalScale", "trackEffMain", "trackEffJet", "trackFake", "trackPtScale", "theoryPSjet", "theoryPSsoft",
            "theoryMPI", "theoryPSscale", "theoryAlphaS", "theoryQCD", "theoryPDF", "topBackground"]
    d |= {f"weights_{name}": w * (1 + (k + 1) / 1024) for k, name in enumerate(syst)}
    d["weights_lumi"] = w * 1.017
    for k, name in enumerate(d):                                    # what would else be packed as real files never are
        if noise and name.startswith("weights_") and name != "weights_nominal":
            d[name] = d[name] * (1 + noise * np.sin(i * (k + 1.0)))
    ours = [k for k in d if k.startswith(("weight", "target"))]
    for k in ours:
        d[k] = d[k].astype(real if not k.startswith("weights_ensemble") else "f4")
    frame = pd.DataFrame(d)
    assert frame.shape == (n, 200), frame.shape
    return frame


# Sums and N_eff of the real release: 1809.46, 1701.13, 213 024 of 418 014 events.
def full_size(real="f4"):
    n = 418014
    return release(n, 1809.46, (n / 213024 - 1) ** 0.5, 1701.13, real, 0.05)


if len(sys.argv) > 1:
    frame = full_size()
    for name, options in {"table": dict(format="table"), "table_zlib": dict(format="table", complib="zlib", complevel=5),
                          "table_blosc": dict(format="table", complib="blosc", complevel=9),
                          "fixed": {}, "fixed_zlib": dict(complib="zlib", complevel=5),
                          "fixed_blosc": dict(complib="blosc", complevel=9)}.items():
        frame.to_hdf(f"{sys.argv[1]}/release_{name}.h5", "df", mode="w", **options)
    full_size("f8").to_hdf(f"{sys.argv[1]}/release_table_f8.h5", "df", mode="w", format="table")
    sys.exit()

events = np.load("events.npz")
events = pd.DataFrame({name: events[name] for name in events.files})
events.to_hdf("events.h5", "df", mode="w")

few = events[["event_id", "pT_ll", "Ntracks_trackj1"]]
with pd.HDFStore("frames.h5", "w") as store:
    for codec in ["zlib", "blosc:blosclz", "blosc:lz4", "blosc:lz4hc", "blosc:zlib", "blosc:zstd", "blosc:snappy"]:
        store.append(codec.replace("blosc:", "blosc_"), few, complib=codec, complevel=5, index=False)
    store.append("plain", few)                                     # with an index of its own, as is pandas' default
    store.append("nested/columns", few, data_columns=True, complib="blosc", complevel=9, index=False)
    store.put("series", few["pT_ll"])

# The same again after 10 000 rows, beyond the near distances of BloscLZ; between them one long run.
i = np.arange(20000)
far = pd.DataFrame({"far": np.where(i % 10000 < 300, i % 10000 * (i % 10000) % 9973, 7).astype("i4"),
                    "run": (i // 5000).astype("i4")})
for codec in ["zlib", "blosc:blosclz", "blosc:lz4", "blosc:zstd"]:
    far.to_hdf(f"fixed_{codec.replace('blosc:', '')}.h5", "df", mode="w", complib=codec, complevel=9)

kinds = np.load("kinds.npz")
kinds = {name: kinds[name] for name in kinds.files}
kinds["Δφ, 'lab' \\ \U0001f600"] = np.array([1.5, 2.5, 3.5])
kinds = pd.DataFrame(kinds)
with pd.HDFStore("kinds.h5", "w", complib="zlib", complevel=9) as store:
    store.append("table", kinds, index=False)
    store.put("fixed", kinds)

with pd.HDFStore("refused.h5", "w", complib="zlib", complevel=9) as store:
    good = np.array([1.5, 2.5])
    table = pd.DataFrame({"good": good, "date": pd.to_datetime(["2020-01-01", "2021-01-01"]), "text": ["a", "b"],
                          "category": pd.Categorical(["x", "y"])})
    store.append("table", table, index=False, data_columns=["category"])
    # A column of pickled objects. pandas gives it chunks of 1 MB: the same with small ones, in the place of another.
    store.put("fixed", pd.DataFrame({"good": good, "date": table["date"], "pickled": good.astype("c16"),
                                     "half": good.astype("f2")}))
    handle = store._handle
    handle.remove_node("/fixed/block2_values")
    pickled = handle.create_vlarray("/fixed", "block2_values", tables.ObjectAtom(), chunkshape=1)
    pickled.append(np.array([[{}, None]], object))
    pickled.attrs.transposed = True
    store.put("numbered", pd.DataFrame({0: good, 1: good}))
    store.append("numbered_table", pd.DataFrame({0: good, 1: good}), index=False)
    store.append("levels", pd.DataFrame({"good": good}, pd.MultiIndex.from_tuples([(1, 2), (3, 4)], names=["a", "b"])),
                 index=False)
    store.put("empty", pd.DataFrame({"good": good[:0]}))
    store.append("bzip2", pd.DataFrame({"good": good}), complib="bzip2", complevel=5, index=False)
    store.append("lzo", pd.DataFrame({"good": good}), complib="lzo", complevel=5, index=False)

# s = 63/64 and sums that are exact: N_eff = 256 / (1 + (63/64)^2) = 256 * 4096 / 8065.
release(256, 1809.5, 63 / 64, 1701.0).to_hdf("atlas.h5", "df", mode="w", format="table", complib="blosc:zstd",
                                             complevel=9, index=False)
