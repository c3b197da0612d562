package org.almagest.rowstore.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableRules;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.segment.ColumnSummary;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.delta.EncodedRows;
import org.almagest.rowstore.io.CrashFileSystem;
import org.junit.jupiter.api.Test;

final class LogTest {
    private static final String PATH = "/000007.log";
    private static final TableSchema SCHEMA = TableSchema.of(List.of(ColumnDefinition.of(3, "a", ScalarType.BIGINT)));

    private final CrashFileSystem files = new CrashFileSystem();

    private static List<Edit> everyEdit() {
        ColumnStatistics known = new ColumnStatistics(
                Optional.of(Value.of(-1L)),
                Optional.of(Value.of("z")),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.of(9));
        ColumnStatistics unknown = new ColumnStatistics(
                Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        return List.of(
                new Edit.CreateTable(1, "main", "stars", SCHEMA),
                new Edit.AlterTable(1, "suns", SCHEMA),
                new Edit.AddSegment(
                        1,
                        new SegmentDescription(
                                "000001.seg",
                                -5,
                                1000,
                                64_000,
                                List.of(new ColumnSummary(3, 8000, known), new ColumnSummary(4, 0, unknown)))),
                new Edit.DropSegment(1, "000001.seg"),
                new Edit.ClearDelta(1, 77),
                new Edit.CreateTable(2, "sky", "bright", RULED),
                new Edit.EvolveTable(2, new ObjectName("sky", "faint"), RULED),
                new Edit.PutView(
                        3,
                        ObjectName.inMain("v"),
                        new ViewDefinition("SELECT 1", List.of("one"), List.of("sky", "main"), "words")),
                new Edit.DropView(3),
                new Edit.PutSchema("sky", "all of it"),
                new Edit.DropSchema("sky"),
                new Edit.DropTable(1));
    }

    private static final TableSchema RULED = TableSchema.of(List.of(
                    ColumnDefinition.of(3, "a", ScalarType.BIGINT),
                    ColumnDefinition.of(5, "b", ScalarType.VARCHAR)
                            .withAbsent(new ColumnDefault("'x' || 'y'", Value.of("xy")))))
            .withRules(new TableRules(List.of(new CheckRule("a_positive", "a > 0")), 9));

    private static byte[] encode(List<Edit> edits) {
        FieldWriter out = new FieldWriter();
        EditCodec.write(out, edits);
        return out.toByteArray();
    }

    private static byte[] rows(int bytes, int fill) {
        byte[] content = new byte[bytes];
        java.util.Arrays.fill(content, (byte) fill);
        return encode(List.of(new Edit.Rows(1, new EncodedRows(1, content))));
    }

    private record Read(List<Long> lsns, LogReader.End end) {}

    private Read read() throws IOException {
        List<Long> lsns = new ArrayList<>();
        LogReader.End end = LogReader.read(files, PATH, 7, 40, (lsn, edits) -> lsns.add(lsn));
        return new Read(lsns, end);
    }

    private LogWriter create() throws IOException {
        return LogWriter.create(files, PATH, 7);
    }

    @Test
    void everyEditComesBack() {
        byte[] bytes = encode(everyEdit());
        FieldReader in = new FieldReader(bytes, 0, bytes.length, "test");
        assertEquals(everyEdit(), EditCodec.read(in));
        in.expectEnd();
        byte[] row = rows(5, 9);
        Edit.Rows rows = (Edit.Rows)
                EditCodec.read(new FieldReader(row, 0, row.length, "test")).getFirst();
        assertEquals(5, rows.rows().bytes().length);
        assertEquals(9, rows.rows().bytes()[4]);
    }

    @Test
    void cutEditsAreCorruptAndNothingElse() {
        byte[] bytes = encode(everyEdit());
        for (int length = 0; length < bytes.length; length++) {
            FieldReader in = new FieldReader(bytes, 0, length, "test");
            assertThrows(CorruptionException.class, () -> EditCodec.read(in));
        }
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] wrong = bytes.clone();
            wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                EditCodec.read(new FieldReader(wrong, 0, wrong.length, "test"));
            } catch (CorruptionException expected) {
                assertTrue(expected.getMessage().contains("test, byte"), expected.getMessage());
            }
        }
    }

    @Test
    void commitsComeBackInOrder() throws IOException {
        try (LogWriter log = create()) {
            log.writeCarriedRows(
                    40, List.of(new LogWriter.CarriedRows(12, new Edit.Rows(1, new EncodedRows(1, new byte[3])))));
            log.writeCommits(41, List.of(rows(1, 1), rows(2, 2), rows(3, 3)));
            log.writeCommits(44, List.of(rows(1000, 4)));
            assertTrue(log.writeEndOfSession(44));
            assertFalse(log.writeEndOfSession(44));
        }
        Read read = read();
        assertEquals(List.of(12L, 41L, 42L, 43L, 44L), read.lsns());
        assertEquals(new LogReader.End(files.size(PATH), 44, false, true), read.end());
        try (LogWriter log = LogWriter.append(files, PATH, 7, true)) {
            log.writeCommits(45, List.of(rows(1, 1)));
        }
        assertEquals(new LogReader.End(files.size(PATH), 45, false, false), read().end());
    }

    @Test
    void aCutRecordIsTorn() throws IOException {
        long good;
        try (LogWriter log = create()) {
            log.writeCommits(41, List.of(rows(100, 1)));
            good = log.size();
            log.writeCommits(42, List.of(rows(900, 2)));
        }
        long whole = files.size(PATH);
        for (long size = whole - 1; size > good; size -= 13) {
            files.truncate(PATH, size);
            assertEquals(new LogReader.End(good, 41, true, false), read().end());
        }
        files.truncate(PATH, good);
        assertEquals(new LogReader.End(good, 41, false, false), read().end());
    }

    @Test
    void aSectorOfZerosIsTornAndOtherBytesAreDamage() throws IOException {
        try (LogWriter log = create()) {
            log.writeCommits(41, List.of(rows(3000, 1)));
        }
        flip(1500, 1524);
        assertThrows(CorruptionException.class, this::read);
        flip(1500, 1524);
        assertEquals(41, read().end().lastLsn());
        zero(1024, 1536);
        assertEquals(new LogReader.End(32, 40, true, false), read().end());
    }

    @Test
    void aBadRecordBeforeAGoodOneIsDamage() throws IOException {
        try (LogWriter log = create()) {
            log.writeCommits(41, List.of(rows(3000, 1)));
            log.writeCommits(42, List.of(rows(10, 1)));
        }
        zero(1024, 1536);
        CorruptionException damage = assertThrows(CorruptionException.class, this::read);
        assertTrue(damage.getMessage().contains(PATH + ", byte 32"), damage.getMessage());
    }

    private void flip(long from, long to) throws IOException {
        for (long at = from; at < to; at++) {
            files.flipBit(PATH, at * 8 + 3);
        }
    }

    private void zero(int from, int to) throws IOException {
        byte[] all = content();
        java.util.Arrays.fill(all, from, to, (byte) 0);
        replace(all);
    }

    private byte[] content() throws IOException {
        byte[] all = new byte[(int) files.size(PATH)];
        try (var file = files.open(PATH)) {
            file.read(0, MemorySegment.ofArray(all));
        }
        return all;
    }

    private void replace(byte[] all) throws IOException {
        files.delete(PATH);
        try (WritableFile file = files.create(PATH)) {
            file.write(MemorySegment.ofArray(all));
        }
    }

    @Test
    void aRecordOfAnotherLogIsNotTaken() throws IOException {
        try (LogWriter log = create()) {
            log.writeCommits(41, List.of(rows(10, 1)));
        }
        FieldWriter payload = new FieldWriter();
        payload.raw(rows(10, 2), 0, rows(10, 2).length);
        FieldWriter record = new FieldWriter();
        LogFormat.writeRecord(record, 5, files.size(PATH), LogFormat.COMMITS, 42, 1, payload);
        try (WritableFile file = files.append(PATH)) {
            file.write(MemorySegment.ofArray(record.toByteArray()));
        }
        assertThrows(CorruptionException.class, this::read);
    }

    @Test
    void gapsAndStrangersAreRefused() throws IOException {
        try (LogWriter log = create()) {
            log.writeCommits(42, List.of(rows(10, 1)));
        }
        assertThrows(CorruptionException.class, this::read);
        assertThrows(CorruptionException.class, () -> LogReader.read(files, PATH, 8, 41, (lsn, edits) -> {}));
        files.delete(PATH);
        assertThrows(LogReader.MissingLogException.class, this::read);
    }

    @Test
    void aNewerFormatIsToldFromDamage() throws IOException {
        create().close();
        byte[] header = content();
        header[8] = 2;
        CRC32C crc = new CRC32C();
        crc.update(header, 0, 28);
        for (int i = 0; i < 4; i++) {
            header[28 + i] = (byte) (crc.getValue() >>> 8 * i);
        }
        replace(header);
        AlmagestException newer = assertThrows(AlmagestException.class, this::read);
        assertEquals(SqlState.FEATURE_NOT_SUPPORTED, newer.state());
        assertTrue(newer.getMessage().contains("format 2"), newer.getMessage());
    }
}
