"""Runs a fetch: gives it memory, shows progress, stops it on an interrupt."""

import time

import jpype

from .memory import Memory
from .progress import Progress

# How long Java is waited for at a time; between two waits Python notices an interrupt.
WAIT_MILLIS = 50


def run(fetch, progress=None):
    """Runs to the end; answers the columns' descriptions, their memory, and the rows.

    What Java wrote, and what it may still write to, stays alive until it is done.
    """
    state = jpype.JClass("org.almagest.jdbc.fetch.Fetch$State")
    done, needs_room = state.DONE, state.NEEDS_ROOM
    memory = []
    shown = Progress(fetch, progress)
    try:
        while True:
            now = fetch.await_(WAIT_MILLIS)
            if now == done:
                break
            if now == needs_room:
                place(fetch, memory)
            shown.tick(time.monotonic())
        return description(fetch, memory)
    finally:
        fetch.close()
        shown.end()


def place(fetch, memory):
    wanted = list(fetch.wantedBytes())
    while len(memory) < len(wanted):
        memory.append(Memory())
    for part, size in zip(memory, wanted):
        part.ensure(int(size))
    longs = jpype.JArray(jpype.JLong)
    fetch.place(longs([part.address() for part in memory]), longs([part.size for part in memory]))


def description(fetch, memory):
    written = [int(size) for size in fetch.writtenBytes()]
    while len(memory) < len(written):
        memory.append(Memory())
    columns = [
        {
            "name": str(column.name()),
            "type": str(column.type()),
            "storage": str(column.storage()),
            "is_array": bool(column.isArray()),
            "shape": tuple(int(axis) for axis in column.shape()),
            "first": int(column.firstPart()),
            "unit": str(column.unit()),
            "ucd": str(column.ucd()),
            "description": str(column.description()),
        }
        for column in fetch.columns()
    ]
    return columns, memory, written, int(fetch.rows()), int(fetch.changedRows())
