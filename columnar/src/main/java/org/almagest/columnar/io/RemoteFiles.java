package org.almagest.columnar.io;

/// A way to files beyond the local disk, found by `ServiceLoader` when the first URI asks for one.
public interface RemoteFiles {
    /// Answers the file system of a URI's scheme; its paths are whole URIs.
    FileSystem open();
}
