package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.rowstore.log.LogWriter;

/// The log file in force. Used by the log thread, and by the closing thread after that has ended.
final class DurableLog implements CommitPipeline.Log {
    private final FileSystem files;
    private volatile LogWriter writer;
    private volatile long durableBytes;

    DurableLog(FileSystem files, LogWriter writer) {
        this.files = files;
        this.writer = writer;
        this.durableBytes = writer.size();
    }

    @Override
    public String path() {
        return writer.path();
    }

    long fileNumber() {
        return writer.fileNumber();
    }

    /// Answers the bytes of the log that are durable.
    long durableBytes() {
        return durableBytes;
    }

    @Override
    public void commit(long firstLsn, List<byte[]> commits) throws IOException {
        try {
            writer.writeCommits(firstLsn, commits);
            writer.force();
            durableBytes = writer.size();
        } catch (IOException | RuntimeException | Error failure) {
            cutBack(failure);
            throw failure;
        }
    }

    void force() throws IOException {
        writer.force();
    }

    /// Tries to remove what the failed call left, so that the next open does not find a commit that
    /// was refused. When this fails too, that stays open until then.
    private void cutBack(Throwable failure) {
        try {
            files.truncate(writer.path(), durableBytes);
        } catch (IOException | RuntimeException again) {
            failure.addSuppressed(again);
        }
    }

    /// Goes on in another file, which is durable up to its end.
    void switchTo(LogWriter next) throws IOException {
        LogWriter old = writer;
        writer = next;
        durableBytes = next.size();
        old.close();
    }

    /// Ends the session: unless `clean`, the file is closed as it is.
    void close(long lastLsn, boolean clean) throws IOException {
        try (LogWriter closing = writer) {
            if (clean && closing.writeEndOfSession(lastLsn)) {
                closing.force();
            }
        } catch (IOException | RuntimeException failure) {
            cutBack(failure);
            throw failure;
        }
    }
}
