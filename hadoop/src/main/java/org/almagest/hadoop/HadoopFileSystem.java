package org.almagest.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/// Files at URIs of any scheme that Hadoop knows. Paths are whole URIs.
///
/// It serves what segments and source files need: immutable files, read at positions. A file that
/// was written counts once it is closed, and object stores show it only then. There are no locks,
/// and no directory is ever synced: a Hadoop file system keeps names by itself. Thread-safe.
public final class HadoopFileSystem implements FileSystem {
    private final Configuration configuration;

    public HadoopFileSystem(Configuration configuration) {
        this.configuration = configuration;
    }

    /// Answers Hadoop's file system of a URI, which Hadoop keeps.
    private org.apache.hadoop.fs.FileSystem of(Path path) throws IOException {
        return path.getFileSystem(configuration);
    }

    private static Path path(String uri) throws IOException {
        try {
            return new Path(uri);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("not a URI: " + uri, wrong);
        }
    }

    @Override
    public ReadableFile open(String uri) throws IOException {
        Path path = path(uri);
        try {
            FileStatus status = of(path).getFileStatus(path);
            return new HadoopReadableFile(uri, of(path).open(path), status.getLen());
        } catch (FileNotFoundException missing) {
            throw noSuchFile(uri, missing);
        }
    }

    @Override
    public WritableFile create(String uri) throws IOException {
        Path path = path(uri);
        if (exists(uri)) {
            throw new FileAlreadyExistsException(uri);
        }
        if (!isDirectory(path.getParent().toString())) {
            throw new NoSuchFileException(uri);
        }
        try {
            return new HadoopWritableFile(uri, of(path).create(path, false));
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException exists) {
            throw alreadyExists(uri, exists);
        }
    }

    @Override
    public WritableFile append(String uri) throws IOException {
        if (!exists(uri)) {
            return create(uri);
        }
        try {
            return new HadoopWritableFile(uri, of(path(uri)).append(path(uri)));
        } catch (UnsupportedOperationException unable) {
            throw new IOException("the file system of " + uri + " cannot append to files", unable);
        }
    }

    @Override
    public boolean exists(String uri) throws IOException {
        return of(path(uri)).exists(path(uri));
    }

    @Override
    public boolean isDirectory(String uri) throws IOException {
        try {
            return of(path(uri)).getFileStatus(path(uri)).isDirectory();
        } catch (FileNotFoundException absent) {
            return false;
        }
    }

    @Override
    public long size(String uri) throws IOException {
        try {
            return of(path(uri)).getFileStatus(path(uri)).getLen();
        } catch (FileNotFoundException missing) {
            throw noSuchFile(uri, missing);
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        if (!isDirectory(directory)) {
            return List.of();
        }
        try {
            return Arrays.stream(of(path(directory)).listStatus(path(directory)))
                    .map(status -> status.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException vanished) {
            return List.of();
        }
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        if (!of(path(directory)).mkdirs(path(directory))) {
            throw new IOException("cannot make the directory " + directory);
        }
    }

    @Override
    public void delete(String uri) throws IOException {
        if (isDirectory(uri) && !list(uri).isEmpty()) {
            throw new DirectoryNotEmptyException(uri);
        }
        try {
            if (!of(path(uri)).delete(path(uri), false) && exists(uri)) {
                throw new IOException("cannot delete " + uri);
            }
        } catch (FileNotFoundException gone) {
            // It was to go.
        } catch (PathIsNotEmptyDirectoryException filled) {
            throw new DirectoryNotEmptyException(uri);
        }
    }

    /// Replaces `to`; in two steps where the file system does not rename over a file.
    @Override
    public void rename(String from, String to) throws IOException {
        if (!exists(from)) {
            throw new NoSuchFileException(from);
        }
        if (of(path(from)).rename(path(from), path(to))) {
            return;
        }
        if (!exists(to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
        delete(to);
        if (!of(path(from)).rename(path(from), path(to))) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    @Override
    public void truncate(String uri, long bytes) throws IOException {
        try {
            of(path(uri)).truncate(path(uri), bytes);
        } catch (FileNotFoundException missing) {
            throw noSuchFile(uri, missing);
        } catch (UnsupportedOperationException unable) {
            throw new IOException("the file system of " + uri + " cannot cut files", unable);
        }
    }

    @Override
    public void syncDirectory(String directory) {
        // Names are durable when the call that made them has returned.
    }

    @Override
    public LockAttempt tryLock(String uri, String holder) throws IOException {
        throw new IOException("a database's LOCK is a local file, not " + uri);
    }

    private static NoSuchFileException noSuchFile(String uri, FileNotFoundException cause) {
        NoSuchFileException missing = new NoSuchFileException(uri);
        missing.initCause(cause);
        return missing;
    }

    private static FileAlreadyExistsException alreadyExists(String uri, IOException cause) {
        FileAlreadyExistsException exists = new FileAlreadyExistsException(uri);
        exists.initCause(cause);
        return exists;
    }
}
