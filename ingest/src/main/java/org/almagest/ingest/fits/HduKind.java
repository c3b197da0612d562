package org.almagest.ingest.fits;

/// What a header and data unit holds.
public enum HduKind {
    IMAGE("image"),
    BINARY_TABLE("binary table"),
    ASCII_TABLE("ASCII table"),
    /// A binary table whose rows are tile-compressed (ZTABLE).
    COMPRESSED_TABLE("tile-compressed table"),
    /// An image stored in the rows of a binary table (ZIMAGE).
    COMPRESSED_IMAGE("tile-compressed image"),
    OTHER("extension of another kind");

    private final String label;

    HduKind(String label) {
        this.label = label;
    }

    /// Answers the words for people.
    public String label() {
        return label;
    }

    /// Answers whether the HDU has rows and columns.
    public boolean isTable() {
        return this == BINARY_TABLE || this == ASCII_TABLE || this == COMPRESSED_TABLE;
    }
}
