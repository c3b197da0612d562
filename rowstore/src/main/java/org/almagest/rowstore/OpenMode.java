package org.almagest.rowstore;

/// How a database is opened.
public enum OpenMode {
    /// To read and write; made when there is none.
    CREATE,
    /// To read and write; there must be one.
    WRITE,
    /// The committed state as it stands now, beside a writing process; nothing is written.
    READ_ONLY
}
