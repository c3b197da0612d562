"""A segment file, by segment.md alone: `Segment` checks every checksum and reads whole columns."""

import struct

from pages import BYTES, Corrupt, Dictionary, Page, Unsupported, array, expect, signed, unpack

BOOLEAN, INT, LONG, HUGE, FLOAT, DOUBLE, BYTES_COLUMN, ARRAY = range(8)
PAGE_ROWS = 16384
INLINE = COMPOSITE = 255
POSITIONS, BLOOM_FILTERS, SORTED_PAGES = 1, 2, 4

CRC_TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ 0x82F63B78 if byte & 1 else byte >> 1
    CRC_TABLE.append(byte)


def crc32c(*parts):
    crc = 0xFFFFFFFF
    for part in parts:
        for byte in part:
            crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


class Cursor:
    """Reads one field after the other."""

    def __init__(self, data, at=0, end=None):
        self.data, self.at, self.end = data, at, len(data) if end is None else end

    def take(self, fmt):
        size = struct.calcsize("<" + fmt)
        expect(self.at + size <= self.end, "bytes end at %d" % self.end)
        value = unpack(fmt, self.data, self.at)
        self.at += size
        return value

    def array(self, code, count):
        values = array(code, count, self.data, self.at)
        self.at += struct.calcsize("<%d%s" % (count, code))
        expect(self.at <= self.end, "an array of %d goes beyond the end" % count)
        return values

    def bytes(self, count):
        expect(self.at + count <= self.end, "%d bytes go beyond the end" % count)
        self.at += count
        return self.data[self.at - count : self.at]

    def text(self):
        return self.bytes(self.take("I")).decode("utf-8")


class Column:
    """What the footer says of one column."""

    def __init__(self, cursor):
        self.id = cursor.take("I")
        self.name, self.type = cursor.text(), cursor.text()
        self.physical, self.nullable = cursor.take("BB")
        self.unit, self.ucd, self.utype, self.display, self.description = (cursor.text() for _ in range(5))

    def read_directory(self, cursor, groups):
        self.chunk_pages = cursor.array("I", groups)
        p = sum(self.chunk_pages)
        self.first, self.rows = cursor.array("I", p), cursor.array("I", p)
        self.offset, self.length, self.crc = cursor.array("Q", p), cursor.array("I", p), cursor.array("I", p)
        self.encoding, self.inline = cursor.array("B", p), cursor.array("B", p)
        self.dictionary = list(
            zip(cursor.array("Q", groups), cursor.array("I", groups), cursor.array("I", groups))
        )

    def read_zones(self, cursor, groups):
        n = sum(self.chunk_pages) + groups
        self.nulls, self.bounded = cursor.array("I", n), cursor.array("B", n)
        if self.physical in (BOOLEAN, INT, LONG):
            self.min, self.max = cursor.array("q", n), cursor.array("q", n)
        elif self.physical in (FLOAT, DOUBLE):
            self.nans, self.min, self.max = cursor.array("I", n), cursor.array("d", n), cursor.array("d", n)
        elif self.physical == HUGE:
            halves = [cursor.array("q", n) for _ in range(4)]
            self.min, self.max = (
                [high << 64 | low & (1 << 64) - 1 for high, low in zip(*pair)] for pair in (halves[:2], halves[2:])
            )
        elif self.physical == BYTES_COLUMN:
            self.min, self.max = ([cursor.bytes(size) for size in cursor.array("B", n)] for _ in range(2))


