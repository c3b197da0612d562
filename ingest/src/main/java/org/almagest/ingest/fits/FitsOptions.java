package org.almagest.ingest.fits;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.Value;

/// How a FITS file is read.
///
/// @param keepNaN NaN in E and D columns stays NaN; otherwise it is NULL
/// @param blankIsZero a blank numeric field of an ASCII table is 0, as the standard says; otherwise
///     it is NULL
/// @param temporaryDirectory where a compressed file is unpacked
public record FitsOptions(boolean keepNaN, boolean blankIsZero, String temporaryDirectory) {
    public static final FitsOptions DEFAULT = new FitsOptions(false, false, System.getProperty("java.io.tmpdir"));

    public FitsOptions withKeepNaN(boolean keep) {
        return new FitsOptions(keep, blankIsZero, temporaryDirectory);
    }

    public FitsOptions withBlankIsZero(boolean zero) {
        return new FitsOptions(keepNaN, zero, temporaryDirectory);
    }

    public FitsOptions withTemporaryDirectory(String directory) {
        return new FitsOptions(keepNaN, blankIsZero, directory);
    }

    /// Reads options as `read_fits(file, keep_nan => true, ascii_blank => 'zero')` gives them;
    /// names are case-insensitive. Fails with 22023 for an unknown name or a value that makes no
    /// sense.
    public static FitsOptions parse(Map<String, Value> options) {
        FitsOptions read = DEFAULT;
        for (var option : options.entrySet()) {
            String name = option.getKey().toLowerCase(Locale.ROOT);
            read = switch (name) {
                case "keep_nan" -> read.withKeepNaN(isTrue(name, option.getValue()));
                case "ascii_blank" -> read.withBlankIsZero(isZero(name, option.getValue()));
                default -> throw unknown(name);
            };
        }
        return read;
    }

    private static boolean isTrue(String name, Value value) {
        return switch (value) {
            case Value.OfLong(long number) when number == 0 || number == 1 -> number == 1;
            case Value.OfText(String text) when text.equalsIgnoreCase("true") -> true;
            case Value.OfText(String text) when text.equalsIgnoreCase("false") -> false;
            default -> throw invalid(name, "true or false");
        };
    }

    private static boolean isZero(String name, Value value) {
        if (value instanceof Value.OfText(String text)) {
            if (text.equalsIgnoreCase("zero")) {
                return true;
            }
            if (text.equalsIgnoreCase("null")) {
                return false;
            }
        }
        throw invalid(name, "'zero' or 'null'");
    }

    private static AlmagestException invalid(String name, String expected) {
        return AlmagestException.of(SqlState.INVALID_PARAMETER, "FITS option " + name + " must be " + expected);
    }

    private static AlmagestException unknown(String name) {
        List<String> known = List.of("hdu", "keep_nan", "ascii_blank");
        AlmagestException failure = AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no FITS option " + name);
        return NearestName.of(name, known)
                .map(nearest -> failure.hint("did you mean " + nearest + "?"))
                .orElse(failure.hint("the options are " + String.join(", ", known)));
    }
}
