package org.almagest.rowstore;

import java.io.IOException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.StorageFailure;

/// The lock that makes a process the only writer of a database. `LOCK` says who has it, for people;
/// what counts is the operating system's lock on the file, which ends with the process.
final class DatabaseLock {
    private static final String PID = "pid ";

    private DatabaseLock() {}

    /// Takes the lock, or fails with 55006 and the holder's process id.
    static LockAttempt.Taken take(FileSystem files, String database, String path) {
        try {
            long pid = ProcessHandle.current().pid();
            return switch (files.tryLock(path, PID + pid + "\n")) {
                case LockAttempt.Taken taken -> taken;
                case LockAttempt.Busy(String holder) -> throw busy(database, holder.strip(), PID + pid);
            };
        } catch (IOException failure) {
            throw StorageFailure.of("lock", path, failure);
        }
    }

    private static AlmagestException busy(String database, String holder, String self) {
        if (holder.equals(self)) {
            return AlmagestException.of(
                            SqlState.OBJECT_IN_USE,
                            database + " is open for writing in this process (" + self + ") already")
                    .hint("use that connection, close it first, or open the database read-only");
        }
        String who = holder.startsWith(PID) ? "the process with " + holder : "another process";
        return AlmagestException.of(SqlState.OBJECT_IN_USE, database + " is open for writing in " + who)
                .hint("end that process or wait for it, or open the database read-only");
    }
}
