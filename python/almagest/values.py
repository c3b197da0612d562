"""Numpy arrays of what a fetch wrote; `FetchedColumn` in Java draws the parts."""

import datetime
import decimal

import numpy as np

MOMENTS = {"M8[us] UTC": "M8[us]"}


def values_of(column, first, memory, written, rows):
    """Values, mask of rows, mask of elements; masks are None where nothing is NULL."""
    mask = bools(memory, written, first, rows)
    if not column.is_array:
        values = scalars(column.storage, first, memory, written, rows, mask)
        return values, mask, None
    if column.shape:
        elements = rows
        for axis in column.shape:
            elements *= axis
        inner = bools(memory, written, first + 1, elements)
        values = scalars(column.storage, first + 1, memory, written, elements, inner)
        shape = (rows, *reversed(column.shape))
        return values.reshape(shape), mask, None if inner is None else inner.reshape(shape)
    return any_length(column, first, memory, written, rows, mask), mask, None


def any_length(column, first, memory, written, rows, mask):
    """An object array of arrays; NULL is None, and elements that are NULL make a masked array."""
    ends = memory[first + 1].array("i8", rows + 1)
    elements = int(ends[-1]) if rows else 0
    inner = bools(memory, written, first + 2, elements)
    flat = scalars(column.storage, first + 2, memory, written, elements, inner)
    cells = np.empty(rows, object)
    for row, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist())):
        if mask is not None and mask[row]:
            continue
        cell = flat[start:end]
        if inner is not None and inner[start:end].any():
            cell = np.ma.MaskedArray(cell, inner[start:end])
        cells[row] = cell
    return cells


def bools(memory, written, part, count):
    return memory[part].array("?", count) if written[part] else None


def scalars(storage, first, memory, written, count, mask):
    if storage in ("text", "bytes", "digits"):
        ends = memory[first + 1].array("i8", count + 1)
        found = memory[first + 2].array("u1", written[first + 2])
        make = {"text": texts, "bytes": blobs, "digits": digits}[storage]
        return objects(make(ends, found), mask)
    values = memory[first + 1].array(MOMENTS.get(storage, storage), count)
    if mask is not None:
        values[mask] = {"f": np.nan, "M": "NaT", "m": "NaT"}.get(values.dtype.kind, 0)
    return values


def objects(values, mask):
    cells = np.empty(len(values), object)
    cells[:] = values
    if mask is not None:
        cells[mask] = None
    return cells


def texts(ends, found):
    """Decodes all at once and cuts by letters: their ends are counted in bytes."""
    whole = found.tobytes().decode("utf-8")
    if len(whole) != len(found):
        letters = np.zeros(len(found) + 1, "i8")
        np.cumsum((found & 0xC0) != 0x80, out=letters[1:])
        ends = letters[ends]
    cuts = ends.tolist()
    return [whole[start:end] for start, end in zip(cuts, cuts[1:])]


def blobs(ends, found):
    whole = found.tobytes()
    cuts = ends.tolist()
    return [whole[start:end] for start, end in zip(cuts, cuts[1:])]


def digits(ends, found):
    return [decimal.Decimal(text) if text else None for text in texts(ends, found)]


def python_value(value):
    """A cell as Python has it, for showing."""
    if isinstance(value, np.datetime64):
        as_object = value.astype(object)
        return as_object if isinstance(as_object, datetime.date) else str(value)
    return value
