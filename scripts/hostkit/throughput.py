"""What a second host brings: the same files ingested by one host and by two, each a network namespace pinned to a core of its own."""
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .hosts import Host, Server, clean_environment, make_hub


def ingest_seconds(hotgigs, files, count):
    """Wall seconds that `count` hosts take to ingest the files of a folder into an empty database, PostgreSQL on the same cores as they.

    Each host has one reader. The first takes the files in and works, the others only work. Needs root."""
    folder = Path(tempfile.mkdtemp(prefix="hotgigs-hosts-", dir="/tmp"))
    folder.chmod(0o755)
    hub = make_hub("hub")
    hosts = []
    server = None
    workers = []
    try:
        for number in range(count):
            hosts.append(Host(f"host-{number + 1}", number + 1))
            hosts[-1].create(hub)
        server = Server(folder / "server", hub, cores=",".join(map(str, range(count))))
        environment = clean_environment()
        environment |= {"HOTGIGS_HOME": str(folder / "home"), "DATABASE_URL": server.url}

        def start(number, *arguments):
            command = hosts[number].command(["taskset", "-c", number, hotgigs, *arguments])
            return subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        if start(0, "db", "migrate").wait():
            raise RuntimeError("db migrate failed")
        workers = [start(number, "worker", "--workers", "1") for number in range(1, count)]
        while int(server.sql("SELECT count(*) FROM workers")[0][0]) < count - 1:
            time.sleep(0.05)
        began = time.monotonic()
        if start(0, "ingest", "--quiet", "--workers", "1", files).wait():
            raise RuntimeError("the ingest failed")
        seconds = time.monotonic() - began
        left = server.sql("SELECT count(*) FROM resumes WHERE status IN ('pending', 'processing')")
        if left != [["0"]]:
            raise RuntimeError(f"{left[0][0]} files are not done")
        return seconds
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
        if server:
            server.stop()
        for host in [*hosts, hub]:
            subprocess.run(["ip", "netns", "del", host.namespace], capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
