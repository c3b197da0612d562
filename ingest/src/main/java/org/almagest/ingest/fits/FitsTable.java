package org.almagest.ingest.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;

/// A table of a FITS file, read in place. A file that is not compressed is opened by each scan; an
/// unpacked one is shared with its `FitsFile` and lives until that is closed or forgotten.
public final class FitsTable implements Scannable {
    private final ByteSource source;
    private final Hdu hdu;
    private final TableLayout layout;
    private final MemoryBudget budget;
    private final TableSchema schema;

    FitsTable(ByteSource source, Hdu hdu, TableLayout layout, MemoryBudget budget) {
        this.source = source;
        this.hdu = hdu;
        this.layout = layout;
        this.budget = budget;
        List<ColumnDefinition> columns = new ArrayList<>();
        for (FitsColumn column : layout.columns()) {
            columns.add(new ColumnDefinition(columns.size(), column.name(), column.type(), true, column.meaning()));
        }
        schema = new TableSchema(columns, "", hdu.header().properties());
    }

    public Hdu hdu() {
        return hdu;
    }

    public List<FitsColumn> columns() {
        return layout.columns();
    }

    /// Answers what was read otherwise than the header has it: renamed columns, ignored keywords.
    public List<String> notices() {
        return layout.notices();
    }

    /// Answers the size of the rows and the heap.
    public long bytes() {
        return hdu.dataBytes();
    }

    @Override
    public String describe() {
        return "read_fits('" + layout.place().file() + "', " + hdu.index() + ")";
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(layout.rows());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    @Override
    public Scan scan(ScanRequest request) {
        try {
            return new FitsScan(source.open(), layout, budget, request);
        } catch (IOException failure) {
            throw HduPlace.unreadable(layout.place().file(), failure);
        }
    }
}
