"""Memory and start: idle, with many points, and how soon the first value arrives."""

import statistics
import time

from . import workshop
from .modbus import Bench
from .process import Gateway
from .sites import Site


def idle(folder, seconds):
    """The demo's size: one channel of a device that stands still, one sink."""
    with Bench(folder) as bench:
        site = Site(folder, "idle")
        site.devices(1, bench.modbus, "0 s", points=100)
        site.mqtt(bench.mqtt)
        with Gateway(folder, site.path) as gateway:
            time.sleep(2)
            cpu, switches = gateway.cpu(), gateway.switches()
            time.sleep(seconds)
            share = (gateway.cpu() - cpu) / seconds * 100
            return gateway.memory(), gateway.memory("RssAnon"), share, (gateway.switches() - switches) / seconds


def start(folder, devices):
    """From exec to the first samples, 1,000 points a device: the first time, when all points are new, and the next."""
    with Bench(folder) as bench:
        site = Site(folder, "start")
        site.devices(devices, bench.modbus, "1 s")
        site.null()
        fresh = first_samples(folder, site, keep=False)[0]
        return fresh, *first_samples(folder, site, keep=True)


def first_samples(folder, site, keep):
    with Gateway(folder, site.path, keep=keep) as gateway:
        while gateway.samples() == 0:
            time.sleep(0.005)
        first = time.monotonic() - gateway.began
        time.sleep(4)
        return first, gateway.memory(), gateway.memory("RssAnon")


def run(folder, runs, seconds):
    memory, own, share, switches = idle(folder, seconds)
    print("| | first samples after the first start | the next start | RSS MB | of it not files |")
    print("|---|---|---|---|---|")
    print(f"| idle: 100 points, nothing polled ({share:.2f} % of a core, {switches:.1f} sleeps/s) | | | {memory:.0f} | {own:.0f} |")
    for devices in [100, 1000]:
        results = [start(folder, devices) for _ in range(runs if devices < 1000 else 1)]
        fresh, first, memory, own = (statistics.median(column) for column in zip(*results))
        print(f"| {devices},000 points on {devices} connections, polled at 1 Hz | {fresh:.2f} s | {first:.2f} s | {memory:.0f} | {own:.0f} |",
              flush=True)
