package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/// Reads the footer: parses it, holds what it says of sizes and places against the file, and has
/// parquet-java make schema, row groups and statistics of it.
final class FooterReader {
    /// A parsed footer takes about so many times the bytes that it has in the file.
    private static final int PARSED_FACTOR = 24;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_FIXED_BYTES = 1 << 24;

    private final ReadableFile file;
    private final List<Type> leaves = new ArrayList<>();

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
        if (footerBytes > Math.min(Integer.MAX_VALUE, size - tailBytes - ParquetFormat.MAGIC.length)) {
            throw ParquetFailures.damaged(
                    file.path(), "its footer of " + footerBytes + " bytes is larger than the file");
        }
        memory.add(footerBytes * PARSED_FACTOR);
        byte[] footer = bytes(size - tailBytes - footerBytes, (int) footerBytes);
        FileMetaData parsed = new FileMetaData();
        ThriftBytes.read(footer, 0, footer.length, parsed, "a structure");
        check(parsed, size - tailBytes - footerBytes);
        return converted(parsed);
    }

    private byte[] bytes(long offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.read(offset, MemorySegment.ofArray(bytes));
        return bytes;
    }

    /// parquet-java trusts a footer: what does not fit ends in exceptions of many kinds.
    private ParquetFooter converted(FileMetaData parsed) throws IOException {
        ParquetMetadata metadata;
        try {
            metadata = new ParquetMetadataConverter().fromParquetMetadata(parsed);
        } catch (RuntimeException damage) {
            throw new DamagedBytes("columns that do not hang together (" + ThriftBytes.firstLine(damage) + ")");
        }
        Map<String, String> properties = new HashMap<>();
        metadata.getFileMetaData().getKeyValueMetaData().forEach((key, value) -> {
            if (key != null && value != null) {
                properties.put(key, value);
            }
        });
        String writtenBy = metadata.getFileMetaData().getCreatedBy();
        return new ParquetFooter(
                file.path(),
                file.size(),
                parsed.getNum_rows(),
                metadata.getFileMetaData().getSchema(),
                metadata.getBlocks(),
                properties,
                writtenBy == null ? "" : writtenBy);
    }

    private void check(FileMetaData footer, long pagesEnd) {
        List<SchemaElement> elements = footer.getSchema();
        int end = elements.isEmpty() ? 0 : checkNode(elements, 0, 0);
        if (end != elements.size() || elements.isEmpty()) {
            throw new DamagedBytes("a schema of " + elements.size() + " elements, of which " + end + " hang together");
        }
        long rows = 0;
        for (RowGroup group : footer.getRow_groups()) {
            checkRowGroup(group, pagesEnd);
            rows = Math.addExact(rows, group.getNum_rows());
        }
        if (rows != footer.getNum_rows()) {
            throw new DamagedBytes(footer.getNum_rows() + " rows in a file whose row groups have " + rows);
        }
    }

    /// Checks the element at `at` and those below it; answers the place of the one that follows.
    private int checkNode(List<SchemaElement> elements, int at, int depth) {
        if (at >= elements.size() || depth > MAX_DEPTH) {
            throw new DamagedBytes("a schema without the elements that it counts, or nested too deeply");
        }
        SchemaElement element = elements.get(at);
        if (depth > 0 && !element.isSetRepetition_type()) {
            element.setRepetition_type(FieldRepetitionType.REQUIRED);
        }
        int next = at + 1;
        if (depth > 0 && element.isSetType()) {
            int fixed = element.getType_length();
            if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY && (fixed <= 0 || fixed > MAX_FIXED_BYTES)) {
                throw new DamagedBytes("fixed values of " + fixed + " bytes in the column " + element.getName());
            }
            leaves.add(element.getType());
            return next;
        }
        for (int i = 0; i < element.getNum_children(); i++) {
            next = checkNode(elements, next, depth + 1);
        }
        return next;
    }

    private void checkRowGroup(RowGroup group, long pagesEnd) {
        long rows = group.getNum_rows();
        List<ColumnChunk> chunks = group.getColumns();
        if (rows < 0 || chunks.size() != leaves.size()) {
            throw new DamagedBytes(
                    "a row group of " + rows + " rows and " + chunks.size() + " columns in a file of " + leaves.size());
        }
        for (int i = 0; i < chunks.size(); i++) {
            checkChunk(chunks.get(i), leaves.get(i), pagesEnd);
        }
    }

    private void checkChunk(ColumnChunk chunk, Type stored, long pagesEnd) {
        if (chunk.isSetFile_path()) {
            throw new DamagedBytes("a column chunk in another file, " + chunk.getFile_path());
        }
        if (chunk.isSetCrypto_metadata()) {
            throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, file.path() + " has encrypted columns")
                    .hint("encrypted Parquet files are not read; write the file without encryption");
        }
        if (!chunk.isSetMeta_data()) {
            throw new DamagedBytes("a column chunk without a place");
        }
        ColumnMetaData place = chunk.getMeta_data();
        long data = place.getData_page_offset();
        long dictionary = place.getDictionary_page_offset();
        long start = dictionary > 0 && dictionary < data ? dictionary : data;
        long bytes = place.getTotal_compressed_size();
        long values = place.getNum_values();
        if (start < ParquetFormat.MAGIC.length && values != 0 || bytes < 0 || bytes > pagesEnd - start || values < 0) {
            throw new DamagedBytes("a column chunk of " + bytes + " bytes at byte " + start + " of " + pagesEnd);
        }
        if (place.getType() != stored) {
            throw new DamagedBytes("a column chunk of another type than its column");
        }
    }
}
