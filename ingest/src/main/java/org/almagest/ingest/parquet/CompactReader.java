package org.almagest.ingest.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads structs of Thrift's compact protocol, in which Parquet writes its footers, page headers
/// and indexes.
///
/// ```text
/// struct   field* 00
/// field    delta of the number (4 bits) | kind (4 bits); delta 0: the number as a zigzag varint
///          follows; kinds 1 and 2 are true and false
/// integer  zigzag varint; a byte is one byte
/// binary   length varint | bytes
/// list     count (4 bits, 15: a varint follows) | kind (4 bits) | elements
/// map      count varint | key kind, value kind (4 bits each) | pairs
/// ```
///
/// Nothing is believed: every count and length is held against the bytes that are left before
/// memory is taken for it, and structs nest at most `MAX_DEPTH` deep.
final class CompactReader {
    private static final int MAX_DEPTH = 32;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private final byte[] bytes;
    private final int end;
    private final String where;
    private int at;

    /// Reads `bytes[start .. end)`; `where` names them in failures.
    CompactReader(byte[] bytes, int start, int end, String where) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.where = where;
    }

    /// Answers where the next byte is read.
    int position() {
        return at;
    }

    CompactStruct struct() {
        return struct(0);
    }

    private CompactStruct struct(int depth) {
        if (depth > MAX_DEPTH) {
            throw damaged("structs nested deeper than " + MAX_DEPTH);
        }
        Map<Integer, Object> fields = new HashMap<>();
        int number = 0;
        while (true) {
            int head = next();
            int kind = head & 15;
            if (kind == 0) {
                return new CompactStruct(fields);
            }
            int delta = head >>> 4;
            number = delta == 0 ? (int) zigzag() : number + delta;
            Object value = kind == TRUE || kind == FALSE ? Boolean.valueOf(kind == TRUE) : value(kind, depth);
            fields.put(number, value);
        }
    }

    private Object value(int kind, int depth) {
        if (kind == TRUE || kind == FALSE) {
            return next() == TRUE;
        }
        if (kind == BYTE) {
            return (long) (byte) next();
        }
        if (kind > BYTE && kind <= I64) {
            return zigzag();
        }
        return switch (kind) {
            case DOUBLE -> fixedDouble();
            case BINARY -> binary();
            case LIST, SET -> list(depth);
            case MAP -> map(depth);
            case STRUCT -> struct(depth + 1);
            default -> throw damaged("a value of the unknown kind " + kind);
        };
    }

    private double fixedDouble() {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits |= (long) next() << 8 * i;
        }
        return Double.longBitsToDouble(bits);
    }

    private byte[] binary() {
        int length = count(1);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    private List<Object> list(int depth) {
        if (depth > MAX_DEPTH) {
            throw damaged("lists nested deeper than " + MAX_DEPTH);
        }
        int head = next();
        int kind = head & 15;
        int size = head >>> 4;
        if (size == 15) {
            size = count(1);
        }
        requireLeft(size);
        List<Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.add(value(kind, depth + 1));
        }
        return elements;
    }

    /// Maps are not used by Parquet: read over.
    private Map<Object, Object> map(int depth) {
        int size = count(2);
        if (size > 0) {
            int kinds = next();
            for (int i = 0; i < size; i++) {
                value(kinds >>> 4, depth + 1);
                value(kinds & 15, depth + 1);
            }
        }
        return Map.of();
    }

    private int count(int leastBytes) {
        long count = varint();
        if (count < 0 || count > (long) (end - at) / leastBytes) {
            throw damaged("a count of " + Long.toUnsignedString(count) + " with " + (end - at) + " bytes left");
        }
        return (int) count;
    }

    private void requireLeft(int wanted) {
        if (wanted > end - at) {
            throw damaged("a count of " + wanted + " with " + (end - at) + " bytes left");
        }
    }

    private long zigzag() {
        long raw = varint();
        return raw >>> 1 ^ -(raw & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next();
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                return value;
            }
        }
        throw damaged("an integer of more than ten bytes");
    }

    private int next() {
        if (at >= end) {
            throw damaged("the end of the bytes");
        }
        return bytes[at++] & 255;
    }

    private DamagedBytes damaged(String found) {
        return new DamagedBytes(where + " holds " + found);
    }
}
