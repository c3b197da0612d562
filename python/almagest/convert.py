"""Columns as pandas, numpy, Arrow and astropy have them."""

import warnings

import numpy as np

# Texts up to this length are fixed-width strings in astropy's tables, longer ones objects.
LONGEST_FIXED_TEXT = 256

# How units are written: as astropy does, in FITS, at the CDS. (That of the VO takes any word for a unit.)
UNIT_FORMATS = (None, "fits", "cds")


def named(columns):
    """Columns under names that differ: a second `ra` is `ra_2`."""
    taken = {column.name for column in columns}
    seen = set()
    for column in columns:
        name, number = column.name, 1
        while name in seen:
            number += 1
            name = f"{column.name}_{number}"
            if name in taken and name not in seen:
                continue
        seen.add(name)
        yield name, column


def cell_mask(column):
    """The mask in the shape of the values."""
    if column.element_mask is not None:
        return column.element_mask
    if column.mask is None or column.mask.shape == column.values.shape:
        return column.mask
    return np.broadcast_to(column.mask.reshape(-1, *[1] * (column.values.ndim - 1)), column.values.shape)


def numpy_array(column):
    mask = cell_mask(column)
    return column.values if mask is None else np.ma.MaskedArray(column.values, mask)


# ---- pandas ----


def pandas_frame(result):
    import pandas

    arrays = {i: pandas_array(pandas, column) for i, column in enumerate(result.columns)}
    frame = pandas.DataFrame(arrays, index=pandas.RangeIndex(result.rows), copy=False)
    frame.columns = [column.name for column in result.columns]
    return frame


def pandas_array(pandas, column):
    values, mask = column.values, column.mask
    if column.is_array:
        return array_cells(column)
    kind = values.dtype.kind
    if kind in "iu" and mask is not None:
        return pandas.arrays.IntegerArray(values, mask)
    if kind == "b" and mask is not None:
        return pandas.arrays.BooleanArray(values, mask)
    if kind in "mM":
        return pandas_moments(pandas, column, values)
    return values


def pandas_moments(pandas, column, values):
    """Nanoseconds, which hold the years 1678 to 2261; what lies outside stays Python's datetime."""
    unit = np.datetime_data(values.dtype)[0]
    known = values[~np.isnat(values)].astype("i8")
    limit = 2**63 // (86_400_000_000_000 if unit == "D" else 1000)
    if len(known) and (known.min() <= -limit or known.max() >= limit):
        cells = values.astype(object)
        cells[np.isnat(values)] = None
        return cells
    moments = values.astype(f"{values.dtype.kind}8[ns]")
    return pandas.DatetimeIndex(moments).tz_localize("UTC").array if column.storage.endswith("UTC") else moments


def array_cells(column):
    """An array per cell; None for NULL."""
    if not column.shape:
        return column.values
    cells = np.empty(len(column.values), object)
    for row, values in enumerate(column.values):
        mask = None if column.element_mask is None else column.element_mask[row]
        cells[row] = values if mask is None or not mask.any() else np.ma.MaskedArray(values, mask)
    if column.mask is not None:
        cells[column.mask] = None
    return cells


# ---- astropy ----


def astropy_table(result, kind):
    from astropy import table

    columns = [astropy_column(table, name, column) for name, column in named(result.columns)]
    with warnings.catch_warnings():
        # A unit that does not parse leaves a plain column; that is what is promised.
        warnings.simplefilter("ignore")
        return getattr(table, kind)(columns, copy=False)


def astropy_column(table, name, column):
    values = column.values
    mask = cell_mask(column)
    if column.storage == "text" and values.dtype == object and (column.shape or not column.is_array):
        values = fixed_text(values)
    about = {
        "name": name,
        "unit": astropy_unit(column.unit),
        "description": column.description or None,
        "meta": {"ucd": column.ucd} if column.ucd else {},
    }
    if mask is None:
        return table.Column(values, copy=False, **about)
    return table.MaskedColumn(values, mask=mask, copy=False, **about)


def fixed_text(values):
    longest = max((len(text) for text in values.flat if text is not None), default=1)
    if longest > LONGEST_FIXED_TEXT:
        return values
    filled = values.copy()
    filled[np.equal(values, None)] = ""
    return filled.astype(f"U{max(1, longest)}")


def astropy_unit(text):
    """The unit that a text means; one that is the text itself where nobody knows what it means."""
    from astropy import units

    if not text:
        return None
    for form in UNIT_FORMATS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return units.Unit(text, format=form, parse_strict="raise")
        except (ValueError, TypeError):
            continue
    return units.Unit(text, parse_strict="silent")


# ---- Arrow ----


def arrow_table(result):
    try:
        import pyarrow
    except ImportError:
        raise ImportError("to_arrow needs pyarrow, which is not installed: pip install pyarrow") from None
    fields, arrays = [], []
    for column in result.columns:
        array = arrow_array(pyarrow, column)
        about = {"type": column.type, "unit": column.unit, "ucd": column.ucd, "description": column.description}
        fields.append(pyarrow.field(column.name, array.type, metadata={k: v for k, v in about.items() if v}))
        arrays.append(array)
    return pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields))


def arrow_array(pyarrow, column):
    first, memory, written, rows = column.parts
    if not column.is_array:
        return arrow_scalars(pyarrow, column, column.values, column.mask, first, memory, written)
    if column.shape:
        flat = column.values.reshape(-1)
        inner = None if column.element_mask is None else column.element_mask.reshape(-1)
        elements = arrow_scalars(pyarrow, column, flat, inner, first + 1, memory, written)
        length = len(flat) // rows if rows else int(np.prod(column.shape))
        validity = arrow_validity(pyarrow, column.mask)
        list_type = pyarrow.list_(elements.type, length)
        return pyarrow.Array.from_buffers(list_type, rows, [validity], children=[elements])
    cells = [None if cell is None else list_of(cell) for cell in column.values]
    return pyarrow.array(cells, pyarrow.large_list(arrow_type(pyarrow, column)))


def list_of(cell):
    return cell.tolist()


def arrow_scalars(pyarrow, column, values, mask, first, memory, written):
    count = len(values)
    validity = arrow_validity(pyarrow, mask)
    if column.storage in ("text", "bytes"):
        ends = pyarrow.py_buffer(memory[first + 1].array("i8", count + 1))
        found = pyarrow.py_buffer(memory[first + 2].array("u1", written[first + 2]))
        return pyarrow.Array.from_buffers(arrow_type(pyarrow, column), count, [validity, ends, found])
    if values.dtype == object or values.dtype.kind == "b" or column.storage == "M8[D]":
        return pyarrow.array(values, mask=mask)
    return pyarrow.Array.from_buffers(arrow_type(pyarrow, column), count, [validity, pyarrow.py_buffer(values)])


def arrow_validity(pyarrow, mask):
    return None if mask is None else pyarrow.py_buffer(np.packbits(~mask, bitorder="little"))


def arrow_type(pyarrow, column):
    special = {
        "text": pyarrow.large_string(),
        "bytes": pyarrow.large_binary(),
        "M8[D]": pyarrow.date32(),
        "M8[us]": pyarrow.timestamp("us"),
        "M8[us] UTC": pyarrow.timestamp("us", "UTC"),
        "m8[us]": pyarrow.time64("us"),
    }
    return special.get(column.storage) or pyarrow.from_numpy_dtype(np.dtype(column.storage))
