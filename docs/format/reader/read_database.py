#!/usr/bin/env python3
"""Prints the rows of every table of a database: a reader made from docs/format alone.

    python3 docs/format/reader/read_database.py sky.almagest

It shows that the specification suffices and is a start for readers in other languages; it is slow. It
reads databases whose segments are local, and takes every bad record of a log for damage.

One line a row: the table's name, a tab, the values with tabs between them. Integers and DECIMAL
(unscaled) are decimal, REAL and DOUBLE the sixteen hexadecimal digits of the DOUBLE's bits, VARCHAR is
in quotes, BLOB in x'...', arrays in brackets. Exit code 1 is damage, 2 what this reader does not know.
"""

import json
import os
import struct
import sys

from pages import Corrupt, Unsupported, expect, signed
from segment import ARRAY, BOOLEAN, BYTES_COLUMN, DOUBLE, FLOAT, HUGE, INT, Cursor, Segment, crc32c, physical_of

EARLIER_SKETCHES, LAYOUTS, BLOOM_FILTERS, RULES, SCHEMAS_AND_VIEWS, SKETCHES, INDEXES = 1, 2, 4, 16, 32, 64, 128
SAMPLES, DELETED_ROWS, UNIQUE_INDEXES, GROUPS, PRIMARY_KEYS = 256, 512, 1024, 2048, 4096
KNOWN = EARLIER_SKETCHES | LAYOUTS | BLOOM_FILTERS | RULES | SCHEMAS_AND_VIEWS | SKETCHES | INDEXES | SAMPLES
KNOWN |= DELETED_ROWS | UNIQUE_INDEXES | GROUPS | PRIMARY_KEYS


class Table:
    def __init__(self, number, schema, name, columns):
        self.id, self.schema, self.name, self.columns = number, schema, name, columns
        self.segments, self.delta, self.before = [], [], {}
        self.gone, self.delta_gone = {}, set()


