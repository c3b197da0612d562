package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;

/// Verifies a segment file: reads every page, decodes it, and holds it to its checksum, its zone
/// map, and what the footer and the catalog say. Goes on after a fault. `checkColumn` may be called
/// by several threads, each for another column.
public final class SegmentCheck implements AutoCloseable {
    private final SegmentDescription description;
    private final SegmentFile file;
    private final OpenSegment segment;
    private final MemoryBudget budget;

    private SegmentCheck(SegmentDescription description, SegmentFile file, OpenSegment segment, MemoryBudget budget) {
        this.description = description;
        this.file = file;
        this.segment = segment;
        this.budget = budget;
    }

    /// Opens the file that a catalog describes; empty when header, footer or trailer are damaged,
    /// which goes to `faults`. `pool` must hold nothing of the file yet.
    public static Optional<SegmentCheck> open(
            FileSystem files,
            SegmentDescription description,
            BufferPool pool,
            MemoryBudget budget,
            List<Fault> faults) {
        SegmentFile file = SegmentFile.of(files, description, pool, budget);
        try {
            return Optional.of(new SegmentCheck(description, file, file.open(), budget));
        } catch (CorruptionException damage) {
            faults.add(Fault.of(description.path(), damage));
        } catch (AlmagestException unreadable) {
            faults.add(new Fault(description.path(), "", unreadable.getMessage(), "a file that can be read"));
        }
        file.close();
        return Optional.empty();
    }

    public int columns() {
        return segment.footer().schema().columnCount();
    }

    /// Answers how many pages there are, those of dictionaries and Bloom filters included.
    public long pages() {
        long pages = (long) segment.footer().bloom().columns().size()
                * segment.footer().rowGroups();
        for (PageDirectory directory : segment.footer().directories()) {
            pages += directory.pages();
            for (int g = 0; g < directory.rowGroups(); g++) {
                pages += directory.hasDictionary(g) ? 1 : 0;
            }
        }
        return pages;
    }

    /// Verifies every page of a column and all that is said of them.
    public List<Fault> checkColumn(int column, BooleanSupplier cancelled) {
        List<Fault> faults = new ArrayList<>();
        new ColumnCheck(description, segment, column, budget, faults).run(cancelled);
        return faults;
    }

    /// Verifies that the segment has the columns of the table as the table has them, and that
    /// nothing but zeros stands between the pages.
    public List<Fault> checkFile(TableSchema table) {
        List<Fault> faults = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            segment.position(column.id()).ifPresent(position -> {
                ColumnDefinition stored = segment.footer().schema().column(position);
                if (!stored.type().equals(column.type())) {
                    faults.add(new Fault(
                            description.path(),
                            "column " + column.name(),
                            "type " + stored.type().sqlName(),
                            column.type().sqlName()));
                }
            });
        }
        if (description.columns().size() != columns()) {
            faults.add(new Fault(
                    description.path(),
                    "",
                    columns() + " columns",
                    description.columns().size() + " as the catalog says"));
        }
        new GapCheck(description, segment, faults).run();
        return faults;
    }

    static void stopIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(SqlState.QUERY_CANCELED, "the check was cancelled");
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
