"""Writes the sites that are measured."""

import pathlib
import shutil


class Site:
    def __init__(self, folder, name, spool=False, history=False, loops=0, plugins={}):
        self.path = pathlib.Path(folder) / "sites" / name
        shutil.rmtree(self.path, ignore_errors=True)
        for part in ["channels", "points", "sinks"]:
            (self.path / part).mkdir(parents=True)
        words = {True: "true", False: "false"}
        self.write("site.yaml", f"""\
            version: 1
            name: bench
            loops: {loops}
            spool: {{enabled: {words[spool]}}}
            history: {{enabled: {words[history]}}}
            plugins: {{{", ".join(f"{id}: {{isolation: {level}}}" for id, level in plugins.items())}}}
            """)

    def write(self, name, text):
        lines = text.split("\n")
        indent = len(lines[0]) - len(lines[0].lstrip())
        (self.path / name).write_text("\n".join(line[indent:] for line in lines))

    def flood(self, points, columns="", values="", step=1, batch=1000):
        """One channel of the flood plugin; `columns` and `values` are more columns of its point table."""
        rows = "".join(f"p{number},float64{values}\n" for number in range(points))
        (self.path / "points/flood.csv").write_text(f"id,type{columns}\n{rows}")
        self.write("channels/flood.yaml", f"""\
            plugin: flood
            settings: {{batch: {batch}, step: {step}}}
            devices:
              - {{id: d, points: points/flood.csv}}
            """)

    def null(self, name="null"):
        (self.path / f"sinks/{name}.yaml").write_text("plugin: 'null'\n")

    def devices(self, count, port, period, points=1000, in_flight=1, first=0):
        """Modbus devices, a connection each, read in blocks of a hundred registers."""
        rows = "".join(f"r{number:03d},uint16,holding,{number}\n" for number in range(points))
        (self.path / "points/registers.csv").write_text(f"id,type,table,address\n{rows}")
        for number in range(first, first + count):
            self.write(f"channels/device{number}.yaml", f"""\
                plugin: modbus
                settings: {{host: 127.0.0.1, port: {port}, max_in_flight: {in_flight}}}
                groups: {{default: {period}}}
                devices:
                  - {{id: d, settings: {{max_registers: 100}}, points: points/registers.csv}}
                """)

    def pace(self, name, batch=1, period_ms=1000, leak_mib=0):
        """A channel of the pace plugin, a hundred points."""
        rows = "".join(f"p{number},int64\n" for number in range(100))
        (self.path / "points/pace.csv").write_text(f"id,type\n{rows}")
        self.write(f"channels/{name}.yaml", f"""\
            plugin: pace
            settings: {{batch: {batch}, period_ms: {period_ms}, leak_mib: {leak_mib}}}
            groups: {{default: 0 s}}
            devices:
              - {{id: d, points: points/pace.csv}}
            """)

    def mqtt(self, port, qos=0, detail="full", policy="block", name="mqtt"):
        self.write(f"sinks/{name}.yaml", f"""\
            plugin: mqtt
            settings: {{host: 127.0.0.1, port: {port}, qos: {qos}, json_samples: {detail}}}
            lane: {{policy: {policy}}}
            """)
