"""Pages of one column, by encodings.md alone: `Page` decodes every encoding to a list of values.

Integers come as signed numbers of their kind's width, floats as the integers of their bits, byte
strings as bytes, NULL as None. Written for reading, not for speed.
"""

import shutil
import struct
import subprocess

INT, LONG, FLOAT, DOUBLE, BYTES = range(5)
CONSTANT, FOR, DICTIONARY, ALP, PLAIN, RUN_LENGTH, DELTA, ALP_RD, FSST, NUMBERED, LZ4, ZSTD = range(12)
BLOCK_ROWS = 1024
SLACK_BYTES = 64


class Corrupt(Exception):
    """Bytes that are not what the format says."""


class Unsupported(Exception):
    """Bytes of a version, a feature or a codec that this reader lacks."""


def expect(condition, message):
    if not condition:
        raise Corrupt(message)


def unpack(fmt, data, offset):
    """Reads little-endian numbers; one alone comes as itself."""
    fmt = "<" + fmt
    expect(0 <= offset and offset + struct.calcsize(fmt) <= len(data), "bytes end at %d" % len(data))
    values = struct.unpack_from(fmt, data, offset)
    return values[0] if len(values) == 1 else list(values)


def array(code, count, data, offset):
    if count == 0:
        return []
    values = unpack("%d%s" % (count, code), data, offset)
    return [values] if count == 1 else values


