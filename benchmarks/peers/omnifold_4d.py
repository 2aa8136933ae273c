"""One fit of `unfurl bench omnifold-4d` by PyTorch, on a GPU or CPU, with the data already on the device.

    python3 omnifold_4d.py [--device cuda] [--events 1000000] [--epochs 3] [--graph]

Step 1 of the first iteration: 4-D Gaussians N(0.2, 0.8) and N(0, 1), both smeared by 0.5, 4-64-128-64-1 with GELU,
AdamW at 0.001, batches of 512, a fifth of the events to validate. Gives the seconds of each epoch, of the 230 epochs of
the whole workload at that rate, and the validation loss beside that of the exact ratio on the same events. Where the
network has learned less than nine tenths of what the exact ratio knows there is no total, and the exit code is 3.
"""

import argparse
import math
import sys
import time

import torch

VARIANCE_1 = 0.8**2 + 0.5**2
VARIANCE_0 = 1.0**2 + 0.5**2


def exact_logit(x):
    """The logarithm of the density of class 1 over that of class 0."""
    from_1 = ((x - 0.2) ** 2).sum(1, keepdim=True)
    from_0 = (x**2).sum(1, keepdim=True)
    return 2 * math.log(VARIANCE_0 / VARIANCE_1) - from_1 / (2 * VARIANCE_1) + from_0 / (2 * VARIANCE_0)


def events(n, mean, std, generator):
    x = mean + std * torch.randn(n, 4, generator=generator)
    return x + 0.5 * torch.randn(n, 4, generator=generator)


def network():
    widths = [4, 64, 128, 64]
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(a, b), torch.nn.GELU()]
    return torch.nn.Sequential(*layers, torch.nn.Linear(64, 1))


def synchronise(device):
    if device == "cuda":
        torch.cuda.synchronize()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--device", default="cuda")
    arguments.add_argument("--events", type=int, default=1_000_000)
    arguments.add_argument("--epochs", type=int, default=3)
    arguments.add_argument("--batch", type=int, default=512)
    arguments.add_argument("--graph", action="store_true", help="replay each step as a CUDA graph")
    a = arguments.parse_args()
    generator = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    x = torch.cat([events(a.events, 0.2, 0.8, generator), events(a.events, 0.0, 1.0, generator)])
    y = torch.cat([torch.ones(a.events), torch.zeros(a.events)])[:, None]
    order = torch.randperm(len(x), generator=generator)
    x, y = x[order].to(a.device), y[order].to(a.device)
    train = int(0.8 * len(x))
    model = network().to(a.device)
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=1e-3, fused=a.device == "cuda", capturable=a.graph)
    xb, yb = torch.empty(a.batch, 4, device=a.device), torch.empty(a.batch, 1, device=a.device)

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss_of(model(xb), yb).backward()
        optimiser.step()

    if a.graph:
        xb.copy_(x[: a.batch])
        yb.copy_(y[: a.batch])
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                step()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            step()
    seconds = []
    best = float(loss_of(exact_logit(x[train:]), y[train:]))
    for epoch in range(a.epochs):
        synchronise(a.device)
        start = time.perf_counter()
        shuffled = torch.randperm(train, device=a.device)
        xs, ys = x[:train][shuffled], y[:train][shuffled]
        for i in range(0, train - a.batch + 1, a.batch):
            xb.copy_(xs[i : i + a.batch])
            yb.copy_(ys[i : i + a.batch])
            graph.replay() if a.graph else step()
        with torch.no_grad():
            loss = sum(
                loss_of(model(x[i : i + 65536]), y[i : i + 65536]) * len(y[i : i + 65536])
                for i in range(train, len(x), 65536)
            ) / (len(x) - train)
        loss = float(loss)
        synchronise(a.device)
        seconds.append(time.perf_counter() - start)
        print(f"epoch {epoch + 1}: {seconds[-1]:.2f} s, validation loss {loss:.6f}, of the exact ratio {best:.6f}", flush=True)
    if not math.log(2) - loss >= 0.9 * (math.log(2) - best):
        print("too little is learned: no time is given", file=sys.stderr)
        sys.exit(3)
    name = torch.cuda.get_device_name() if a.device == "cuda" else "CPU"
    median = sorted(seconds)[len(seconds) // 2]
    print(f"{name}, PyTorch {torch.__version__}, graph {a.graph}: {median:.2f} s an epoch, 230 epochs {230 * median:.0f} s")


main()
