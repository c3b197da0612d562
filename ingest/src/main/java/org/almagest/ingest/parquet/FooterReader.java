package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;

/// Reads the footer. What it says of sizes and places is held against the file before it is
/// believed.
final class FooterReader {
    /// A parsed footer takes about so many times the bytes that it has in the file.
    private static final int PARSED_FACTOR = 12;

    private static final int MAX_DEPTH = 32;

    private final ReadableFile file;
    private List<CompactStruct> elements = List.of();
    private int nextElement;
    private final List<StoredType> leaves = new ArrayList<>();

    private FooterReader(ReadableFile file) {
        this.file = file;
    }

    static ParquetFooter read(ReadableFile file, MemoryBudget budget) {
        try (HeapReservation memory = new HeapReservation(budget, "reading the footer of " + file.path())) {
            return new FooterReader(file).read(memory);
        } catch (DamagedBytes damage) {
            throw ParquetFailures.damaged(file.path(), "its footer: " + damage.getMessage());
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(file.path(), failure);
        }
    }

    private ParquetFooter read(HeapReservation memory) throws IOException {
        long size = file.size();
        int tailBytes = ParquetFormat.TAIL_BYTES;
        if (size < ParquetFormat.MAGIC.length + tailBytes) {
            throw ParquetFailures.damaged(file.path(), "it has " + size + " bytes, less than the least Parquet file");
        }
        byte[] tail = bytes(size - tailBytes, tailBytes);
        byte[] magic = Arrays.copyOfRange(tail, 4, tailBytes);
        if (Arrays.equals(magic, ParquetFormat.ENCRYPTED_MAGIC)) {
            throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, file.path() + " has an encrypted footer")
                    .hint("encrypted Parquet files are not read; write the file without encryption");
        }
        if (!Arrays.equals(magic, ParquetFormat.MAGIC)) {
            throw ParquetFailures.damaged(file.path(), "it does not end in PAR1, as if it were cut off");
        }
        long footerBytes = Integer.toUnsignedLong((int) ParquetFormat.I32.get(tail, 0));
        if (footerBytes > size - tailBytes - ParquetFormat.MAGIC.length) {
            throw ParquetFailures.damaged(
                    file.path(), "its footer of " + footerBytes + " bytes is larger than the file");
        }
        memory.add(footerBytes * PARSED_FACTOR);
        byte[] footer = bytes(size - tailBytes - footerBytes, (int) footerBytes);
        return footer(
                new CompactReader(footer, 0, footer.length, "the footer").struct(), size - tailBytes - footerBytes);
    }

    private byte[] bytes(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.read(offset, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private ParquetFooter footer(CompactStruct footer, long pagesEnd) {
        elements = structs(footer.list(2));
        SchemaNode root = node(0);
        if (nextElement != elements.size()) {
            throw new DamagedBytes(
                    "a schema of " + elements.size() + " elements, of which " + nextElement + " hang together");
        }
        List<RowGroupPlace> groups = new ArrayList<>();
        long rows = 0;
        for (CompactStruct group : structs(footer.list(4))) {
            RowGroupPlace place = rowGroup(group, pagesEnd);
            groups.add(place);
            rows = Math.addExact(rows, place.rows());
        }
        if (rows != footer.integer(3, -1)) {
            throw new DamagedBytes(footer.integer(3, -1) + " rows in a file whose row groups have " + rows);
        }
        Map<String, String> properties = new HashMap<>();
        structs(footer.list(5)).forEach(pair -> properties.put(pair.text(1), pair.text(2)));
        return new ParquetFooter(file.path(), file.size(), rows, root.children(), groups, properties, footer.text(6));
    }

    private static List<CompactStruct> structs(List<?> list) {
        List<CompactStruct> structs = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof CompactStruct struct)) {
                throw new DamagedBytes("a list of something else than structs");
            }
            structs.add(struct);
        }
        return structs;
    }

    private SchemaNode node(int depth) {
        if (nextElement >= elements.size() || depth > MAX_DEPTH) {
            throw new DamagedBytes("a schema without the elements that it counts, or nested too deeply");
        }
        CompactStruct element = elements.get(nextElement++);
        long count = element.integer(5, 0);
        Optional<StoredType> stored = Optional.empty();
        int fixed = (int) element.integer(2, 0);
        if (count == 0 && depth > 0) {
            stored = Optional.of(storedType(element.integer(1, -1)));
            leaves.add(stored.get());
            if (stored.get() == StoredType.FIXED_LEN_BYTE_ARRAY && (fixed <= 0 || fixed > 1 << 24)) {
                throw new DamagedBytes("fixed values of " + fixed + " bytes in the column " + element.text(4));
            }
        }
        List<SchemaNode> children = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            children.add(node(depth + 1));
        }
        long repetition = element.integer(3, 0);
        if (repetition < 0 || repetition > 2) {
            throw new DamagedBytes("a repetition of " + repetition + " in the column " + element.text(4));
        }
        return new SchemaNode(
                element.text(4),
                SchemaNode.Repetition.values()[(int) repetition],
                stored,
                fixed,
                (int) element.integer(6, -1),
                (int) element.integer(8, 0),
                (int) element.integer(7, 0),
                element.struct(10),
                children);
    }

    private static StoredType storedType(long number) {
        if (number < 0 || number >= StoredType.values().length) {
            throw new DamagedBytes("a column of type " + number);
        }
        return StoredType.values()[(int) number];
    }

    private RowGroupPlace rowGroup(CompactStruct group, long pagesEnd) {
        long rows = group.integer(3, -1);
        List<CompactStruct> columns = structs(group.list(1));
        if (rows < 0 || columns.size() != leaves.size()) {
            throw new DamagedBytes("a row group of " + rows + " rows and " + columns.size() + " columns in a file of "
                    + leaves.size());
        }
        List<ChunkPlace> chunks = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            chunks.add(chunk(columns.get(i), leaves.get(i), pagesEnd));
        }
        return new RowGroupPlace(rows, chunks);
    }

    private static ChunkPlace chunk(CompactStruct column, StoredType stored, long pagesEnd) {
        CompactStruct place = column.struct(3).orElseThrow(() -> new DamagedBytes("a column chunk without a place"));
        if (!column.text(1).isEmpty()) {
            throw new DamagedBytes("a column chunk in another file, " + column.text(1));
        }
        long data = place.integer(9, -1);
        long dictionary = place.integer(11, 0);
        long start = dictionary > 0 && dictionary < data ? dictionary : data;
        long bytes = place.integer(7, -1);
        long values = place.integer(5, -1);
        if (start < ParquetFormat.MAGIC.length && values != 0 || bytes < 0 || bytes > pagesEnd - start || values < 0) {
            throw new DamagedBytes("a column chunk of " + bytes + " bytes at byte " + start + " of " + pagesEnd);
        }
        if (storedType(place.integer(1, -1)) != stored) {
            throw new DamagedBytes("a column chunk of another type than its column");
        }
        List<Long> encodings = new ArrayList<>();
        place.list(2).forEach(encoding -> encodings.add(encoding instanceof Long number ? number : Long.valueOf(-1)));
        return new ChunkPlace(
                stored,
                encodings,
                place.integer(4, -1),
                values,
                start,
                bytes,
                place.integer(6, 0),
                place.struct(12),
                extent(column, 6, 7, pagesEnd),
                extent(column, 4, 5, pagesEnd));
    }

    private static Optional<ChunkPlace.Extent> extent(
            CompactStruct column, int offsetField, int lengthField, long end) {
        long offset = column.integer(offsetField, -1);
        long length = column.integer(lengthField, -1);
        boolean sound = offset > 0 && length > 0 && length <= end - offset;
        return sound ? Optional.of(new ChunkPlace.Extent(offset, (int) length)) : Optional.empty();
    }
}
