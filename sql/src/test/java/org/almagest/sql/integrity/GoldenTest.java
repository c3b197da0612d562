package org.almagest.sql.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.OpenMode;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.junit.jupiter.api.Test;

/// A small database of format version 1 is checked in, with every type and every encoding: it stays
/// readable. `-Dalmagest.golden=write` makes it anew. One of before segments had Bloom filters and said
/// what is sorted stays as it is.
final class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden-1");
    private static final Path PLAIN = Path.of("src/test/resources/golden-1-plain");
    private static final String ROOT = "/golden.almagest";
    private static final int TYPE_ROWS = 120;
    private static final int ENCODING_ROWS = 400;

    private static Engine open(ByteFiles files, OpenMode mode) {
        return Engine.open(
                EngineOptions.of(ROOT, mode).withMemoryBytes(64L << 20).withThreads(1), files);
    }

    private static ByteFiles make() {
        ByteFiles files = new ByteFiles();
        files.createDirectories("/");
        try (Engine engine = open(files, OpenMode.CREATE)) {
            EveryType.makeTypes(engine.database(), TYPE_ROWS);
            engine.database().checkpoint();
            EveryType.makeEncodings(engine.database(), ENCODING_ROWS);
            EveryType.makeFiltered(engine.database(), TYPE_ROWS);
        }
        return files;
    }

    private static ByteFiles checkedIn(Path folder) throws IOException {
        ByteFiles files = new ByteFiles();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                files.put(ROOT + "/" + name, Files.readAllBytes(path));
            }
        }
        return files;
    }

    @Test
    void writeItWhenAsked() throws IOException {
        if (!"write".equals(System.getProperty("almagest.golden"))) {
            return;
        }
        try (Stream<Path> all = Files.exists(FOLDER) ? Files.walk(FOLDER) : Stream.of()) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Files.delete(path);
            }
        }
        for (Map.Entry<String, byte[]> file : make().content().entrySet()) {
            Path path = FOLDER.resolve(file.getKey().substring(ROOT.length() + 1));
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void itIsRead() throws IOException {
        for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.WRITE)) {
            try (Engine engine = open(checkedIn(FOLDER), mode)) {
                read(engine, "types", EveryType.typeColumns(), TYPE_ROWS + 5);
                read(engine, "encodings", EveryType.encodingColumns(), ENCODING_ROWS);
                read(engine, "filtered", EveryType.typeColumns(), TYPE_ROWS + 5);
                read(engine, "archive", EveryType.encodingColumns(), ENCODING_ROWS);
                assertTrue(engine.database()
                        .check(java.util.Optional.empty(), 1, () -> false)
                        .isSound());
            }
        }
    }

    @Test
    void segmentsOfBeforeAreRead() throws IOException {
        try (Engine engine = open(checkedIn(PLAIN), OpenMode.WRITE)) {
            read(engine, "types", EveryType.typeColumns(), TYPE_ROWS + 5);
            read(engine, "encodings", EveryType.encodingColumns(), ENCODING_ROWS);
            read(engine, "archive", EveryType.encodingColumns(), ENCODING_ROWS);
            assertTrue(engine.database()
                    .check(java.util.Optional.empty(), 1, () -> false)
                    .isSound());
        }
    }

    private static void read(Engine engine, String table, int columns, int rows) {
        int row = 0;
        try (Result.Rows result = (Result.Rows) engine.session().execute("SELECT * FROM " + table + " ORDER BY k")) {
            Batch batch = new Batch(columns);
            while (result.stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    for (int c = 0; c < columns; c++) {
                        Value right = table.equals("types") || table.equals("filtered")
                                ? EveryType.type(c, row)
                                : EveryType.encoding(c, row);
                        assertEquals(
                                text(right),
                                text(Cells.get(batch.column(c), batch.row(i))),
                                table + " " + row + " " + c);
                    }
                    row++;
                }
            }
        }
        assertEquals(rows, row);
    }

    /// Spells a value out; bytes as the text that a vector without a logical type takes them for.
    private static String text(Value value) {
        if (value instanceof Value.OfBytes(var list)) {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = list.get(i);
            }
            return Value.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
        }
        return value.toString();
    }

    /// A new encoding belongs into the checked-in database: see `EveryType`.
    @Test
    void itHasEveryEncoding() throws IOException {
        TreeSet<String> missing = new TreeSet<>(List.of("COMPOSITE"));
        for (Encoding encoding : Encoding.values()) {
            missing.add(encoding.name());
        }
        try (Engine engine = open(checkedIn(FOLDER), OpenMode.READ_ONLY);
                CatalogSnapshot snapshot = engine.database().snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                for (int c = 0; c < table.schema().columnCount(); c++) {
                    int id = table.schema().column(c).id();
                    table.segments()
                            .forEach(segment -> segment.storage(id)
                                    .ifPresent(storage ->
                                            missing.removeAll(storage.pages().keySet())));
                }
            }
        }
        assertEquals(new TreeSet<>(), missing, "encodings that no page of the checked-in database has");
    }
}
