"""A broker that goes away and comes back: what is kept meanwhile, how fast it is written and delivered."""

import time

from .modbus import Bench
from .process import Gateway
from .sites import Site


def received(lane):
    return sum(lane[key] for key in ["delivered", "rejected", "dropped", "queued", "spooled"])


def outage(folder, devices, period, seconds):
    with Bench(folder) as bench:
        site = Site(folder, "spool", spool=True)
        site.devices(devices, bench.modbus, period)
        site.mqtt(bench.mqtt, qos=1, policy="spill")
        with Gateway(folder, site.path) as gateway:
            time.sleep(3)
            before = gateway.lanes()[0]
            bench.broker.end()
            cpu = gateway.cpu()
            time.sleep(seconds)
            cpu = gateway.cpu() - cpu
            held = gateway.lanes()[0]
            bench.start_broker()
            began, reported = None, gateway.lanes()[0]
            while True:
                time.sleep(0.01)
                lane = gateway.lanes()[0]
                if began is None and lane["delivered"] > reported["delivered"]:
                    began, first = time.monotonic(), lane["delivered"]
                if began and lane["queued"] + lane["spooled"] <= devices * 1000:
                    break
            took = time.monotonic() - began
            live = (received(held) - received(before)) / seconds
            return {
                "append": live, "cpu": cpu / (received(held) - received(before)) * 1e6,
                "drain": (lane["delivered"] - first) / max(took, 0.001), "dropped": lane["dropped"], "live": live,
                "memory": gateway.memory(),
            }


def run(folder, runs, seconds):
    print("| broker away, then back (QoS 1) | into the spool, samples/s | CPU s a million | drained, samples/s | times live | lost | RSS MB |")
    print("|---|---|---|---|---|---|---|")
    for name, devices, period in [("100,000 points/s", 100, "1 s"), ("as fast as it can", 10, "1 ms")]:
        result = outage(folder, devices, period, seconds)
        print(f"| {name} | {result['append']:,.0f} | {result['cpu']:.2f} | {result['drain']:,.0f} | "
              f"{result['drain'] / result['live']:.1f} | {result['dropped']} | {result['memory']:.0f} |", flush=True)
