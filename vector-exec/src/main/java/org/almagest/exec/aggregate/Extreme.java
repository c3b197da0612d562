package org.almagest.exec.aggregate;

/// Which value of a group is kept.
enum Extreme {
    LEAST,
    GREATEST,
    /// The first in the order of the rows: any_value.
    FIRST
}
