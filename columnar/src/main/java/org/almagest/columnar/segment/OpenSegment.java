package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.pool.PageSource;
import org.almagest.columnar.pool.PageTable;
import org.almagest.columnar.type.PhysicalType;

/// The footer of a segment and its pages in the pool. Thread-safe.
///
/// The pool numbers pages of all columns: those of column 0 in the order of rows, those of column
/// 1, ..., then the dictionaries, column by column and in it row group by row group, then likewise
/// the Bloom filters of the columns that have some.
final class OpenSegment implements PageSource, AutoCloseable {
    private final SegmentDescription description;
    private final SegmentFooter footer;
    private final ReadableFile file;
    private final NativeBuffer inline;
    private final int[] firstPage;
    private final PageTable pages;

    /// What there is to decode, by column; made when it is first asked for.
    private final AtomicReferenceArray<ChunkEfforts> efforts;

    OpenSegment(
            SegmentDescription description,
            SegmentFooter footer,
            ReadableFile file,
            NativeBuffer inline,
            BufferPool pool) {
        this.description = description;
        this.footer = footer;
        this.file = file;
        this.inline = inline;
        firstPage = new int[footer.directories().size() + 1];
        for (int c = 0; c + 1 < firstPage.length; c++) {
            firstPage[c + 1] = firstPage[c] + footer.directories().get(c).pages();
        }
        efforts = new AtomicReferenceArray<>(footer.directories().size());
        pages = pool.attach(this);
    }

    SegmentFooter footer() {
        return footer;
    }

    PageTable pages() {
        return pages;
    }

    /// Finds a column by its stable id.
    OptionalInt position(int columnId) {
        for (int c = 0; c < footer.schema().columnCount(); c++) {
            if (footer.schema().column(c).id() == columnId) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.empty();
    }

    /// Answers how much there is to decode of a column, by its position.
    ChunkEfforts efforts(int column) {
        ChunkEfforts known = efforts.get(column);
        if (known == null) {
            boolean text = footer.schema().column(column).type().physical() == PhysicalType.BYTES;
            known = ChunkEfforts.of(footer.directories().get(column), text);
            efforts.set(column, known);
        }
        return known;
    }

    /// Answers the pool's number of a page of a column.
    int pageNumber(int column, int page) {
        return firstPage[column] + page;
    }

    /// Answers the pool's number of the dictionary of a column chunk.
    int dictionaryNumber(int column, int rowGroup) {
        return firstPage[firstPage.length - 1] + column * footer.rowGroups() + rowGroup;
    }

    /// Answers the pool's number of the Bloom filters of a column chunk, `index` being the column's
    /// place in the directory of filters.
    int bloomNumber(int index, int rowGroup) {
        return firstBloom() + index * footer.rowGroups() + rowGroup;
    }

    private int firstDictionary() {
        return firstPage[firstPage.length - 1];
    }

    private int firstBloom() {
        return firstDictionary() + (firstPage.length - 1) * footer.rowGroups();
    }

    /// Answers the bytes of an inline page; they stay until the segment is closed.
    MemorySegment inlinePage(int column, int page) {
        PageDirectory directory = footer.directories().get(column);
        return inline.segment().asSlice(directory.offset()[page], directory.length()[page]);
    }

    /// Names a page for a complaint: file, column, row group, place.
    String where(int number) {
        Place place = place(number);
        String column = footer.schema().column(place.column()).name();
        return path() + ", column " + column + ", " + place.what() + " at byte " + place.offset();
    }

    /// Where a numbered page stands and what is in it.
    private record Place(int column, String what, long offset, int length, int checksum) {}

    private Place place(int number) {
        int groups = footer.rowGroups();
        if (number >= firstBloom()) {
            int index = number - firstBloom();
            BloomDirectory.Column filters = footer.bloom().columns().get(index / groups);
            int group = index % groups;
            return new Place(
                    filters.position(),
                    "Bloom filters of row group " + group,
                    filters.offset()[group],
                    filters.length()[group],
                    filters.checksum()[group]);
        }
        if (number >= firstDictionary()) {
            int index = number - firstDictionary();
            PageDirectory directory = footer.directories().get(index / groups);
            int group = index % groups;
            return new Place(
                    index / groups,
                    "dictionary of row group " + group,
                    directory.dictionaryOffset()[group],
                    directory.dictionaryLength()[group],
                    directory.dictionaryChecksum()[group]);
        }
        int column = columnOf(number);
        PageDirectory directory = footer.directories().get(column);
        int page = number - firstPage[column];
        return new Place(
                column,
                "page " + page,
                directory.offset()[page],
                directory.length()[page],
                directory.checksum()[page]);
    }

    @Override
    public String path() {
        return description.path();
    }

    @Override
    public int pageCount() {
        return firstBloom() + footer.bloom().columns().size() * footer.rowGroups();
    }

    @Override
    public long offset(int number) {
        if (number >= firstDictionary()) {
            return place(number).offset();
        }
        int column = columnOf(number);
        return footer.directories().get(column).offset()[number - firstPage[column]];
    }

    @Override
    public int length(int number) {
        if (number >= firstDictionary()) {
            return place(number).length();
        }
        int column = columnOf(number);
        return footer.directories().get(column).length()[number - firstPage[column]];
    }

    private int columnOf(int number) {
        int low = 0;
        int high = firstPage.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstPage[middle] <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void read(long position, MemorySegment target) throws IOException {
        file.read(position, target);
    }

    @Override
    public void verify(int number, MemorySegment bytes) {
        int expected = place(number).checksum();
        int found = SegmentFormat.checksum(description.fileId(), offset(number), bytes);
        if (found != expected) {
            throw new CorruptionException(
                    where(number), "checksum " + Integer.toHexString(found), Integer.toHexString(expected));
        }
    }

    @Override
    public void close() {
        pages.close();
        inline.close();
        try {
            file.close();
        } catch (IOException failed) {
            throw StorageFailure.of("close", path(), failed);
        }
    }
}
