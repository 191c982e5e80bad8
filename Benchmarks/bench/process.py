"""A program under measurement: its CPU time and memory as the kernel counts them, and what the gateway's API says."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import time

from . import workshop


class Program:
    def __init__(self, arguments, log=None, environment=None, stdout=subprocess.DEVNULL):
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [str(word) for word in arguments], stdin=subprocess.DEVNULL, stdout=stdout,
            stderr=open(log, "w") if log else subprocess.DEVNULL, env={**os.environ, **(environment or {})}, text=True)

    @property
    def pid(self):
        return self.process.pid

    def cpu(self):
        """Seconds of all threads, to the nanosecond where the kernel has them."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self, key="VmRSS"):
        """Resident megabytes; `RssAnon` leaves out files, which are shared with everybody who maps them."""
        line = next(line for line in open(f"/proc/{self.pid}/status") if line.startswith(key))
        return int(line.split()[1]) / 1024

    def switches(self):
        """How often its threads went to sleep."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            line = next(line for line in open(task / "status") if line.startswith("voluntary"))
            total += int(line.split()[1])
        return total

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class Gateway(Program):
    """gatewayd on a site folder, from an empty data folder unless `keep`."""

    def __init__(self, folder, site, count_mallocs=False, keep=False):
        self.folder = folder
        data = folder / "data"
        if not keep:
            shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700, exist_ok=True)
        self.socket = str(folder / "api.sock")
        if os.path.exists(self.socket):
            os.unlink(self.socket)
        self.counter = folder / "mallocs.count"
        self.counter.unlink(missing_ok=True)
        environment = {}
        if count_mallocs:
            environment = {"LD_PRELOAD": str(folder / "mallocs.so"), "MALLOC_COUNT": str(self.counter)}
        daemon = workshop.ROOT / ".build/release/gatewayd"
        super().__init__(
            [daemon, "--site", site, "--drivers", folder / "drivers.d", "--data", data, "--socket", self.socket],
            log=folder / "gatewayd.log", environment=environment)
        self.wait_for_api()

    def wait_for_api(self):
        while not os.path.exists(self.socket):
            if self.process.poll() is not None:
                raise SystemExit("gatewayd ended: " + (self.folder / "gatewayd.log").read_text())
            time.sleep(0.002)
        self.up = time.monotonic()

    def ask(self, path):
        connection = http.client.HTTPConnection("gatewayd", timeout=30)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.socket)
        connection.request("GET", path, headers={"Connection": "close"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def lanes(self):
        return self.ask("/api/v1/status")["lanes"]

    def samples(self):
        return self.ask("/api/v1/status")["counts"]["samples"]

    def mallocs(self):
        return struct.unpack("Q", self.counter.read_bytes()[:8])[0]
