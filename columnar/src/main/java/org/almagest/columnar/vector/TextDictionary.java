package org.almagest.columnar.vector;

import java.nio.charset.StandardCharsets;

/// The distinct byte strings of a column chunk; entry k is `bytes[offsets[k] .. offsets[k + 1])`.
/// Immutable once shared. Two vectors with the same dictionary object may be compared, hashed and
/// grouped by code.
public record TextDictionary(byte[] bytes, int[] offsets, int size) {
    public TextDictionary {
        if (size < 0 || offsets.length < size + 1) {
            throw new IllegalArgumentException("a dictionary of n entries has n + 1 offsets: " + size);
        }
    }

    public int start(int code) {
        return offsets[code];
    }

    public int length(int code) {
        return offsets[code + 1] - offsets[code];
    }

    public String text(int code) {
        return new String(bytes, start(code), length(code), StandardCharsets.UTF_8);
    }
}
