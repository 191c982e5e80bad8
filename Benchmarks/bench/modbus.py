"""Modbus devices through the gateway to a broker: points delivered, CPU, and how old a register is when it arrives."""

import json
import statistics
import subprocess

from . import workshop
from .process import Gateway, Program
from .sites import Site


class Bench:
    """Devices and broker, for one run."""

    def __init__(self, folder):
        self.folder = folder
        self.modbus, self.mqtt = workshop.free_port(), workshop.free_port()
        (folder / "mosquitto.conf").write_text(
            f"listener {self.mqtt} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
            "max_queued_messages 100000\nlog_dest none\n")

    def __enter__(self):
        self.devices = Program([self.folder / "devices", self.modbus])
        self.start_broker()
        workshop.wait_for_port(self.modbus)
        return self

    def start_broker(self):
        self.broker = Program(["/usr/sbin/mosquitto", "-c", self.folder / "mosquitto.conf"])
        workshop.wait_for_port(self.mqtt)

    def __exit__(self, *_):
        self.devices.end()
        self.broker.end()

    def watch(self, program, warm_up, seconds):
        """What arrives at the broker, and what `program` spends on it, within a window."""
        with Program([self.folder / "subscriber", self.mqtt, warm_up, seconds], stdout=subprocess.PIPE) as subscriber:
            lines = subscriber.process.stdout
            assert lines.readline() == "begin\n"
            cpu, switches = program.cpu(), program.switches()
            assert lines.readline() == "end\n"
            cpu, switches = program.cpu() - cpu, program.switches() - switches
            result = json.loads(lines.readline())
        rate = result["points"] / result["seconds"]
        return {
            "rate": rate, "core": cpu / result["seconds"] * 100,
            "cpu": cpu / result["points"] * 1e6 if result["points"] else float("nan"),
            "p50": result["p50_ms"], "p99": result["p99_ms"], "memory": program.memory(),
            "switches": switches / result["seconds"],
        }


def gateway(folder, devices, period, seconds, qos=0, detail="full", spool=False, history=False, in_flight=1):
    with Bench(folder) as bench:
        site = Site(folder, "modbus", spool=spool, history=history)
        site.devices(devices, bench.modbus, period, in_flight=in_flight)
        site.mqtt(bench.mqtt, qos=qos, detail=detail, policy="spill" if spool else "block")
        with Gateway(folder, site.path) as daemon:
            return bench.watch(daemon, 3, seconds)


def plain(folder, devices, period_ms, seconds):
    with Bench(folder) as bench:
        with Program([folder / "thread_per_device", bench.modbus, bench.mqtt, devices, period_ms]) as program:
            return bench.watch(program, 3, seconds)


CASES = [
    ("D=10, as fast as it can", lambda f, s: gateway(f, 10, "1 ms", s)),
    ("… 4 requests in flight", lambda f, s: gateway(f, 10, "1 ms", s, in_flight=4)),
    ("… compact JSON", lambda f, s: gateway(f, 10, "1 ms", s, detail="compact")),
    ("… plain C, a thread a device", lambda f, s: plain(f, 10, 0, s)),
    ("D=1, 1 Hz", lambda f, s: gateway(f, 1, "1 s", s)),
    ("D=10, 1 Hz", lambda f, s: gateway(f, 10, "1 s", s)),
    ("D=100, 1 Hz", lambda f, s: gateway(f, 100, "1 s", s)),
    ("… QoS 1", lambda f, s: gateway(f, 100, "1 s", s, qos=1)),
    ("… QoS 1, spool", lambda f, s: gateway(f, 100, "1 s", s, qos=1, spool=True)),
    ("… QoS 1, spool and history", lambda f, s: gateway(f, 100, "1 s", s, qos=1, spool=True, history=True)),
    ("… plain C, a thread a device", lambda f, s: plain(f, 100, 1000, s)),
]


def run(folder, runs, seconds):
    print("| Modbus → MQTT | points/s | % of a core | CPU s a million | p50 / p99 ms | RSS MB | sleeps/s |")
    print("|---|---|---|---|---|---|---|")
    for name, measure in CASES:
        results = [measure(folder, seconds) for _ in range(runs)]
        middle = {key: statistics.median(result[key] for result in results) for key in results[0]}
        print(f"| {name} | {middle['rate']:,.0f} | {middle['core']:.1f} | {middle['cpu']:.2f} | "
              f"{middle['p50']:.2f} / {middle['p99']:.2f} | {middle['memory']:.0f} | {middle['switches']:.0f} |", flush=True)
