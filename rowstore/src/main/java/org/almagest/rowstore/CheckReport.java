package org.almagest.rowstore;

import java.util.List;
import org.almagest.columnar.error.Fault;

/// What a check of a database read and found.
///
/// @param faults what is wrong, in the order of tables and files
/// @param unreferenced files of a database that nothing leads to: a crash left them or a load is
///     under way; the next writer that opens the database removes them
/// @param deltaRows rows of the log that are in no segment yet
public record CheckReport(
        List<Fault> faults,
        List<String> unreferenced,
        int tables,
        int segments,
        long pages,
        long bytes,
        long deltaRows) {
    public CheckReport {
        faults = List.copyOf(faults);
        unreferenced = List.copyOf(unreferenced);
    }

    public boolean isSound() {
        return faults.isEmpty();
    }
}