def signed(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def packed(data, offset, width, count):
    """Reads `count` values of `width` bits; answers them and the offset behind them."""
    size = (count * width + 7) // 8
    expect(offset + size <= len(data), "packed bits go beyond the page")
    bits = int.from_bytes(data[offset : offset + size], "little")
    mask = (1 << width) - 1
    return [bits >> (i * width) & mask for i in range(count)], offset + size


def double_bits(value):
    return struct.unpack("<q", struct.pack("<d", value))[0]


def to_float(value):
    """Rounds a double to the nearest float."""
    try:
        return struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def float_bits(value):
    return struct.unpack("<i", struct.pack("<f", value))[0]


class Dictionary:
    """The entries of a column chunk's dictionary page."""

    def __init__(self, data):
        version, self.kind, _, count = unpack("BBHI", data, 0)
        expect(version == 1 and 1 <= count <= 65536, "a dictionary of version %d, %d entries" % (version, count))
        if self.kind == BYTES:
            offsets = array("I", count + 1, data, 8)
            start = 8 + 4 * (count + 1)
            self.entries = [data[start + a : start + b] for a, b in zip(offsets, offsets[1:])]
        else:
            self.entries = array("i" if self.kind in (INT, FLOAT) else "q", count, data, 8)


class Page:
    """One page. `dictionary` answers the dictionary of its chunk when it is asked for."""

    def __init__(self, data, dictionary=None):
        version, self.encoding, self.kind, form, self.rows, self.nulls, _ = unpack("BBBBIII", data, 0)
        expect(version == 1, "page version %d" % version)
        expect(self.kind <= BYTES and self.rows <= 65536 and self.nulls <= self.rows, "a page's head")
        self.data = data
        self.dictionary = dictionary
        self.code = "i" if self.kind in (INT, FLOAT) else "q"
        self.bytes = 4 if self.kind in (INT, FLOAT) else 8
        if self.encoding not in (LZ4, ZSTD):
            self.valid, self.body = self.validity(form)

    def validity(self, form):
        rows, at = self.rows, 16
        if form == 0:
            valid = [True] * rows
        elif form == 1:
            valid = [False] * rows
        elif form == 2:
            words = array("Q", (rows + 63) // 64, self.data, at)
            valid = [bool(words[i // 64] >> i % 64 & 1) for i in range(rows)]
            at += 8 * len(words)
        elif form in (3, 4):
            count = self.nulls if form == 3 else rows - self.nulls
            listed = set(array("H", count, self.data, at))
            valid = [(i in listed) == (form == 4) for i in range(rows)]
            at += (2 * count + 7) // 8 * 8
        else:
            raise Corrupt("validity form %d" % form)
        expect(valid.count(False) == self.nulls, "%d NULL rows in the head" % self.nulls)
        return valid, at

    def decode(self):
        """Answers the value of every row."""
        if self.encoding in (LZ4, ZSTD):
            return self.inside().decode()
        if self.encoding == CONSTANT:
            value = self.constant() if self.nulls < self.rows else None
            return [value if ok else None for ok in self.valid]
        blocks = (self.rows + BLOCK_ROWS - 1) // BLOCK_ROWS
        starts = array("I", blocks + 1, self.data, self.body)
        symbols = self.symbols((self.body + 4 * (blocks + 1) + 7) // 8 * 8) if self.encoding == FSST else None
        expect(starts[-1] + SLACK_BYTES <= len(self.data), "no slack behind the blocks")
        out = []
        for b in range(blocks):
            valid = self.valid[b * BLOCK_ROWS : (b + 1) * BLOCK_ROWS]
            count = valid.count(True)
            values = iter(self.block(starts[b], count, symbols) if count else [])
            out += [next(values) if ok else None for ok in valid]
        return out

    def constant(self):
        if self.kind == BYTES:
            length = unpack("I", self.data, self.body)
            return self.data[self.body + 4 : self.body + 4 + length]
        return unpack(self.code, self.data, self.body)

    def inside(self):
        """Expands the page inside a squeezed one."""
        size, squeezed = unpack("II", self.data, 16)
        content = self.data[24 : 24 + squeezed]
        data = lz4_block(content, size) if self.encoding == LZ4 else zstd_frame(content)
        expect(len(data) == size, "a squeezed page of %d bytes" % len(data))
        return Page(data, self.dictionary)

    def block(self, at, count, symbols):
        if self.encoding == FOR:
            return frame(self.data, at, count, self.kind)
        if self.encoding == DICTIONARY:
            entries = self.dictionary().entries
            return [entries[code] for code in frame(self.data, at, count, INT)]
        if self.encoding == ALP:
            return self.alp(at, count)
        if self.encoding == PLAIN:
            return plain_text(self.data, at, count) if self.kind == BYTES else array(self.code, count, self.data, at)
        if self.encoding == RUN_LENGTH:
            return self.run_length(at)
        if self.encoding == DELTA:
            return delta(self.data, at, count)
        if self.encoding == ALP_RD:
            return self.alp_rd(at, count)
        if self.encoding == FSST:
            return fsst(self.data, at, count, symbols)
        if self.encoding == NUMBERED:
            return numbered(self.data, at, count)
        raise Unsupported("encoding %d" % self.encoding)

    def alp(self, at, count):
        exponent = self.data[at]
        if exponent == 255:
            return array(self.code, count, self.data, at + 8)
        _, factor, width, form, exceptions = unpack("BBBBH", self.data, at)
        base = unpack(self.code, self.data, at + 6)
        digits, at = packed(self.data, at + 6 + self.bytes, width, count)
        up, down = float(10**factor), float("1e-%d" % exponent)
        if self.kind == DOUBLE:
            values = [double_bits(float(signed(base + d, 64)) * up * down) for d in digits]
        elif form == 1:
            values = [float_bits(to_float(float(signed(base + d, 32)) * (up * down))) for d in digits]
        else:
            up, down = to_float(up), to_float(down)
            values = [
                float_bits(to_float(to_float(to_float(float(signed(base + d, 32))) * up) * down)) for d in digits
            ]
        places = array("H", exceptions, self.data, at)
        for place, value in zip(places, array(self.code, exceptions, self.data, at + 2 * exceptions)):
            values[place] = value
        return values

    def alp_rd(self, at, count):
        right_bits, code_bits, exceptions = unpack("BBH", self.data, at)
        lefts = array("H", 1 << code_bits, self.data, at + 4)
        rights, at = packed(self.data, at + 4 + 2 * len(lefts), right_bits, count)
        codes, at = packed(self.data, at, code_bits, count)
        left = [lefts[code] for code in codes]
        places = array("H", exceptions, self.data, at)
        for place, value in zip(places, array("H", exceptions, self.data, at + 2 * exceptions)):
            left[place] = value
        return [signed(a << right_bits | b, 8 * self.bytes) for a, b in zip(left, rights)]

    def run_length(self, at):
        runs = unpack("H", self.data, at)
        values = array(self.code, runs, self.data, at + 2)
        ends = array("H", runs, self.data, at + 2 + self.bytes * runs)
        return [value for value, start, end in zip(values, [0] + ends, ends) for _ in range(end - start)]

    def symbols(self, at):
        count = unpack("H", self.data, at)
        lengths = self.data[at + 8 + 8 * count : at + 8 + 9 * count]
        return [self.data[at + 8 + 8 * i : at + 8 + 8 * i + lengths[i]] for i in range(count)]


def frame(data, at, count, kind):
    bits = 32 if kind == INT else 64
    base = unpack("i" if kind == INT else "q", data, at)
    width = data[at + bits // 8]
    values, _ = packed(data, at + bits // 8 + 1, width, count)
    return [signed(base + value, bits) for value in values]


def delta(data, at, count):
    least, _, form, shift, width = unpack("qqBBB", data, at)
    if form == 0:
        values, _ = packed(data, at + 20, width, count)
        return [signed(least + (value << shift), 64) for value in values]
    if form == 2:
        return array("q", count, data, at + 20)
    expect(form == 1, "DELTA of form %d" % form)
    first, step = unpack("qq", data, at + 20)
    anchors = (count + 127) // 128 - 1
    steps, _ = packed(data, at + 36 + 8 * anchors, width, count)
    values, sum_of_steps = [], 0
    for i in range(count):
        sum_of_steps += step + steps[i] if i else 0
        values.append(signed(first + (sum_of_steps << shift), 64))
    return values


def plain_text(data, at, count):
    prefix, width, least, total = unpack("BBII", data, at)
    more, at = packed(data, at + 10, width, count)
    head = data[at : at + prefix]
    return cut(data, at + prefix, [head] * count, [least + length for length in more], total)


def cut(data, at, heads, lengths, total):
    expect(sum(lengths) == total, "lengths that add up to %d instead of %d" % (sum(lengths), total))
    out = []
    for head, length in zip(heads, lengths):
        out.append(head + data[at : at + length])
        at += length
    return out


def fsst(data, at, count, symbols):
    width, least, coded, total = unpack("IIII", data, at)
    more, at = packed(data, at + 16, width, count)
    out = []
    for codes in cut(data, at, [b""] * count, [least + length for length in more], coded):
        text, i = b"", 0
        while i < len(codes):
            text += codes[i + 1 : i + 2] if codes[i] == 255 else symbols[codes[i]]
            i += 2 if codes[i] == 255 else 1
        out.append(text)
    expect(sum(map(len, out)) == total, "FSST strings of another length")
    return out


def numbered(data, at, count):
    prefix, digits = unpack("BB", data, at)
    head = data[at + 2 : at + 2 + prefix]
    return [head + str(number).zfill(digits).encode() for number in delta(data, at + 2 + prefix, count)]


def lz4_block(data, size):
    """Expands a block of the LZ4 block format."""
    out, i = bytearray(), 0
    while i < len(data):
        token = data[i]
        i += 1
        literals, i = lz4_length(token >> 4, data, i)
        out += data[i : i + literals]
        i += literals
        if i == len(data):
            break
        distance = unpack("H", data, i)
        length, i = lz4_length(token & 15, data, i + 2)
        expect(0 < distance <= len(out) and len(out) <= size, "an LZ4 match")
        for _ in range(length + 4):
            out.append(out[-distance])
    return bytes(out)


def lz4_length(length, data, i):
    if length == 15:
        while data[i] == 255:
            length += 255
            i += 1
        length += data[i]
        i += 1
    return length, i


def zstd_frame(data):
    """Expands a zstd frame by Python's own module (3.14), `zstandard`, or the command `zstd`."""
    for module in ("compression.zstd", "zstandard"):
        try:
            return __import__(module, fromlist=["decompress"]).decompress(data)
        except ImportError:
            continue
    if not shutil.which("zstd"):
        raise Unsupported("zstd: neither a module of Python nor the command is here")
    return subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout
