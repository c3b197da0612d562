package org.almagest.ingest.fits;

/// One keyword of a header: its value as text (quotes removed, CONTINUE cards joined) and comment.
/// A commentary card (COMMENT, HISTORY, blank) holds its text as the value.
record HeaderCard(String keyword, Kind kind, String value, String comment) {
    enum Kind {
        /// A quoted string.
        TEXT,
        /// Anything else that stands after the equals sign: a number, T or F, or nothing.
        TOKEN,
        /// A card without a value.
        COMMENTARY
    }
}
