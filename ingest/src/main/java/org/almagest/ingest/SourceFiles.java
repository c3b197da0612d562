package org.almagest.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvReject;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.csv.TextPacking;
import org.almagest.ingest.fileset.FileSet;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsOptions;
import org.almagest.ingest.parquet.ParquetTable;

/// The front door for files read in place: finds out what a file is and opens it as rows.
///
/// The content decides; the name only where the content does not tell (an empty or compressed
/// file).
public final class SourceFiles {
    private static final int HEAD_BYTES = 64 << 10;
    private static final int CONTENT_BYTES = 64;

    private final FileSystem files;
    private final String temporaryDirectory;
    private final MemoryBudget budget;
    private final BooleanSupplier cancelled;

    /// Reads from `files` within `budget`; compressed FITS files are unpacked in a local directory.
    public SourceFiles(FileSystem files, String temporaryDirectory, MemoryBudget budget) {
        this(files, temporaryDirectory, budget, () -> false);
    }

    /// Reads likewise; opening a text file fails with 57014 soon after `cancelled` answers true.
    public SourceFiles(FileSystem files, String temporaryDirectory, MemoryBudget budget, BooleanSupplier cancelled) {
        this.files = files;
        this.temporaryDirectory = temporaryDirectory;
        this.budget = budget;
        this.cancelled = cancelled;
    }

    /// Opens a file of any kind, with the options of that kind.
    public Scannable open(String path, Map<String, Value> options) {
        return switch (kind(path)) {
            case FITS -> openFits(path, options);
            case CSV -> openCsv(path, options);
            case PARQUET -> openParquet(path, options);
        };
    }

    /// Opens several files, or those that match patterns, as one table: each by `opener` with the
    /// options that are not the set's own.
    public Scannable openAll(List<String> names, Map<String, Value> options, FileSet.Opener opener) {
        return FileSet.open(files, names, options, opener);
    }

    /// Opens a table of a FITS file; the option `hdu` is an index or a name, the others are those
    /// of `FitsOptions`.
    public Scannable openFits(String path, Map<String, Value> options) {
        Map<String, Value> others = new LinkedHashMap<>();
        String hdu = "";
        for (var option : options.entrySet()) {
            if (option.getKey().equalsIgnoreCase("hdu")) {
                hdu = hdu(option.getValue());
            } else {
                others.put(option.getKey(), option.getValue());
            }
        }
        return fits(path, FitsOptions.parse(others)).table(hdu);
    }

    /// Opens a FITS file with all its HDUs.
    public FitsFile fits(String path, FitsOptions options) {
        return FitsFile.open(files, path, options.withTemporaryDirectory(temporaryDirectory), budget);
    }

    private static String hdu(Value value) {
        return switch (value) {
            case Value.OfLong(long index) -> String.valueOf(index);
            case Value.OfText(String name) -> name;
            default ->
                throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "FITS option hdu must be the index or the name of an HDU");
        };
    }

    /// Opens a text catalogue with the options of `read_csv`.
    public CsvTable openCsv(String path, Map<String, Value> options) {
        return openCsv(path, CsvOptions.parse(options), CsvReject.IGNORED);
    }

    /// Opens a text catalogue; `rejects` is told of what `on_error` lets pass.
    public CsvTable openCsv(String path, CsvOptions options, Consumer<CsvReject> rejects) {
        return CsvTable.open(files, path, options, budget, rejects, cancelled);
    }

    /// Opens a Parquet file.
    public ParquetTable openParquet(String path, Map<String, Value> options) {
        return ParquetTable.open(files, path, options, budget);
    }

    /// Finds out what a file holds; fails for a missing file, a directory, and a format that is not
    /// read. Of a stream only text is read, so nothing is taken of it here.
    public SourceKind kind(String path) {
        if (isStream(path)) {
            return SourceKind.CSV;
        }
        byte[] content = content(path);
        if (FitsFile.isFits(content)) {
            return SourceKind.FITS;
        }
        if (ParquetTable.isParquet(content)) {
            return SourceKind.PARQUET;
        }
        refuse(path, content, "PK\u0003\u0004", "ZIP");
        refuse(path, content, "<?xml", "XML (VOTable)");
        refuse(path, content, "<VOTABLE", "XML (VOTable)");
        refuse(path, content, "\u0089HDF", "HDF5");
        boolean compressed = startsWith(content, "BZh") || startsWith(content, "\u001F\u009D");
        boolean fitsName = path.toLowerCase(Locale.ROOT).matches(".*\\.(fits?|fts|fz)(\\.\\w{1,3})?");
        return fitsName && (content.length == 0 || compressed) ? SourceKind.FITS : SourceKind.CSV;
    }

    private boolean isStream(String path) {
        try {
            return files.isStream(path);
        } catch (IOException failure) {
            throw StorageFailure.of("read", path, failure);
        }
    }

    private static void refuse(String path, byte[] content, String magic, String format) {
        if (startsWith(content, magic)) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED, path + " is a " + format + " file, which is not read yet")
                    .hint(
                            "FITS, Parquet and text files (CSV, TSV) are read, the first and last also packed by gzip, the last by zstd");
        }
    }

    private static boolean startsWith(byte[] content, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= wanted.length && Arrays.equals(content, 0, wanted.length, wanted, 0, wanted.length);
    }

    /// Answers the first bytes of a file, unpacked where they are packed.
    private byte[] content(String path) {
        try {
            if (files.isDirectory(path)) {
                throw AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE, path + " is a directory, expected a FITS or text file")
                        .hint("name a file in it");
            }
            byte[] head;
            try (ReadableFile file = files.open(path)) {
                head = new byte[(int) Math.min(HEAD_BYTES, file.size())];
                file.read(0, MemorySegment.ofArray(head));
            }
            return TextPacking.of(head)
                    .map(packing -> unpacked(packing, head))
                    .orElseGet(() -> Arrays.copyOf(head, Math.min(CONTENT_BYTES, head.length)));
        } catch (IOException failure) {
            throw StorageFailure.of("read", path, failure);
        }
    }

    /// Answers the first unpacked bytes; none where they cannot be unpacked, which the reader of
    /// the file will say better.
    private static byte[] unpacked(TextPacking packing, byte[] head) {
        try (InputStream input = packing.unpack(new ByteArrayInputStream(head))) {
            return input.readNBytes(CONTENT_BYTES);
        } catch (IOException damaged) {
            return new byte[0];
        }
    }
}
