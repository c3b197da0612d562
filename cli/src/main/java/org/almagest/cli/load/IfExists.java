package org.almagest.cli.load;

/// What a load does where its table is there already.
public enum IfExists {
    /// It fails and changes nothing.
    FAIL,
    /// It adds its rows; columns are matched by name.
    APPEND,
    /// Its table takes the place of the old one when all rows are in.
    REPLACE
}
