package org.almagest.columnar.encoding;

/// One page, ready to be written; the bytes are those of [PageFormat] and belong to the receiver.
///
/// A CONSTANT page is small and may live in a directory instead of a place of its own.
public record EncodedPage(Encoding encoding, int rows, int nullCount, byte[] bytes) {}
