package org.almagest.columnar.segment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;

/// A directory of segments for tests: writes rows, opens what was written, closes all of it.
final class SegmentFixture implements AutoCloseable {
    private static final AtomicInteger NEXT_NAME = new AtomicInteger();

    final FileSystem files = new LocalFileSystem();
    final MemoryBudget budget;
    final BufferPool pool;
    final Path directory;
    private Compression compression = Compression.DEFAULT;
    private final List<SegmentFile> opened = new ArrayList<>();

    SegmentFixture(Path directory, long budgetBytes, long poolBytes) {
        this.directory = directory;
        budget = MemoryBudget.root(budgetBytes);
        pool = BufferPool.open(budget, poolBytes);
    }

    SegmentFixture(Path directory) {
        this(directory, 1L << 30, 256L << 20);
    }

    SegmentTableSink sink(TableSchema schema, List<SegmentDescription> made) {
        return new SegmentTableSink(
                files,
                directory.toString(),
                () -> directory.resolve(NEXT_NAME.incrementAndGet() + ".seg").toString(),
                schema.withLayout(schema.layout().with(compression)),
                budget,
                made::addAll);
    }

    /// Makes a fixture whose tables are written for an archive.
    static SegmentFixture ofArchives(Path directory) {
        SegmentFixture fixture = new SegmentFixture(directory);
        fixture.compression = Compression.ARCHIVE;
        return fixture;
    }

    /// Writes rows in parts of `partRows`, in batches of uneven size, some with a selection.
    List<SegmentDescription> write(TableSchema schema, List<List<Value>> rows, int partRows) {
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = sink(schema, made)) {
            long sequence = 0;
            for (int from = 0; from < rows.size(); from += partRows) {
                try (TableSink.Part part = sink.part(sequence++)) {
                    append(part, schema, rows.subList(from, Math.min(rows.size(), from + partRows)));
                }
            }
            sink.commit();
        }
        return made;
    }

    private static void append(TableSink.Part part, TableSchema schema, List<List<Value>> rows) {
        List<DataType> types =
                schema.columns().stream().map(ColumnDefinition::type).toList();
        Batch batch = Batch.allocate(types);
        int[] sizes = {1024, 1, 700, 1000, 63};
        int next = 0;
        for (int at = 0; at < rows.size(); next++) {
            boolean selective = next % 3 == 1;
            int count = Math.min(rows.size() - at, sizes[next % sizes.length] / (selective ? 2 : 1));
            count = Math.max(1, count);
            batch.reset();
            int stride = selective && count * 2 <= 1024 ? 2 : 1;
            for (int i = 0; i < count * stride; i++) {
                for (int c = 0; c < types.size(); c++) {
                    Cells.set(batch.column(c), i, rows.get(at + i / stride).get(c));
                }
            }
            batch.setRowCount(count * stride);
            if (stride == 2) {
                for (int i = 0; i < count; i++) {
                    batch.selection()[i] = 2 * i + (i & 1);
                }
                batch.setSelected(count);
            }
            part.append(batch);
            at += count;
        }
    }

    SegmentFile open(SegmentDescription description) {
        SegmentFile file = SegmentFile.of(files, description, pool, budget);
        opened.add(file);
        return file;
    }

    SegmentTable table(TableSchema schema, List<SegmentDescription> segments) {
        return new SegmentTable(
                "table t", schema, segments.stream().map(this::open).toList());
    }

    long fileCount() throws java.io.IOException {
        try (var names = Files.list(directory)) {
            return names.count();
        }
    }

    @Override
    public void close() {
        opened.forEach(SegmentFile::close);
        pool.close();
    }
}
