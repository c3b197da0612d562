package org.almagest.sql.ast;

/// A unit that may follow an interval's text.
public enum IntervalUnit {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND
}
