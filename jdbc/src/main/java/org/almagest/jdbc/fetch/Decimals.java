package org.almagest.jdbc.fetch;

/// What becomes of DECIMAL.
public enum Decimals {
    /// The nearest DOUBLE.
    DOUBLES,
    /// Its digits as text.
    TEXTS
}
