package org.almagest.ingest.fits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.MemoryBudget;

/// A FITS file and its header and data units. Only headers are read; a gzip file is unpacked into a
/// temporary one, whose space `close()` gives back.
///
/// Where an HDU is damaged, the earlier ones are still there: the damage is reported when something
/// behind it is asked for.
public final class FitsFile implements AutoCloseable {
    private static final byte[] SIMPLE = "SIMPLE  =".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XTENSION = "XTENSION".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final FitsOptions options;
    private final MemoryBudget budget;
    private final ByteSource source;
    private final long bytes;
    private final List<Hdu> hdus;
    private final Optional<AlmagestException> damage;

    private FitsFile(
            String path,
            FitsOptions options,
            MemoryBudget budget,
            ByteSource source,
            long bytes,
            List<Hdu> hdus,
            Optional<AlmagestException> damage) {
        this.path = path;
        this.options = options;
        this.budget = budget;
        this.source = source;
        this.bytes = bytes;
        this.hdus = List.copyOf(hdus);
        this.damage = damage;
    }

    /// Opens a file; `budget` pays for what its tables are read with.
    public static FitsFile open(FileSystem files, String path, FitsOptions options, MemoryBudget budget) {
        try {
            if (files.isDirectory(path)) {
                throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, path + " is a directory, expected a FITS file")
                        .hint("name a file in it");
            }
            ByteSource source = source(files, path, options);
            try {
                return list(path, options, budget, source);
            } catch (IOException | RuntimeException failure) {
                source.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw HduPlace.unreadable(path, failure);
        }
    }

    /// Answers whether the first bytes of a file (nine at least) are those of a FITS file.
    public static boolean isFits(byte[] firstBytes) {
        return startsWith(firstBytes, SIMPLE);
    }

