"""Builds what the measurements need, and says what machine they ran on."""

import os
import pathlib
import platform
import shutil
import socket
import subprocess

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent
PRODUCTS = ["gatewayd", "gatewayd-plugin", "ModbusPlugin", "MQTTPlugin", "isolation-bench"]
PACKAGES = {"cc": "gcc", "/usr/sbin/mosquitto": "mosquitto", "/usr/include/mosquitto.h": "libmosquitto-dev",
            "/usr/include/modbus/modbus.h": "libmodbus-dev"}


def missing_packages():
    return [package for what, package in PACKAGES.items() if not (os.path.exists(what) or shutil.which(what))]


def build_gateway():
    """The release build, with one SwiftPM call for each product, so that tests are not built."""
    for product in PRODUCTS:
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=ROOT, check=True)


def build_programs(folder):
    """The C programs of programs/, and drivers.d with the plugins."""
    include = ROOT / "Sources/CGatewayABI/include"
    flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-D_GNU_SOURCE", f"-I{include}", "-I/usr/include/modbus"]
    drivers = folder / "drivers.d"
    drivers.mkdir(parents=True, exist_ok=True)
    drivers.chmod(0o755)
    for name in ["devices", "subscriber", "thread_per_device"]:
        source = HERE / f"programs/{name}.c"
        subprocess.run(["cc", *flags, source, "-o", folder / name, "-lmosquitto", "-lmodbus", "-lpthread"], check=True)
    for name, place in [("mallocs", folder), ("flood", drivers), ("pace", drivers)]:
        source = HERE / f"programs/{name}.c"
        subprocess.run(["cc", *flags, "-fPIC", "-shared", source, "-o", place / f"{name}.so"], check=True)
    for name in ["Modbus", "MQTT"]:
        shutil.copy(ROOT / f".build/release/lib{name}Plugin.so", drivers / f"{name.lower()}.so")


def machine():
    model = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = int(open("/proc/meminfo").readline().split()[1]) >> 20
    return f"{os.cpu_count()} cores of {model}, {memory} GiB, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, tries=100):
    import time
    for _ in range(tries):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody listens on port {port}")
