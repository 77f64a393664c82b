"""The process behind a run: what it is called, and whether it still lives."""

import os
import socket
from pathlib import Path

import psutil

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_PIDS = Path("/proc/self/ns/pid")


def _machine() -> str:
    """Return an identifier of this machine, its start and its namespace of process numbers."""
    boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else str(int(psutil.boot_time()))
    pids = _PIDS.readlink() if _PIDS.exists() else ""
    return f"{socket.gethostname()} {boot} {pids}"


def this_worker() -> str:
    """Return a name for this process that is unique across machines and restarts."""
    process = psutil.Process(os.getpid())
    return f"{_machine()} {process.pid} {process.create_time()}"


def is_dead(worker: str) -> bool:
    """Return whether a worker is certainly dead: it ran on this machine, and its process has ended.

    Of a worker elsewhere nothing is known: False.
    """
    machine, _, started = worker.rpartition(" ")
    machine, _, pid = machine.rpartition(" ")
    if machine != _machine() or not pid.isdecimal():
        return False
    try:
        process = psutil.Process(int(pid))
        return str(process.create_time()) != started or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
