package org.almagest.columnar.io;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/// One file system for all paths: URIs (`hdfs://...`, `file:/...`) go to the remote one, everything
/// else to the local disk. What serves URIs is looked for and loaded with the first of them.
/// Thread-safe.
public final class RoutedFileSystem extends ForwardingFileSystem {
    /// A scheme has two letters at least: one is a drive.
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*", Pattern.DOTALL);

    private final FileSystem local;
    private Optional<FileSystem> remote = Optional.empty();

    /// Routes URIs to what the class path has for them.
    public RoutedFileSystem(FileSystem local) {
        this.local = local;
    }

    /// Routes URIs to a file system that is there.
    public RoutedFileSystem(FileSystem local, FileSystem remote) {
        this.local = local;
        this.remote = Optional.of(remote);
    }

    /// Answers whether a path is a URI.
    public static boolean isUri(String path) {
        return URI.matcher(path).matches();
    }

    @Override
    protected FileSystem of(String path) throws IOException {
        return isUri(path) ? remote(path) : local;
    }

    private synchronized FileSystem remote(String uri) throws IOException {
        if (remote.isEmpty()) {
            remote = ServiceLoader.load(RemoteFiles.class, RoutedFileSystem.class.getClassLoader())
                    .findFirst()
                    .map(RemoteFiles::open);
        }
        return remote.orElseThrow(() ->
                new IOException("nothing on the class path reads URIs such as " + uri + " (almagest-hadoop does)"));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (isUri(from) != isUri(to)) {
            throw new IOException("cannot rename " + from + " to " + to + ": they are on different file systems");
        }
        super.rename(from, to);
    }
}
