package org.almagest.ingest.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;

/// What the user says about a text file; what is left out is found out. Made from `DETECT` by the
/// `with...` methods, or from the options of `read_csv` by `parse`.
///
/// @param delimiter the text between fields: one character, or `blanks` for runs of blanks
/// @param quote the quote; '\0' for none
/// @param escape the character before a quote that is text; '\0' where quotes are doubled
/// @param comment the character that starts a line that is no row (default `#`); '\0' for none
/// @param headerRows lines of column names; the last one counts
/// @param skip lines to pass over before anything else
/// @param names the columns' names, instead of the header's
/// @param types types of columns, by name; the others are inferred
/// @param nullWord what stands for a missing value in columns that are not text, beside an empty
///     field; by default `null`, `NaN`, `\N` and `-`. Where it is given, `NaN` is a number
/// @param sampleRows rows to infer types from; -1 for all, absent: all of a file of at most 64 MiB
/// @param padded whether blanks around text are padding
/// @param encoding `utf-8` (default) or `latin-1`
/// @param chunkBytes the bytes of a morsel, 0 to choose by the file's size
public record CsvOptions(
        Optional<String> delimiter,
        Optional<Character> quote,
        Optional<Character> escape,
        Optional<Character> comment,
        OptionalInt headerRows,
        int skip,
        List<String> names,
        Map<String, DataType> types,
        Optional<String> nullWord,
        OptionalInt sampleRows,
        Optional<Boolean> padded,
        Optional<String> encoding,
        OnError onError,
        int chunkBytes) {
    /// Nothing is said.
    public static final CsvOptions DETECT = new CsvOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            0,
            List.of(),
            Map.of(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            OnError.ABORT,
            0);

    /// The name of the delimiter that is any number of blanks.
    public static final String BLANKS = "blanks";

    public CsvOptions {
        names = List.copyOf(names);
        types = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(types));
        if (skip < 0 || chunkBytes < 0) {
            throw new IllegalArgumentException("skip and chunkBytes must not be negative: " + skip + ", " + chunkBytes);
        }
    }

    /// Reads the options of `read_csv(file, name => value, ...)`; names are case-insensitive. Fails
    /// with 22023 for an unknown name or a value that makes no sense.
    public static CsvOptions parse(Map<String, Value> options) {
        return CsvOptionReader.read(options);
    }

    public CsvOptions withDelimiter(String value) {
        return new CsvOptions(
                Optional.of(value),
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    /// Sets quote, escape and comment; '\0' means none.
    public CsvOptions withMarks(
            Optional<Character> quoteMark, Optional<Character> escapeMark, Optional<Character> commentMark) {
        return new CsvOptions(
                delimiter,
                quoteMark,
                escapeMark,
                commentMark,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    /// Says how many lines to skip and how many lines of names follow.
    public CsvOptions withHeader(int skippedLines, int rows) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                OptionalInt.of(rows),
                skippedLines,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    public CsvOptions withSkip(int lines) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                lines,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    /// Names the columns and the types of some of them.
    public CsvOptions withColumns(List<String> columnNames, Map<String, DataType> columnTypes) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                columnNames,
                columnTypes,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    public CsvOptions withNullWord(String word) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                Optional.of(word),
                sampleRows,
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    public CsvOptions withSampleRows(int rows) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                OptionalInt.of(rows),
                padded,
                encoding,
                onError,
                chunkBytes);
    }

    /// Sets encoding and padding.
    public CsvOptions withText(Optional<String> textEncoding, Optional<Boolean> paddedText) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                sampleRows,
                paddedText,
                textEncoding,
                onError,
                chunkBytes);
    }

    public CsvOptions withOnError(OnError value) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                value,
                chunkBytes);
    }

    public CsvOptions withChunkBytes(int bytes) {
        return new CsvOptions(
                delimiter,
                quote,
                escape,
                comment,
                headerRows,
                skip,
                names,
                types,
                nullWord,
                sampleRows,
                padded,
                encoding,
                onError,
                bytes);
    }
}
