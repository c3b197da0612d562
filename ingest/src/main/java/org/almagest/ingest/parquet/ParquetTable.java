package org.almagest.ingest.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// A Parquet file, read in place: footer at once, pages by each scan.
public final class ParquetTable implements Scannable {
    private final FileSystem files;
    private final MemoryBudget budget;
    private final ParquetFooter footer;
    private final List<ParquetColumn> columns;
    private final List<String> notices;
    private final TableSchema schema;

    private ParquetTable(FileSystem files, MemoryBudget budget, ParquetFooter footer) {
        this.files = files;
        this.budget = budget;
        this.footer = footer;
        String votable = footer.properties().getOrDefault(ParquetFormat.VOTABLE_KEY, "");
        Optional<VoTableHeader> described = votable.isEmpty() ? Optional.empty() : VoTableHeader.parse(votable);
        SchemaReader.Columns read = SchemaReader.read(footer, described);
        columns = read.columns();
        notices = read.notices();
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (ParquetColumn column : columns) {
            definitions.add(
                    new ColumnDefinition(definitions.size(), column.name(), column.type(), true, column.meaning()));
        }
        if (definitions.isEmpty()) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED, footer.file() + " has no column that can be read")
                    .hint(notices.isEmpty() ? "its schema is empty" : notices.getFirst());
        }
        schema = new TableSchema(
                definitions, described.map(VoTableHeader::description).orElse(""), Map.of());
    }

    /// Opens a file and reads its footer. Fails with 22023 for an option: there are none.
    public static ParquetTable open(FileSystem files, String path, Map<String, Value> options, MemoryBudget budget) {
        if (!options.isEmpty()) {
            String name = options.keySet().iterator().next();
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no Parquet option " + name)
                    .hint("read_parquet takes the path of a file alone");
        }
        try (ReadableFile file = files.open(path)) {
            return new ParquetTable(files, budget, FooterReader.read(file, budget));
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(path, failure);
        }
    }

    /// Answers whether bytes begin as a Parquet file does, encrypted ones included.
    public static boolean isParquet(byte[] content) {
        int head = ParquetFormat.MAGIC.length;
        return content.length >= head
                && (Arrays.equals(content, 0, head, ParquetFormat.MAGIC, 0, head)
                        || Arrays.equals(content, 0, head, ParquetFormat.ENCRYPTED_MAGIC, 0, head));
    }

    public String path() {
        return footer.file();
    }

    public long fileBytes() {
        return footer.fileBytes();
    }

    /// Answers what program wrote the file, as it says.
    public String writtenBy() {
        return footer.writtenBy();
    }

    /// Answers what of the file is not read.
    public List<String> notices() {
        return notices;
    }

    /// What is told of a chunk of a column.
    public record ChunkPortrait(String encodings, String compression, long bytes, long unpackedBytes) {}

    /// Answers the rows of each row group.
    public List<Long> rowGroupRows() {
        return footer.rowGroups().stream().map(BlockMetaData::getRowCount).toList();
    }

    /// Answers how a column stands in a row group.
    public ChunkPortrait chunk(int rowGroup, int column) {
        ColumnChunkMetaData chunk = footer.rowGroups()
                .get(rowGroup)
                .getColumns()
                .get(columns.get(column).leaf());
        String encodings = chunk.getEncodings().stream().map(Encoding::name).collect(Collectors.joining(", "));
        return new ChunkPortrait(
                encodings, chunk.getCodec().name(), chunk.getTotalSize(), chunk.getTotalUncompressedSize());
    }

    /// Answers the physical type that a column has in the file.
    public String storedType(int column) {
        return columns.get(column).stored().name();
    }

    @Override
    public String describe() {
        return "read_parquet('" + footer.file() + "')";
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(footer.rows());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        ParquetColumn read = columns.get(column);
        if (read.isArray() || footer.rowGroups().isEmpty()) {
            return Optional.empty();
        }
        Optional<Value> least = Optional.empty();
        Optional<Value> greatest = Optional.empty();
        OptionalLong nulls = OptionalLong.of(0);
        boolean bounded = true;
        for (BlockMetaData group : footer.rowGroups()) {
            Bounds bounds = Bounds.of(read, group.getColumns().get(read.leaf()));
            nulls = nulls.isPresent() && bounds.nulls().isPresent()
                    ? OptionalLong.of(nulls.getAsLong() + bounds.nulls().getAsLong())
                    : OptionalLong.empty();
            boolean allNull = bounds.nulls().orElse(-1) == group.getRowCount();
            if (!allNull) {
                bounded &= bounds.least().isPresent() && bounds.greatest().isPresent();
                least = outer(read, least, bounds.least(), Comparison.LESS);
                greatest = outer(read, greatest, bounds.greatest(), Comparison.GREATER);
            }
        }
        return Optional.of(new ColumnStatistics(
                bounded ? least : Optional.empty(),
                bounded ? greatest : Optional.empty(),
                nulls,
                OptionalLong.empty(),
                OptionalLong.empty()));
    }

    private static Optional<Value> outer(
            ParquetColumn column, Optional<Value> known, Optional<Value> next, Comparison side) {
        if (known.isEmpty() || next.isEmpty()) {
            return known.isEmpty() ? next : known;
        }
        int order = BoundsCheck.compare(column.type(), next.get(), known.get());
        boolean further = side == Comparison.LESS ? order < 0 : order > 0;
        return further ? next : known;
    }

    @Override
    public Scan scan(ScanRequest request) {
        try {
            ReadableFile file = files.open(footer.file());
            try {
                if (file.size() != footer.fileBytes()) {
                    throw ParquetFailures.damaged(footer.file(), "it changed since its footer was read");
                }
                return new ParquetScan(file, footer, columns, budget, request);
            } catch (RuntimeException | Error failed) {
                file.close();
                throw failed;
            }
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(footer.file(), failure);
        }
    }
}
