package org.almagest.cli.demo.sim;

/// The column types that the writer knows, with their TFORM letter.
public enum FitsType {
    SHORT('I', 2),
    INT('J', 4),
    LONG('K', 8),
    FLOAT('E', 4),
    DOUBLE('D', 8),
    /// Text of a fixed number of ASCII bytes.
    TEXT('A', 1);

    private final char letter;
    private final int bytes;

    FitsType(char letter, int bytes) {
        this.letter = letter;
        this.bytes = bytes;
    }

    char letter() {
        return letter;
    }

    /// Answers the bytes of one element; of one character for text.
    int bytes() {
        return bytes;
    }

    boolean isInteger() {
        return this == SHORT || this == INT || this == LONG;
    }
}