def file_bytes(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def current(folder):
    data = file_bytes(folder, "CURRENT")
    body, last = data[: data[:-1].rindex(b"\n") + 1], data[data[:-1].rindex(b"\n") + 1 :]
    expect(last == b"crc32c %08x\n" % crc32c(body), "CURRENT: another checksum")
    lines = body.decode("ascii").splitlines()
    if lines[0] != "almagest database 1" or len(lines) > 2:
        raise Unsupported("CURRENT: " + ", ".join(lines))
    return lines[1]


def read_schema(cursor):
    cursor.text()
    for _ in range(cursor.take("I")):
        cursor.text(), cursor.text()
    columns = []
    for _ in range(cursor.take("I")):
        columns.append((cursor.take("I"), cursor.text(), cursor.text()))
        cursor.take("B")
        for _ in range(5):
            cursor.text()
    return columns


def skip_layout(cursor):
    cursor.take("B")
    cursor.array("I", cursor.take("I"))
    if cursor.take("B") & 2:
        cursor.array("I", cursor.take("I"))


def read_rules(cursor):
    """Reads the rules of a table; answers the values of rows from before a column, by its id."""
    cursor.take("I")
    before = {}
    for _ in range(cursor.take("I")):
        column, _ = cursor.take("I"), cursor.text()
        before[column] = read_value(cursor)
    for _ in range(cursor.take("I")):
        cursor.text(), cursor.text()
    return before


def skip_view(cursor):
    cursor.text()
    for _ in range(2):
        for _ in range(cursor.take("I")):
            cursor.text()
    cursor.text()


def read_value(cursor):
    kind = cursor.take("B")
    if kind in (1, 3):
        return cursor.take("q" if kind == 1 else "d")
    if kind == 2:
        return int.from_bytes(cursor.bytes(cursor.take("I")), "big", signed=True)
    if kind in (4, 5):
        return cursor.bytes(cursor.take("I"))
    if kind == 6:
        return [read_value(cursor) for _ in range(cursor.take("I"))]
    expect(kind == 0, "a value of kind %d" % kind)
    return None


def read_segment(cursor, earlier):
    """Reads what the catalog says of a segment: file name, file id, rows, bytes."""
    found = (cursor.text(), cursor.take("Q"), cursor.take("Q"), cursor.take("Q"))
    for _ in range(cursor.take("I")):
        cursor.take("IQ")
        known = cursor.take("B")
        for bit in (1, 2):
            if known & bit:
                read_value(cursor)
        cursor.bytes(8 * bin(known & (4 | 8 | 16)).count("1"))
        if known & 32:
            sketch(cursor, 1, earlier)
        if known & 64:
            cursor.take("Q")
            if earlier:
                cursor.bytes(8 * cursor.take("I"))
            else:
                sketch(cursor, 2, earlier)
        if known & 128:
            cursor.bytes(cursor.take("I"))
    return found


def sketch(cursor, kind, earlier):
    if not earlier:
        expect(cursor.take("BB") == [kind, 1], "a sketch of another kind or version")
    return cursor.bytes(cursor.take("I"))


def skip_index(cursor):
    cursor.text(), cursor.take("B")
    cursor.bytes(4 * cursor.take("I"))


def skip_group(cursor):
    cursor.bytes(4 * cursor.take("I")), cursor.take("QQ")


def read_deleted(cursor):
    """Reads which rows are deleted: a Roaring bitmap in its portable format, or no bytes."""
    data = cursor.bytes(cursor.take("I"))
    return roaring(Cursor(data)) if data else set()


def roaring(cursor):
    cookie = cursor.take("I")
    if cookie & 0xFFFF == 12347:
        count = (cookie >> 16) + 1
        runs = cursor.bytes((count + 7) // 8)
    else:
        expect(cookie == 12346, "a bitmap of another kind")
        count, runs = cursor.take("I"), None
    heads = [cursor.take("HH") for _ in range(count)]
    if runs is None or count >= 4:
        cursor.bytes(4 * count)
    rows = set()
    for number, (key, less) in enumerate(heads):
        first = key << 16
        if runs is not None and runs[number // 8] >> number % 8 & 1:
            for _ in range(cursor.take("H")):
                start, more = cursor.take("HH")
                rows.update(range(first + start, first + start + more + 1))
        elif less + 1 <= 4096:
            rows.update(first + low for low in struct.unpack("<%dH" % (less + 1), cursor.bytes(2 * (less + 1))))
        else:
            bits = int.from_bytes(cursor.bytes(8192), "little")
            rows.update(first + low for low in range(65536) if bits >> low & 1)
    expect(cursor.at == cursor.end, "bytes behind a bitmap")
    return rows


def read_manifest(folder, name):
    data = file_bytes(folder, name)
    expect(data[:8] == b"ALMGMAN\n" and crc32c(data[:-4]) == struct.unpack("<I", data[-4:])[0], name)
    cursor = Cursor(data, 8, len(data) - 4)
    version, required, _ = cursor.take("IHH")
    unknown = required & ~KNOWN
    if version != 1 or unknown:
        raise Unsupported("%s: format %d, required features %#x" % (name, version, unknown))
    number, log, lsn = cursor.take("QQQ")
    expect(name == "manifest-%06d" % number, "%s says that it is number %d" % (name, number))
    _, count = cursor.take("II")
    tables = {}
    for _ in range(count):
        table = Table(cursor.take("I"), cursor.text(), cursor.text(), [])
        cursor.take("Q")
        table.columns = read_schema(cursor)
        if required & LAYOUTS:
            skip_layout(cursor)
        if required & RULES:
            table.before = read_rules(cursor)
        for _ in range(cursor.take("I")):
            cursor.take("Q")
            table.segments.append(read_segment(cursor, required & EARLIER_SKETCHES))
        if required & DELETED_ROWS:
            table.gone = {segment[0]: read_deleted(cursor) for segment in table.segments}
            table.delta_gone = read_deleted(cursor)
        if required & INDEXES:
            for _ in range(cursor.take("I")):
                skip_index(cursor)
                for _ in range(cursor.take("I")):
                    cursor.text(), cursor.take("Q"), read_segment(cursor, required & EARLIER_SKETCHES)
        if required & GROUPS:
            for _ in range(cursor.take("I")):
                skip_group(cursor)
        tables[table.id] = table
    if required & SCHEMAS_AND_VIEWS:
        for _ in range(cursor.take("I")):
            cursor.text(), cursor.text()
        for _ in range(cursor.take("I")):
            cursor.take("I"), cursor.text(), cursor.text(), skip_view(cursor)
    expect(cursor.at == cursor.end, "%s: bytes behind the last" % name)
    return log, lsn, tables


def read_log(folder, number, lsn, tables):
    data = file_bytes(folder, "log", "%06d.log" % number)
    expect(data[:8] == b"ALMGLOG\n" and crc32c(data[:28]) == struct.unpack_from("<I", data, 28)[0], "the log's header")
    version, required, found, optional = struct.unpack_from("<IIQI", data, 8)
    if version != 1 or required & ~1:
        raise Unsupported("log %d: format %d, required features %#x" % (number, version, required))
    expect(found == number, "log %d says that it is number %d" % (number, found))
    at = 32
    while at < len(data):
        head = data[at : at + 32]
        expect(len(head) == 32 and crc32c(struct.pack("<Q", number), head[:28]) == struct.unpack("<I", head[28:])[0],
               "the log's record at byte %d" % at)
        size, kind, first, commits, crc, place = struct.unpack("<IIQIII", head[:28])
        expect(not optional & 1 or place == at // 8 & 0xFFFFFFFF, "the log's record at byte %d is of another" % at)
        payload = data[at + 32 : at + 32 + size]
        expect(len(payload) == size and crc32c(payload) == crc, "the log's record at byte %d" % at)
        cursor = Cursor(payload)
        if kind == 1:
            expect(first == lsn + 1, "LSN %d behind %d" % (first, lsn))
            for lsn in range(first, first + commits):
                apply(cursor, lsn, tables)
        elif kind == 2:
            for _ in range(commits):
                apply(cursor, cursor.take("Q"), tables)
        expect(1 <= kind <= 3 and cursor.at == cursor.end, "the log's record at byte %d" % at)
        at += 32 + (size + 7) // 8 * 8


def apply(cursor, lsn, tables):
    for _ in range(cursor.take("I")):
        kind, number = cursor.take("BI")
        if kind in (1, 8, 9, 10, 11):
            made = Table(number, cursor.text(), cursor.text(), read_schema(cursor))
            if kind != 1:
                skip_layout(cursor)
            if kind in (10, 11):
                made.before = read_rules(cursor)
            if kind == 11:
                made.segments, made.delta = tables[number].segments, tables[number].delta
                made.gone, made.delta_gone = tables[number].gone, tables[number].delta_gone
            tables[number] = made
        elif kind == 2:
            tables[number].name, tables[number].columns = cursor.text(), read_schema(cursor)
        elif kind == 3:
            del tables[number]
        elif kind == 12:
            cursor.text(), cursor.text(), skip_view(cursor)
        elif kind == 14:
            cursor.text(), cursor.text()
        elif kind == 15:
            cursor.text()
        elif kind in (4, 20):
            tables[number].segments.append(read_segment(cursor, kind == 4))
        elif kind in (30, 33, 34):
            skip_index(cursor)
        elif kind == 31:
            cursor.text(), cursor.text(), read_segment(cursor, False)
        elif kind == 32:
            cursor.text()
        elif kind == 5:
            name = cursor.text()
            tables[number].segments = [s for s in tables[number].segments if s[0] != name]
        elif kind == 6:
            count, size = cursor.take("II")
            rows = Cursor(cursor.bytes(size))
            tables[number].delta += [(lsn, read_row(rows, tables[number].columns)) for _ in range(count)]
            expect(rows.at == rows.end, "bytes behind the rows")
        elif kind == 7:
            through = cursor.take("Q")
            left = [(at, row) for at, row in tables[number].delta if at > through]
            taken = len(tables[number].delta) - len(left)
            tables[number].delta = left
            tables[number].delta_gone = {row - taken for row in tables[number].delta_gone if row >= taken}
        elif kind == 40:
            name = cursor.text()
            tables[number].gone.setdefault(name, set()).update(read_deleted(cursor))
        elif kind == 41:
            tables[number].delta_gone.update(read_deleted(cursor))
        elif kind == 50:
            skip_group(cursor)
        elif kind != 13:
            raise Unsupported("an edit of kind %d" % kind)


def read_row(cursor, columns):
    nulls = cursor.bytes((len(columns) + 7) // 8)
    return [None if nulls[c // 8] >> c % 8 & 1 else logged(cursor, column[2]) for c, column in enumerate(columns)]


def logged(cursor, type_name):
    physical = physical_of(type_name)
    if physical == ARRAY:
        length = cursor.take("I")
        nulls = cursor.bytes((length + 7) // 8)
        element = type_name[: type_name.rindex("[")]
        return [None if nulls[i // 8] >> i % 8 & 1 else logged(cursor, element) for i in range(length)]
    if physical == HUGE:
        low, high = cursor.take("QQ")
        return signed(high << 64 | low, 128)
    if physical == BYTES_COLUMN:
        return cursor.bytes(cursor.take("I"))
    return cursor.take({BOOLEAN: "B", INT: "i", FLOAT: "f", DOUBLE: "d"}.get(physical, "q"))


def spelled(value, type_name):
    if value is None:
        return "NULL"
    physical = physical_of(type_name)
    if physical == ARRAY:
        return "[" + ", ".join(spelled(element, type_name[: type_name.rindex("[")]) for element in value) + "]"
    if physical in (FLOAT, DOUBLE):
        return "%016x" % struct.unpack("<Q", struct.pack("<d", value))
    if physical == BYTES_COLUMN:
        return "x'%s'" % value.hex() if type_name == "BLOB" else json.dumps(value.decode("utf-8"), ensure_ascii=False)
    return str(value)


def rows_of(folder, table):
    for name, file_id, rows, size in table.segments:
        data = file_bytes(folder, "data", "t%06d" % table.id, name)
        expect(len(data) == size, "%s: %d bytes instead of %d" % (name, len(data), size))
        segment = Segment(data, file_id, rows)
        places = {column.id: index for index, column in enumerate(segment.columns)}
        columns = [
            segment.column(places[column[0]]) if column[0] in places else [table.before.get(column[0])] * rows
            for column in table.columns
        ]
        gone = table.gone.get(name, ())
        yield from (row for place, row in enumerate(zip(*columns)) if place not in gone)
    yield from (row for place, (_, row) in enumerate(table.delta) if place not in table.delta_gone)


def main(folder):
    log, lsn, tables = read_manifest(folder, current(folder))
    read_log(folder, log, lsn, tables)
    for table in sorted(tables.values(), key=lambda table: table.name):
        for row in rows_of(folder, table):
            values = [spelled(value, column[2]) for value, column in zip(row, table.columns)]
            print("\t".join([table.name] + values))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        main(*sys.argv[1:])
    except Corrupt as damage:
        sys.exit("damaged: %s" % damage)
    except Unsupported as unknown:
        print("not readable here: %s" % unknown, file=sys.stderr)
        sys.exit(2)
