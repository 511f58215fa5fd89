"""Hosts that are network namespaces on one machine, and a PostgreSQL server for them: what scripts/chaos and scripts/bench run on."""
import os
import shutil
import subprocess
from pathlib import Path

NETWORK = "10.77.0"


class Missing(Exception):
    """Something that is needed is not installed; in words for a person."""


class Host:
    """Where a process runs: a network namespace of its own, or just here. Its clock may be off."""

    def __init__(self, name, number=None, clock=None):
        self.name, self.number, self.clock = name, number, clock

    @property
    def namespace(self):
        return f"hotgigs-{os.getpid()}-{self.name}"

    @property
    def link(self):
        return f"hg{os.getpid() % 10000}-{self.number}"

    def create(self, hub):
        for command in (
            f"ip netns add {self.namespace}", f"ip link add {self.link} netns {hub.namespace} type veth peer name eth0 netns {self.namespace}",
            f"ip -n {hub.namespace} link set {self.link} master bridge up", f"ip -n {self.namespace} addr add {NETWORK}.{self.number + 1}/24 dev eth0",
            f"ip -n {self.namespace} link set eth0 up", f"ip -n {self.namespace} link set lo up"):
            subprocess.run(command.split(), check=True)
        self.hub = hub

    def cut(self, is_cut):
        subprocess.run(["ip", "-n", self.hub.namespace, "link", "set", self.link, "down" if is_cut else "up"], check=True)

    def command(self, arguments):
        return (["ip", "netns", "exec", self.namespace] if self.number is not None else []) + [str(part) for part in arguments]

    def environment(self, environment):
        if self.clock is None:
            return environment
        return environment | {"LD_PRELOAD": str(faketime()), "FAKETIME": self.clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}


def clean_environment():
    """This process's environment without what would lead a `hotgigs` or psql to somebody's data."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("HOTGIGS_", "PG", "DATABASE_URL"))}


def faketime():
    """The library that gives a process another clock; None where it is not installed."""
    return next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


def make_hub(name):
    """The namespace that the others are linked to, and that the server listens in."""
    hub = Host(name, 0)
    for command in (f"ip netns add {hub.namespace}", f"ip -n {hub.namespace} link set lo up", f"ip -n {hub.namespace} link add bridge type bridge",
                    f"ip -n {hub.namespace} addr add {NETWORK}.1/24 dev bridge", f"ip -n {hub.namespace} link set bridge up"):
        subprocess.run(command.split(), check=True)
    return hub


class Server:
    """A PostgreSQL of this run's own, on all cores or on some ("0,1")."""

    def __init__(self, folder, hub, cores=None):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if not programs:
            raise Missing("no PostgreSQL server here: scripts/setup installs it")
        self.bin, self.data, self.sockets, self.hub = programs[-1], folder / "data", folder / "sockets", hub
        self.sockets.mkdir(parents=True)
        self.pinned = ["taskset", "-c", cores] if cores else []
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if self.user:
            folder.chmod(0o755)
            shutil.chown(folder, "postgres")
            shutil.chown(self.sockets, "postgres")
        self.run("initdb", "-D", self.data, "-U", "postgres", "--locale=C.UTF-8", "--encoding=UTF8", "-A", "trust")
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(f"unix_socket_directories = '{self.sockets}'\nlisten_addresses = '{NETWORK + '.1' if hub else ''}'\nfsync = on\nmax_connections = 200\n")
        with open(self.data / "pg_hba.conf", "a") as file:
            file.write(f"host all all {NETWORK}.0/24 trust\n")
        self.start()
        self.sql("CREATE ROLE hotgigs LOGIN CREATEROLE", "postgres")
        self.sql("CREATE DATABASE hotgigs OWNER hotgigs", "postgres")

    @property
    def url(self):
        return f"postgresql://hotgigs@{NETWORK}.1/hotgigs?sslmode=disable" if self.hub else f"host={self.sockets} user=hotgigs dbname=hotgigs"

    def run(self, program, *arguments):
        prefix = self.hub.command([]) if self.hub else []
        result = subprocess.run([*prefix, *self.pinned, *self.user, str(self.bin / program), *map(str, arguments)], capture_output=True, text=True, cwd="/")
        if result.returncode:
            raise RuntimeError(f"{program}: {result.stdout}{result.stderr}")

    def start(self):
        # Its own log file: a pipe held open by the server would never end.
        self.run("pg_ctl", "-D", self.data, "-l", self.data.parent / "log", "-w", "-t", "60", "start")

    def crash(self):
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def stop(self):
        try:
            self.run("pg_ctl", "-D", self.data, "-m", "fast", "stop")
        except RuntimeError:
            pass

    def sql(self, query, database="hotgigs"):
        """The rows, as lists of texts; None while the server is away."""
        result = subprocess.run(["psql", "-h", str(self.sockets), "-U", "postgres", "-d", database, "-XAtqF", "\t", "-c", query],
                                capture_output=True, text=True)
        if result.returncode:
            if database != "postgres" and any(sign in result.stderr for sign in ("connect", "starting up", "shutting down", "terminat", "recovery")):
                return None
            raise RuntimeError(result.stderr)
        return [line.split("\t") for line in result.stdout.splitlines()]