    private static boolean startsWith(byte[] bytes, byte[] wanted) {
        return bytes.length >= wanted.length
                && java.util.Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    private static ByteSource source(FileSystem files, String path, FitsOptions options) throws IOException {
        try (ReadableFile file = files.open(path)) {
            byte[] first = bytesAt(file, 0, 3);
            if (first.length == 3 && (first[0] & 0xFF) == 0x1F && (first[1] & 0xFF) == 0x8B) {
                return new ByteSource.Unpacked(UnpackedFile.unpack(file, options.temporaryDirectory()));
            }
            boolean bzip2 = startsWith(first, "BZh".getBytes(StandardCharsets.US_ASCII));
            boolean compress = first.length == 3 && (first[0] & 0xFF) == 0x1F && (first[1] & 0xFF) == 0x9D;
            if (bzip2 || compress) {
                throw AlmagestException.of(
                                SqlState.FEATURE_NOT_SUPPORTED,
                                path + " is compressed by " + (bzip2 ? "bzip2" : "compress")
                                        + ", which is not supported yet")
                        .hint("unpack it first, or compress it with gzip");
            }
            return new ByteSource.InPlace(files, path, file.size());
        }
    }

    private static byte[] bytesAt(ReadableFile file, long position, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(most, file.size() - position))];
        file.read(position, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private static FitsFile list(String path, FitsOptions options, MemoryBudget budget, ByteSource source)
            throws IOException {
        try (ReadableFile file = source.open()) {
            if (!isFits(bytesAt(file, 0, SIMPLE.length))) {
                throw AlmagestException.of(
                                SqlState.BAD_COPY_FORMAT,
                                path + " is not a FITS file: it does not start with 'SIMPLE  ='")
                        .hint("check the path; a text catalogue is read by read_csv");
            }
            List<Hdu> hdus = new ArrayList<>();
            Optional<AlmagestException> damage = Optional.empty();
            try {
                list(file, path, hdus);
            } catch (AlmagestException found) {
                if (hdus.isEmpty()) {
                    throw found;
                }
                damage = Optional.of(found);
            }
            return new FitsFile(path, options, budget, source, file.size(), hdus, damage);
        }
    }

    private static void list(ReadableFile file, String path, List<Hdu> hdus) throws IOException {
        long offset = 0;
        while (offset < file.size()
                && hdus.size() < FitsFormat.MAX_HDUS
                && (offset == 0 || startsWith(bytesAt(file, offset, XTENSION.length), XTENSION))) {
            HduPlace place = HduPlace.of(path, hdus.size());
            HeaderReader.Cards read = HeaderReader.read(file, offset, place);
            String name = new FitsHeader(place, read.cards()).text("EXTNAME");
            FitsHeader header = new FitsHeader(place.named(name), read.cards());
            try {
                Hdu hdu = Hdu.of(hdus.size(), header, Math.addExact(offset, read.bytes()));
                hdus.add(hdu);
                offset = hdu.endOffset();
            } catch (ArithmeticException overflow) {
                throw header.place().damaged("NAXISn", "a size beyond 64 bits", "the size of the data in bytes");
            }
        }
    }

    public String path() {
        return path;
    }

    /// Answers the size of the file, unpacked.
    public long bytes() {
        return bytes;
    }

    /// Answers the header and data units in order; the first one is the primary.
    public List<Hdu> hdus() {
        return hdus;
    }

    /// Answers why there may be more HDUs than `hdus()` lists.
    public Optional<AlmagestException> damage() {
        return damage;
    }

    /// Answers the HDUs that are tables.
    public List<Hdu> tables() {
        return hdus.stream().filter(hdu -> hdu.kind().isTable()).toList();
    }

    /// Finds a table: by index (the primary HDU is 0), by EXTNAME in any case (`EVENTS`, or
    /// `EVENTS,2` with EXTVER), or the first one where the choice is empty.
    public Hdu choose(String choice) {
        String wanted = choice.strip();
        if (wanted.isEmpty()) {
            return tables().stream().findFirst().orElseThrow(() -> missing("has no table"));
        }
        Optional<Hdu> named = named(wanted);
        if (named.isPresent()) {
            return named.get();
        }
        OptionalLong number = number(wanted);
        if (number.isPresent()) {
            return hdus.stream()
                    .filter(hdu -> hdu.index() == number.getAsLong())
                    .findFirst()
                    .orElseThrow(() -> missing("has no HDU " + wanted));
        }
        throw missing("has no HDU named '" + wanted + "'");
    }

    /// Answers the tables that a choice names: `all` means each of them.
    public List<Hdu> chooseAll(String choice) {
        if (choice.strip().equalsIgnoreCase("all")) {
            if (tables().isEmpty() || damage.isPresent()) {
                throw missing("has no table");
            }
            return tables();
        }
        return List.of(choose(choice));
    }

    private Optional<Hdu> named(String wanted) {
        int comma = wanted.lastIndexOf(',');
        OptionalLong version = comma < 0
                ? OptionalLong.empty()
                : number(wanted.substring(comma + 1).strip());
        String name = version.isPresent() ? wanted.substring(0, comma).strip() : wanted;
        return hdus.stream()
                .filter(hdu -> hdu.name().equalsIgnoreCase(name))
                .filter(hdu -> version.isEmpty() || hdu.version() == version.getAsLong())
                .findFirst();
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private AlmagestException missing(String what) {
        if (damage.isPresent()) {
            return damage.get();
        }
        String there = hdus.stream()
                .limit(30)
                .map(hdu -> hdu.index() + (hdu.name().isEmpty() ? "" : " " + hdu.name()) + " ("
                        + hdu.kind().label() + ")")
                .collect(Collectors.joining(", "));
        return AlmagestException.of(SqlState.UNDEFINED_OBJECT, path + " " + what)
                .hint("it has: " + there);
    }

    /// Makes one of the HDUs readable as a table; fails where it is none or its header lies.
    public FitsTable table(Hdu hdu) {
        TableLayout layout = switch (hdu.kind()) {
            case BINARY_TABLE -> BinaryTableLayout.of(hdu, bytes, options);
            case ASCII_TABLE -> AsciiTableLayout.of(hdu, bytes, options);
            case COMPRESSED_TABLE ->
                throw hdu.place()
                        .unsupported(
                                "tile-compressed tables (ZTABLE) are not supported yet",
                                "unpack the file with funpack");
            case IMAGE, COMPRESSED_IMAGE, OTHER ->
                throw AlmagestException.of(
                                SqlState.WRONG_OBJECT_TYPE,
                                hdu.place() + " is not a table (" + hdu.kind().label() + ")")
                        .hint("choose one of the table HDUs; almagest info " + path + " lists them");
        };
        return new FitsTable(source, hdu, layout, budget);
    }

    /// Makes the table that a choice names readable; see `choose`.
    public FitsTable table(String choice) {
        return table(choose(choice));
    }

    /// Gives back the space of an unpacked file; its tables cannot be read any more.
    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException failure) {
            throw HduPlace.unreadable(path, failure);
        }
    }
}