class Segment:
    def __init__(self, data, file_id=None, rows=None):
        self.data = data
        expect(len(data) >= 128, "a segment of %d bytes" % len(data))
        magic, version, _, required, self.optional, self.file_id = unpack("8sIIQQQ", data, 0)
        expect(magic == b"ALMSEG\r\n" and crc32c(data[:60]) == unpack("I", data, 60), "another header")
        if version != 1 or required != 0:
            raise Unsupported("segment format %d, required features %#x" % (version, required))
        end = len(data) - 64
        at, size, trailer_id, self.rows, version, crc = unpack("QQQQII", data, end)
        expect(crc32c(data[end : end + 52]) == unpack("I", data, end + 52), "another trailer")
        expect(data[end + 56 :] == b"ALMSEGND" and trailer_id == self.file_id, "another trailer")
        expect(file_id in (None, self.file_id) and rows in (None, self.rows), "another segment than the catalog's")
        expect(crc32c(struct.pack("<QQ", self.file_id, at), data[at : at + size]) == crc, "another footer")
        self.read_footer(Cursor(data, at, at + size))

    def read_footer(self, cursor):
        self.description = cursor.text()
        self.properties = [(cursor.text(), cursor.text()) for _ in range(cursor.take("I"))]
        self.columns = [Column(cursor) for _ in range(cursor.take("I"))]
        self.groups = cursor.array("I", cursor.take("I"))
        for column in self.columns:
            column.read_directory(cursor, len(self.groups))
            column.read_zones(cursor, len(self.groups))
        self.inline = cursor.bytes(cursor.take("I"))
        if self.optional & POSITIONS:
            n = sum((rows + PAGE_ROWS - 1) // PAGE_ROWS for rows in self.groups) + len(self.groups)
            self.positions = cursor.take("II") + [cursor.array(code, n) for code in "IBqq"]
        if self.optional & BLOOM_FILTERS:
            g = len(self.groups)
            self.bloom = [
                (cursor.take("I"), cursor.array("Q", g), cursor.array("I", g), cursor.array("I", g))
                for _ in range(cursor.take("I"))
            ]
        if self.optional & SORTED_PAGES:
            for column in self.columns:
                column.sorted = cursor.array("B", len(column.nulls))
        known = POSITIONS | BLOOM_FILTERS | SORTED_PAGES
        expect(self.optional & ~known or cursor.at == cursor.end, "%d bytes more" % (cursor.end - cursor.at))

    def page_bytes(self, offset, length, crc):
        data = self.data[offset : offset + length]
        expect(len(data) == length, "a page beyond the file")
        expect(crc32c(struct.pack("<QQ", self.file_id, offset), data) == crc, "the page at byte %d" % offset)
        return data

    def column(self, index):
        """Answers all values of a column: integers, floats as Python's, bytes, lists; None is NULL."""
        column, values, page = self.columns[index], [], 0
        for group, pages in enumerate(column.chunk_pages):
            place = column.dictionary[group]
            dictionary = lambda: Dictionary(self.page_bytes(*place))
            for page in range(page, page + pages):
                at, length = column.offset[page], column.length[page]
                data = self.inline[at : at + length] if column.inline[page] else self.page_bytes(
                    at, length, column.crc[page])
                found = self.page(column, data, column.encoding[page], dictionary)
                expect(len(found) == column.rows[page], "%d rows in a page" % len(found))
                expect(found.count(None) == column.nulls[page], "%d NULL rows in a page" % found.count(None))
                values += found
            page += 1
        expect(len(values) == self.rows, "%d rows in column %s" % (len(values), column.name))
        return values

    def page(self, column, data, encoding, dictionary):
        if encoding != COMPOSITE:
            page = Page(data, dictionary)
            expect(page.encoding == encoding, "a page of encoding %d" % page.encoding)
            return [plain(value, column.physical) for value in page.decode()]
        version, form, _, rows, parts, starts = unpack("BBHIII", data, 0)
        expect(version == 1, "composite page version %d" % version)
        offsets = array("I", parts + 1, data, 16)
        pages = [Page(data[a:b], dictionary).decode() for a, b in zip(offsets, offsets[1:])]
        return huge(*pages) if form == 1 else arrays(column, pages)


def huge(highs, lows):
    return [None if h is None else signed(h << 64 | l & (1 << 64) - 1, 128) for h, l in zip(highs, lows)]


def arrays(column, pages):
    lengths, parts = pages[0], pages[1:]
    element = physical_of(column.type[: column.type.rindex("[")])
    if element == HUGE:
        parts = [huge(*pair) for pair in zip(parts[::2], parts[1::2])]
    elements = [plain(value, element) for part in parts for value in part]
    out, at = [], 0
    for length in lengths:
        out.append(None if length is None else elements[at : at + length])
        at += length or 0
    expect(at == len(elements), "%d elements for %d" % (len(elements), at))
    return out


def plain(value, physical):
    """Makes a float of its bits."""
    if value is None or physical not in (FLOAT, DOUBLE):
        return value
    return struct.unpack("<f", struct.pack("<i", value))[0] if physical == FLOAT else struct.unpack(
        "<d", struct.pack("<q", value))[0]


def physical_of(type_name):
    """Answers the physical type of an SQL type."""
    if type_name.endswith("]"):
        return ARRAY
    if type_name.startswith("DECIMAL("):
        return LONG if int(type_name[8:].split(",")[0]) <= 18 else HUGE
    return {
        "BOOLEAN": BOOLEAN, "TINYINT": INT, "UTINYINT": INT, "SMALLINT": INT, "USMALLINT": INT, "INTEGER": INT,
        "DATE": INT, "UINTEGER": LONG, "BIGINT": LONG, "UBIGINT": LONG, "TIME": LONG, "TIMESTAMP": LONG,
        "TIMESTAMPTZ": LONG, "INTERVAL": HUGE, "REAL": FLOAT, "DOUBLE": DOUBLE, "VARCHAR": BYTES_COLUMN, "BLOB": BYTES_COLUMN,
    }[type_name]
