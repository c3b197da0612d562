package org.almagest.columnar.error;

/// Bytes at rest are not what the format says: nothing of them is believed.
///
/// `where` names the file and offset (or page and column), `found` what stands there, `expected`
/// what must.
public final class CorruptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String found;
    private final String expected;

    public CorruptionException(String where, String found, String expected) {
        super(where + ": found " + found + ", expected " + expected);
        this.where = where;
        this.found = found;
        this.expected = expected;
    }

    /// Answers the place of the damage, for a caller that adds what it knows.
    public String where() {
        return where;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
