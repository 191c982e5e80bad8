"""Two drives as registers of a pymodbus server (pip install "pymodbus>=3.13"): python3 server.py [port]"""

import math
import sys
import time

from pymodbus.server import StartTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

BASES = (0, 100)
SETPOINT = 10
started = time.monotonic()


async def turn(function, start, address, count, registers, values):
    """Brings speed, current, energy (32 bits, high word first) and state up to date before each answer."""
    passed = time.monotonic() - started
    for drive, base in enumerate(BASES):
        speed = registers[base + SETPOINT - start] + round(5 * math.sin(passed / 3 + drive))
        energy = int(passed * (drive + 1))
        registers[base - start : base - start + 5] = [speed & 0xFFFF, 1234 + drive, energy >> 16, energy & 0xFFFF, 0b01]


drives = [0] * 200
for base in BASES:
    drives[base + SETPOINT] = 1450

device = SimDevice(id=1, simdata=[SimData(0, values=drives, datatype=DataType.REGISTERS)], action=turn)
StartTcpServer(device, address=("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 5021))
