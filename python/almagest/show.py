"""Results to be looked at: the first rows, with types and units."""

import html

import numpy as np

from .values import python_value

ROWS_SHOWN = 20
LONGEST_CELL = 60
NULL = "NULL"


def cell(column, row):
    """The value of a cell, and whether it is NULL."""
    is_null = column.mask is not None and bool(column.mask[row])
    return column.values[row], is_null


def text_of(value):
    value = python_value(value)
    if isinstance(value, (float, np.floating)):
        return float_text(value)
    if isinstance(value, np.timedelta64):
        micros = int(value.astype("i8"))
        seconds, rest = divmod(micros, 1_000_000)
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return text + (f".{rest:06}".rstrip("0") if rest else "")
    if isinstance(value, np.ndarray):
        shown = ", ".join(text_of(v) for v in value.reshape(-1)[:6])
        return f"[{shown}, \u2026]" if value.size > 6 else f"[{shown}]"
    if isinstance(value, bytes):
        return value[:20].hex() + ("\u2026" if len(value) > 20 else "")
    if value is np.ma.masked:
        return NULL
    return str(value)


def float_text(value):
    text = f"{value:.7g}" if isinstance(value, np.float32) else f"{value:.12g}"
    return text


def is_number(column):
    return not column.is_array and column.storage[0] in "iuf" and column.storage != "digits"


def is_plan(result):
    return len(result.columns) == 1 and result.columns[0].name == "plan" and result.columns[0].storage == "text"


def done(result):
    if result.changed_rows < 0:
        return "done"
    return f"done: {result.changed_rows:,} row{'' if result.changed_rows == 1 else 's'} changed"


def summary(result, shown):
    rows = f"{result.rows:,} row{'' if result.rows == 1 else 's'}"
    return rows if shown == result.rows else f"{rows}, the first {shown} of them shown"


def cells(result, shown):
    table = []
    for row in range(shown):
        line = []
        for column in result.columns:
            value, is_null = cell(column, row)
            text = NULL if is_null else text_of(value)
            line.append((text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "\u2026", is_null))
        table.append(line)
    return table


# ---- text ----


def as_text(result):
    if not result.columns:
        return done(result)
    if is_plan(result):
        return "\n".join(str(line) for line in result.columns[0].values)
    shown = min(result.rows, ROWS_SHOWN)
    heads = [[column.name, column.unit or column.type] for column in result.columns]
    rows = [[text for text, _ in line] for line in cells(result, shown)]
    widths = [max(len(line[i]) for line in rows + list(zip(*heads))) for i in range(len(heads))]
    lines = []
    for line in [[head[0] for head in heads], [head[1] for head in heads], ["-" * width for width in widths], *rows]:
        aligned = [
            text.rjust(width) if is_number(column) else text.ljust(width)
            for text, width, column in zip(line, widths, result.columns)
        ]
        lines.append("  ".join(aligned).rstrip())
    return "\n".join([*lines, summary(result, shown)])


# ---- HTML ----

CELL = "padding:2px 10px;border:none;vertical-align:top;"
FAINT = "opacity:.6;font-weight:normal;font-size:90%;"


def as_html(result):
    if not result.columns:
        return f"<em>{done(result)}</em>"
    if is_plan(result):
        return f"<pre style='line-height:1.35'>{html.escape(as_text(result))}</pre>"
    shown = min(result.rows, ROWS_SHOWN)
    heads = "".join(head_html(column) for column in result.columns)
    body = "".join("<tr>" + "".join(map(cell_html, line, result.columns)) + "</tr>" for line in cells(result, shown))
    return (
        "<div style='overflow-x:auto'><table style='border-collapse:collapse;font-variant-numeric:tabular-nums'>"
        f"<thead style='border-bottom:1px solid currentColor'><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        f"<p style='{FAINT}margin:4px 10px'>{summary(result, shown)}</p></div>"
    )


def head_html(column):
    align = "right" if is_number(column) else "left"
    about = html.escape(" \u00b7 ".join(text for text in [column.type, column.ucd, column.description] if text), True)
    unit = html.escape(column.unit or column.type.lower())
    return (
        f"<th style='{CELL}text-align:{align}' title='{about}'>{html.escape(column.name)}"
        f"<br><span style='{FAINT}'>{unit}</span></th>"
    )


def cell_html(shown, column):
    text, is_null = shown
    align = "right" if is_number(column) else "left"
    inner = f"<span style='opacity:.4'>{NULL}</span>" if is_null else html.escape(text)
    return f"<td style='{CELL}text-align:{align};white-space:nowrap'>{inner}</td>"
