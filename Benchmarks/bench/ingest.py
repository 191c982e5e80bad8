"""Samples a second through ingest, table, route and lane to a sink that does nothing, in one process."""

import statistics
import time

from .process import Gateway
from .sites import Site

CASES = [
    ("1,000 points, 1 sink", dict(points=1_000), 1),
    ("100,000 points, 1 sink", dict(points=100_000), 1),
    ("100,000 points, scale", dict(points=100_000, columns=",scale", values=",0.1"), 1),
    ("100,000 points, deadband, all pass", dict(points=100_000, columns=",deadband", values=",0.5"), 1),
    ("100,000 points, deadband, none passes", dict(points=100_000, columns=",deadband", values=",0.5", step=0), 1),
    ("100,000 points, scale, deadband, 2 sinks",
     dict(points=100_000, columns=",scale,deadband", values=",0.1,0.01"), 2),
]


def measure(folder, points, sinks, seconds, mallocs=False, **flood):
    site = Site(folder, "ingest", loops=1)
    site.flood(points, **flood)
    for number in range(sinks):
        site.null(f"null{number}")
    with Gateway(folder, site.path, count_mallocs=mallocs) as gateway:
        time.sleep(1.5)
        counted = (lambda: gateway.mallocs()) if mallocs else (lambda: 0)
        samples, cpu, allocated, began = gateway.samples(), gateway.cpu(), counted(), time.monotonic()
        time.sleep(seconds)
        allocated = counted() - allocated
        samples, cpu, took = gateway.samples() - samples, gateway.cpu() - cpu, time.monotonic() - began
        return samples / took, cpu / samples * 1e9, allocated / samples, gateway.memory()


def run(folder, runs, seconds):
    print("| flood → ingest → table → route → lane → null sink | samples/s of CPU time | ns a sample | allocations a sample |")
    print("|---|---|---|---|")
    for name, flood, sinks in CASES:
        nanoseconds = statistics.median(
            measure(folder, sinks=sinks, seconds=seconds, **flood)[1] for _ in range(runs))
        allocations = measure(folder, sinks=sinks, seconds=seconds, mallocs=True, **flood)[2]
        print(f"| {name} | {1e3 / nanoseconds:.1f} M | {nanoseconds:.1f} | {allocations:.5f} |", flush=True)
