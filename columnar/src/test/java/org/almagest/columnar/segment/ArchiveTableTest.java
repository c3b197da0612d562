package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.ScannableContract;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// Segments of an archive keep the contract of scannables; afterwards no memory is held.
class ArchiveTableTest extends ScannableContract {
    @TempDir
    Path directory;

    private final List<SegmentFixture> fixtures = new ArrayList<>();

    @Override
    protected Scannable scannable(TableSchema schema, List<List<Value>> rows) {
        SegmentFixture fixture = SegmentFixture.ofArchives(directory.resolve("d" + fixtures.size()));
        fixtures.add(fixture);
        fixture.directory.toFile().mkdirs();
        return fixture.table(schema, fixture.write(schema, rows, 3_333));
    }

    @Override
    protected int rows() {
        return 6_000;
    }

    @AfterEach
    void nothingIsHeld() {
        for (SegmentFixture fixture : fixtures) {
            fixture.close();
            assertEquals(0, fixture.budget.reserved());
        }
    }
}
