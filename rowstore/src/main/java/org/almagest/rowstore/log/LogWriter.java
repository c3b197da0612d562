package org.almagest.rowstore.log;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.WritableFile;
import org.almagest.rowstore.codec.FieldWriter;

/// Writes records at the end of a log file. One thread; nothing is durable before `force`.
public final class LogWriter implements AutoCloseable {
    private final long fileNumber;
    private final WritableFile file;
    private final FieldWriter payload = new FieldWriter();
    private final FieldWriter record = new FieldWriter();
    private boolean ended;

    private LogWriter(long fileNumber, WritableFile file, boolean ended) {
        this.fileNumber = fileNumber;
        this.file = file;
        this.ended = ended;
    }

    /// Makes a log file with its header.
    public static LogWriter create(FileSystem files, String path, long fileNumber) throws IOException {
        LogWriter writer = new LogWriter(fileNumber, files.create(path), false);
        try {
            LogFormat.writeFileHeader(writer.record, fileNumber);
            writer.write();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.file.close();
            throw e;
        }
    }

    /// Opens a log file to write behind its last record, where the file ends; `ended` says that
    /// this is the end of a session.
    public static LogWriter append(FileSystem files, String path, long fileNumber, boolean ended) throws IOException {
        return new LogWriter(fileNumber, files.append(path), ended);
    }

    public String path() {
        return file.path();
    }

    public long fileNumber() {
        return fileNumber;
    }

    /// Answers the bytes of the file.
    public long size() {
        return file.position();
    }

    /// Writes commits of consecutive LSNs, each encoded by `EditCodec`, as one record.
    public void writeCommits(long firstLsn, List<byte[]> commits) throws IOException {
        payload.clear();
        commits.forEach(commit -> payload.raw(commit, 0, commit.length));
        write(LogFormat.COMMITS, firstLsn, commits.size());
        ended = false;
    }

    /// Writes the rows that a checkpoint leaves in the deltas, commit by commit; `lsn` is the
    /// manifest's.
    public void writeCarriedRows(long lsn, List<CarriedRows> carried) throws IOException {
        payload.clear();
        for (CarriedRows rows : carried) {
            payload.u64(rows.commitLsn());
            EditCodec.write(payload, List.of(rows.rows()));
        }
        write(LogFormat.CARRIED_ROWS, lsn, carried.size());
    }

    /// Says that all before is durable and the session over, unless the file says so already.
    /// Answers whether there is something to sync.
    public boolean writeEndOfSession(long lsn) throws IOException {
        if (ended) {
            return false;
        }
        payload.clear();
        write(LogFormat.END_OF_SESSION, lsn, 0);
        ended = true;
        return true;
    }

    private void write(int kind, long lsn, int commits) throws IOException {
        record.clear();
        LogFormat.writeRecord(record, fileNumber, file.position(), kind, lsn, commits, payload);
        write();
    }

    private void write() throws IOException {
        file.write(MemorySegment.ofArray(record.array()).asSlice(0, record.size()));
    }

    /// Makes everything written durable.
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Rows of one table that one commit inserted and that stay in the delta over a checkpoint.
    public record CarriedRows(long commitLsn, Edit.Rows rows) {}
}
