package org.almagest.columnar.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file that is written beside its name and gets the name when it is complete and durable; closed
/// before that, nothing of it is left. One thread.
public final class UnfinishedFile implements AutoCloseable {
    private final FileSystem files;
    private final String path;
    private final String temporary;
    private final WritableFile file;
    private boolean over;

    /// Starts the file; what an earlier process of this number left of it is removed.
    public UnfinishedFile(FileSystem files, String path) {
        this.files = files;
        this.path = path;
        temporary = path + ".unfinished-" + ProcessHandle.current().pid();
        try {
            files.delete(temporary);
            file = files.create(temporary);
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
    }

    /// Answers what to write to.
    public WritableFile file() {
        return file;
    }

    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    public void write(byte[] bytes, int offset, int length) {
        try {
            file.write(MemorySegment.ofArray(bytes).asSlice(offset, length));
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
    }

    /// Makes what was written durable and gives it its name.
    public void finish() {
        try {
            file.force();
            file.close();
            over = true;
            files.rename(temporary, path);
            int slash = path.lastIndexOf('/');
            files.syncDirectory(slash < 0 ? "." : path.substring(0, slash + 1));
        } catch (IOException failure) {
            discard();
            throw StorageFailure.of("write", path, failure);
        }
    }

    private void discard() {
        try {
            files.delete(temporary);
        } catch (IOException leftBehind) {
            // What failed before is told; a file of this name is removed by the next write.
        }
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        try {
            file.close();
        } catch (IOException failure) {
            // The file is thrown away.
        } finally {
            discard();
        }
    }
}
