package org.almagest.columnar.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/// One file system for all paths: URIs (`hdfs://...`, `file:/...`) go to the remote one, everything
/// else to the local disk. What serves URIs is looked for and loaded with the first of them.
/// Thread-safe.
public final class RoutedFileSystem implements FileSystem {
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

    private FileSystem of(String path) throws IOException {
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
    public ReadableFile open(String path) throws IOException {
        return of(path).open(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return of(path).create(path);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return of(path).append(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return of(path).exists(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return of(path).isDirectory(path);
    }

    @Override
    public boolean isStream(String path) throws IOException {
        return of(path).isStream(path);
    }

    @Override
    public InputStream openStream(String path) throws IOException {
        return of(path).openStream(path);
    }

    @Override
    public long size(String path) throws IOException {
        return of(path).size(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return of(directory).list(directory);
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        of(directory).createDirectories(directory);
    }

    @Override
    public void delete(String path) throws IOException {
        of(path).delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (isUri(from) != isUri(to)) {
            throw new IOException("cannot rename " + from + " to " + to + ": they are on different file systems");
        }
        of(from).rename(from, to);
    }

    @Override
    public void truncate(String path, long bytes) throws IOException {
        of(path).truncate(path, bytes);
    }

    @Override
    public void syncDirectory(String directory) throws IOException {
        of(directory).syncDirectory(directory);
    }

    @Override
    public LockAttempt tryLock(String path, String holder) throws IOException {
        return of(path).tryLock(path, holder);
    }
}
