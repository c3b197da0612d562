package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.rowstore.log.LogSeal;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.manifest.DatabaseLayout;

/// The log file in force. Used by the log thread, and by the closing thread after that has ended.
///
/// While a database is closed its log has a seal (`LogSeal`), which is taken away before the first
/// record of the next session.
final class DurableLog implements CommitPipeline.Log {
    private static final System.Logger LOGGER = System.getLogger(DurableLog.class.getName());

    private final FileSystem files;
    private final DatabaseLayout layout;
    private boolean sealed;
    private volatile LogWriter writer;
    private volatile long durableBytes;

    /// `sealed` says that the log may have a seal.
    DurableLog(FileSystem files, DatabaseLayout layout, LogWriter writer, boolean sealed) {
        this.files = files;
        this.layout = layout;
        this.sealed = sealed;
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
            breakSeal();
            writer.writeCommits(firstLsn, commits);
            writer.force();
            durableBytes = writer.size();
        } catch (IOException | RuntimeException | Error failure) {
            cutBack(failure);
            throw failure;
        }
    }

    private void breakSeal() throws IOException {
        if (sealed) {
            files.delete(layout.seal(writer.fileNumber()));
            files.syncDirectory(layout.logDirectory());
            sealed = false;
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
        if (sealed) {
            sealed = false;
            files.delete(layout.seal(old.fileNumber()));
        }
        old.close();
    }

    /// Ends the session: unless `clean`, the file is closed as it is.
    void close(long lastLsn, boolean clean) throws IOException {
        try (LogWriter closing = writer) {
            if (clean && closing.writeEndOfSession(lastLsn)) {
                closing.force();
                // What is durable and sealed is not cut back, whatever closing the file says.
                durableBytes = closing.size();
                seal(closing, lastLsn);
            }
        } catch (IOException | RuntimeException failure) {
            cutBack(failure);
            throw failure;
        }
    }

    /// Writes the seal. Without one the log ends where it ends, so that a failure is no harm.
    private void seal(LogWriter closed, long lastLsn) {
        long number = closed.fileNumber();
        try {
            FileContent.replace(
                    files,
                    layout.logDirectory(),
                    layout.sealTemporary(number),
                    layout.seal(number),
                    new LogSeal(number, closed.size(), lastLsn).toBytes());
        } catch (IOException noSeal) {
            LOGGER.log(System.Logger.Level.DEBUG, "no seal for {0}: {1}", closed.path(), noSeal.getMessage());
        }
    }
}
