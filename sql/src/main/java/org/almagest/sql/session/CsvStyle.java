package org.almagest.sql.session;

import java.util.Optional;
import java.util.Set;
import org.almagest.ingest.csv.TextPacking;

/// How COPY TO writes a text.
///
/// @param nullText what stands for NULL, never in quotes
/// @param quote the mark around fields that need it
/// @param escape what stands before a quote, or itself, within quotes
/// @param forced the columns whose values are always in quotes; empty: none, `*`: all
/// @param packing what packs the text
record CsvStyle(
        boolean header,
        char delimiter,
        String nullText,
        char quote,
        char escape,
        Set<String> forced,
        Optional<TextPacking> packing) {
    static final String ALL = "*";
    static final CsvStyle PLAIN = new CsvStyle(true, ',', "", '"', '"', Set.of(), Optional.empty());

    CsvStyle {
        forced = Set.copyOf(forced);
    }

    boolean forces(String column) {
        return forced.contains(ALL) || forced.contains(column);
    }

    CsvStyle withHeader(boolean named) {
        return new CsvStyle(named, delimiter, nullText, quote, escape, forced, packing);
    }

    CsvStyle withDelimiter(char letter) {
        return new CsvStyle(header, letter, nullText, quote, escape, forced, packing);
    }

    CsvStyle withNullText(String text) {
        return new CsvStyle(header, delimiter, text, quote, escape, forced, packing);
    }

    /// Sets the quote, which is doubled unless an escape is given as well.
    CsvStyle withQuote(char letter) {
        return new CsvStyle(header, delimiter, nullText, letter, escape == quote ? letter : escape, forced, packing);
    }

    CsvStyle withEscape(char letter) {
        return new CsvStyle(header, delimiter, nullText, quote, letter, forced, packing);
    }

    CsvStyle withForced(Set<String> columns) {
        return new CsvStyle(header, delimiter, nullText, quote, escape, columns, packing);
    }

    CsvStyle withPacking(Optional<TextPacking> packed) {
        return new CsvStyle(header, delimiter, nullText, quote, escape, forced, packed);
    }
}
