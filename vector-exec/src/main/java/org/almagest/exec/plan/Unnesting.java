package org.almagest.exec.plan;

/// What a row is multiplied by.
public enum Unnesting {
    /// The numbers from a first to a last one by a step: three BIGINTs, the last one included.
    SERIES,
    /// As SERIES, the last one excluded.
    RANGE,
    /// The elements of an array, whatever its shape.
    ELEMENTS
}
