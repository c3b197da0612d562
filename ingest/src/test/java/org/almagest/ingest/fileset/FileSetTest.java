package org.almagest.ingest.fileset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.ScannableContract;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.parquet.PageCompression;
import org.almagest.ingest.parquet.ParquetTable;
import org.almagest.ingest.parquet.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Rows that stand in several files of random lengths, none included, are one source of rows.
class FileSetTest extends ScannableContract {
    @TempDir
    Path directory;

    private final FileSystem files = new LocalFileSystem();
    private final Random random = new Random(7);
    private int made;

    /// Parquet's intervals have neither signs nor microseconds: they are refused.
    @Override
    protected ScalarType[] typesWithout() {
        return new ScalarType[] {ScalarType.INTERVAL};
    }

    @Override
    protected Scannable scannable(TableSchema schema, List<List<Value>> rows) {
        Path folder = directory.resolve("set" + made++);
        folder.toFile().mkdir();
        int at = 0;
        for (int file = 0; file < 4; file++) {
            int end = file == 3 ? rows.size() : at + random.nextInt(rows.size() - at + 1);
            Written.write(
                    files,
                    folder.resolve("part" + file + ".parquet").toString(),
                    schema,
                    rows.subList(at, end),
                    PageCompression.ZSTD,
                    2048);
            at = end;
        }
        return FileSet.open(
                files,
                List.of(folder.resolve("part?.parquet").toString()),
                Map.of(),
                (path, options) -> ParquetTable.open(files, path, options, Written.BUDGET));
    }

    @Override
    protected boolean mustBeExact(ColumnPredicate predicate, DataType type) {
        return false;
    }

    @AfterEach
    void giveAllMemoryBack() {
        assertEquals(0, Written.BUDGET.reserved());
    }
}
