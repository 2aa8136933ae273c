"""Writes NAME.json beside each NAME.safetensors: some events, and what the network gives for them.

An independent evaluation, in double precision and without any library, of what docs/reference/models.md says about the
file. The features are multiples of 1/8, which every format has exactly.

Usage: python3 make_outputs.py   (ran with Python 3)
"""
import json
import math
import struct

ACTIVATIONS = {
    "gelu": lambda x: x * 0.5 * math.erfc(-x / math.sqrt(2)),
    "silu": lambda x: x / (1 + math.exp(-x)),
}


def read(path):
    data = open(path, "rb").read()
    (n,) = struct.unpack("<Q", data[:8])
    entries = json.loads(data[8:8 + n])
    network = json.loads(entries.pop("__metadata__")["unfurl"])["network"]
    tensors = {}
    for name, entry in entries.items():
        start, end = entry["data_offsets"]
        values = struct.unpack(f"<{(end - start) // 4}f", data[8 + n + start:8 + n + end])
        width = entry["shape"][-1]
        rows = [list(values[i:i + width]) for i in range(0, len(values), width)]
        tensors[name] = rows if len(entry["shape"]) == 2 else list(values)
    return network, tensors


def dense(tensors, name, x):
    sums = [sum(w * v for w, v in zip(row, x)) for row in tensors[name + ".weight"]]
    return [s + b for s, b in zip(sums, tensors[name + ".bias"])]


def layers(tensors, prefix, x, f, last_too):
    count = sum(name.startswith(prefix) and name.endswith(".bias") for name in tensors)
    for i in range(count):
        x = dense(tensors, f"{prefix}{i}", x)
        x = [f(v) for v in x] if last_too or i < count - 1 else x
    return x


def standardised(tensors, of, x):
    scales = zip(x, tensors[f"standardisation.{of}mean"], tensors[f"standardisation.{of}inverseScale"])
    return [(v - mean) * scale for v, mean, scale in scales]


def norm(x):
    mean = sum(x) / len(x)
    variance = sum((v - mean) ** 2 for v in x) / len(x)
    return [(v - mean) / math.sqrt(variance + 1e-5) for v in x]


def attended(projected, width, heads):
    depth = width // heads
    out = [[] for _ in projected]
    for at in range(0, width, depth):
        for i, query in enumerate(projected):
            q = query[at:at + depth]
            weights = [math.exp(sum(a * b for a, b in zip(q, k[width + at:])) / math.sqrt(depth)) for k in projected]
            out[i] += [sum(w * v[2 * width + at + d] for w, v in zip(weights, projected)) / sum(weights)
                       for d in range(depth)]
    return out


def add(x, y):
    return [a + b for a, b in zip(x, y)]


def attention(network, tensors, particles, f):
    width = network["width"]
    xs = [[f(v) for v in dense(tensors, "embedding", p)] for p in particles]
    for b in range(network["blocks"]):
        block = f"blocks.{b}."
        seen = attended([dense(tensors, block + "queryKeyValue", norm(x)) for x in xs], width, network["heads"])
        xs = [add(x, dense(tensors, block + "attended", s)) for x, s in zip(xs, seen)]
        wide = [[f(v) for v in dense(tensors, block + "widened", norm(x))] for x in xs]
        xs = [add(x, dense(tensors, block + "narrowed", w)) for x, w in zip(xs, wide)]
    return xs, width


def output(network, tensors, event):
    f = ACTIVATIONS[network["activation"]]
    features = standardised(tensors, "", event["features"])
    if network["kind"] == "perceptron":
        return layers(tensors, "layers.", features, f, False)[0]
    particles = [standardised(tensors, "particle.", p) for p in event["particles"]]
    if network["kind"] == "deep-sets":
        xs, width = [layers(tensors, "particle.layers.", p, f, True) for p in particles], network["particle"][-1]
    else:
        xs, width = attention(network, tensors, particles, f)
    (share,) = tensors["standardisation.perParticle"]
    summed = [share * sum(x[i] for x in xs) for i in range(width)]
    return layers(tensors, "event.layers.", features + summed, f, False)[0]


def eighths(count, seed):
    return [((seed + 37 * i) * 29 % 41) / 8 for i in range(count)]


for name in ["model_1", "deep_sets_1", "particle_attention_1"]:
    network, tensors = read(name + ".safetensors")
    of_events = network["inputs"] if network["kind"] == "perceptron" else network["eventFeatures"]
    of_particles = network.get("particleFeatures", 0)
    events = []
    for i in range(8):
        cloud = [eighths(of_particles, 5 * i + 3 * j + 1) for j in range(i if of_particles else 0)]
        events.append({"features": eighths(of_events, 7 * i), "particles": cloud})
    lines = [json.dumps({**event, "output": output(network, tensors, event)}) for event in events]
    with open(name + ".json", "w") as file:
        file.write('{"events": [\n' + ",\n".join(lines) + "\n]}\n")
