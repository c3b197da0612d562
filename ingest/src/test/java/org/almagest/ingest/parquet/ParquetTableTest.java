package org.almagest.ingest.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.ScannableContract;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What our writer writes, our reader reads: the contract of every source of rows.
class ParquetTableTest extends ScannableContract {
    @TempDir
    Path directory;

    private final FileSystem files = new LocalFileSystem();
    private int made;

    /// Parquet's intervals have neither signs nor microseconds: they are refused.
    @Override
    protected ScalarType[] typesWithout() {
        return new ScalarType[] {ScalarType.INTERVAL};
    }

    @Override
    protected Scannable scannable(TableSchema schema, List<List<Value>> rows) {
        PageCompression[] codecs = {
            PageCompression.ZSTD, PageCompression.SNAPPY, PageCompression.GZIP, PageCompression.UNCOMPRESSED
        };
        String path = directory.resolve("x" + made + ".parquet").toString();
        Written.write(files, path, schema, rows, codecs[made++ % codecs.length], 2048);
        return ParquetTable.open(files, path, Map.of(), Written.BUDGET);
    }

    @Override
    protected boolean mustBeExact(ColumnPredicate predicate, DataType type) {
        return false;
    }

    @AfterEach
    void giveAllMemoryBack() {
        assertEquals(0, Written.BUDGET.reserved());
    }

    @Test
    void meaningAndShapesComeBack() {
        ColumnMeaning meaning = new ColumnMeaning("mas/yr", "pos.pm;pos.eq.ra", "stc:a", "", "motion < 3 & \"more\"");
        TableSchema schema = new TableSchema(
                List.of(
                        new ColumnDefinition(0, "pm", ScalarType.DOUBLE, true, meaning),
                        ColumnDefinition.of(1, "cov", new ArrayType(ScalarType.REAL, List.of(2, 3))),
                        ColumnDefinition.of(2, "any", ArrayType.variable(ScalarType.VARCHAR))),
                "a table",
                Map.of());
        Value six = new Value.OfArray(
                List.of(Value.of(1.0), Value.of(2.0), Value.NULL, Value.of(4.0), Value.of(5.0), Value.of(6.0)));
        Scannable table = scannable(schema, List.of(List.of(Value.of(1.0), six, Value.NULL)));
        assertEquals("a table", table.schema().description());
        assertEquals(meaning, table.schema().column(0).meaning());
        assertEquals(schema.column(1).type(), table.schema().column(1).type());
        assertEquals(schema.column(2).type(), table.schema().column(2).type());
    }
}
