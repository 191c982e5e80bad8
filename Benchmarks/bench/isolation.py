"""What it costs to run a plugin in a process of its own: against inside, for one child and for a hundred."""

import json
import os
import pathlib
import statistics
import subprocess
import time

from . import workshop
from .process import Gateway, Program
from .sites import Site

LEVELS = ["inside", "process", "sandbox"]


def measured(folder, runs, measure, level, argument):
    """Medians of one measure of isolation-bench, each figure for itself."""
    release = workshop.ROOT / ".build/release"
    command = [release / "isolation-bench", measure, level, folder / "drivers.d/pace.so", release / "gatewayd-plugin", argument]
    results = [json.loads(subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout)
               for _ in range(runs)]
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


def rates(folder, runs):
    print("| a driver at full speed | inside, samples/s | process | sandbox | CPU s a million: inside | gateway + process | gateway + sandbox |")
    print("|---|---|---|---|---|---|---|")
    for batch in [1, 10, 100, 1000]:
        figures = [measured(folder, runs, "rate", level, batch) for level in LEVELS]
        speeds = " | ".join(f"{figure['rate'] / 1e6:.1f} M" for figure in figures)
        costs = " | ".join([f"{figures[0]['host']:.3f}"] + [f"{figure['host']:.3f} + {figure['child']:.3f}" for figure in figures[1:]])
        print(f"| batches of {batch:,} | {speeds} | {costs} |", flush=True)


def times(folder, runs, seconds):
    print("\n| µs, p50 / p99 | inside | process | sandbox | added by a process |")
    print("|---|---|---|---|---|")
    latency = [measured(folder, runs, "latency", level, int(max(1, seconds))) for level in LEVELS]
    row("plugin → gateway, a sample at 1 kHz", [(figure["p50"], figure["p99"]) for figure in latency])
    requests = [measured(folder, runs, "requests", level, 20_000) for level in LEVELS]
    for deed in ["read", "write"]:
        row(f"{deed}, request and answer", [(figure[f"{deed}50"], figure[f"{deed}99"]) for figure in requests])
    ready = [measured(folder, runs, "ready", level, 100) for level in LEVELS]
    row("start to ready, of 100", [(figure["p50"], figure["p99"]) for figure in ready])


def row(name, pairs):
    cells = " | ".join(f"{middle:,.1f} / {high:,.1f}" for middle, high in pairs)
    print(f"| {name} | {cells} | {pairs[1][0] - pairs[0][0]:,.1f} |", flush=True)


def children(parent):
    """The processes that a process has started, and that still run."""
    found = []
    for task in pathlib.Path(f"/proc/{parent}/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def own_memory(pid):
    """Megabytes that would come back if the process ended: not shared with any other. As root, since children hide theirs."""
    lines = (line.split() for line in open(f"/proc/{pid}/smaps_rollup"))
    return sum(int(line[1]) for line in lines if line[0] in ("Private_Clean:", "Private_Dirty:")) / 1024


def wait_for_children(gateway, count):
    while len(children(gateway.pid)) < count:
        time.sleep(0.05)
    time.sleep(3)
    return children(gateway.pid)


class Sleeper:
    """CPU seconds and sleeps of a process that somebody else started."""

    def __init__(self, pid):
        self.pid = pid

    cpu, switches = Program.cpu, Program.switches


def memory(folder, level):
    """One idle child of each of three plugins; nobody shares a plugin's pages with it."""
    port = workshop.free_port()
    site = Site(folder, "children", plugins={name: level for name in ["modbus", "mqtt", "pace"]})
    site.pace("pace", period_ms=-1)
    site.mqtt(port)
    site.devices(1, port, "0 s", points=100)
    with Gateway(folder, site.path) as gateway:
        names = {"pace": "C", "mqtt": "MQTT", "device0": "Modbus"}
        words = {pid: pathlib.Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in wait_for_children(gateway, 3)}
        return {names[said[2]]: own_memory(pid) for pid, said in words.items()}


def hundred(folder, seconds, count, level="process"):
    site = Site(folder, "hundred", plugins={"pace": level, "'null'": "inside"})
    for number in range(count):
        site.pace(f"pace{number}", period_ms=-1)
    site.null()
    with Gateway(folder, site.path) as gateway:
        family = [Sleeper(pid) for pid in wait_for_children(gateway, 0 if level == "inside" else count)]
        began = time.monotonic()
        before = [(one.cpu(), one.switches()) for one in [gateway, *family]]
        time.sleep(seconds)
        after = [(one.cpu(), one.switches()) for one in [gateway, *family]]
        took = time.monotonic() - began
        spent = [((b[0] - a[0]) / took * 100, (b[1] - a[1]) / took) for a, b in zip(before, after)]
        return {
            "gateway": gateway.memory(), "children": sum(own_memory(one.pid) for one in family),
            "cpu": spent[0][0], "wakes": spent[0][1],
            "child_cpu": sum(one[0] for one in spent[1:]), "child_wakes": sum(one[1] for one in spent[1:]),
        }


def leaking(folder, seconds):
    """A child that loses 4 MiB ten times a second, and what becomes of the gateway's own memory meanwhile."""
    site = Site(folder, "leak", plugins={"pace": "process", "'null'": "inside"})
    site.pace("leaking", period_ms=100, leak_mib=4)
    site.null()
    with Gateway(folder, site.path) as gateway:
        time.sleep(2)
        before, pids, largest, low, high = gateway.memory(), set(), 0, 1e9, 0
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.1)
            low, high = min(low, gateway.memory()), max(high, gateway.memory())
            for pid in children(gateway.pid):
                pids.add(pid)
                try:
                    largest = max(largest, own_memory(pid))
                except OSError:
                    pass  # It has just ended.
        return {"before": before, "low": low, "high": high, "children": len(pids), "largest": largest}


def run(folder, runs, seconds):
    rates(folder, runs)
    times(folder, runs, seconds / 2)
    if os.geteuid() != 0:
        return print("\nThe memory of children is hidden from all but root: run as root for the rest.")
    print("\n| memory of its own, an idle child, MB | C | Modbus | MQTT |")
    print("|---|---|---|---|")
    for level in LEVELS[1:]:
        own = memory(folder, level)
        print(f"| {level} | {own['C']:.1f} | {own['Modbus']:.1f} | {own['MQTT']:.1f} |", flush=True)
    print("\n| idle | gateway: RSS MB | % of a core | wake-ups/s | its children: own MB | % of a core | wake-ups/s |")
    print("|---|---|---|---|---|---|---|")
    for count, level in [(100, "inside"), (1, "process"), (100, "process")]:
        one = hundred(folder, max(5, seconds), count, level)
        print(f"| {count} × {level} | {one['gateway']:.0f} | {one['cpu']:.2f} | {one['wakes']:.0f} | {one['children']:.0f} | "
              f"{one['child_cpu']:.2f} | {one['child_wakes']:.0f} |", flush=True)
    leak = leaking(folder, max(30, seconds * 4))
    print(f"\nA leaking child: {leak['children']} processes, the largest {leak['largest']:.0f} MB; the gateway's RSS was "
          f"{leak['before']:.1f} MB before and {leak['low']:.1f} to {leak['high']:.1f} MB meanwhile.")
