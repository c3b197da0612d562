package org.almagest.ingest.fits;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.ColumnMeaning;

/// Finds the keywords of each column, beyond the 999th in the convention of the wide tables that
/// TOPCAT writes: from column XT_ICOL on, keywords end in three letters (AAA is column 999) or
/// stand in `HIERARCH XT TTYPE1234`. Gives columns distinct names.
final class ColumnKeywords {
    private static final int FIRST_LETTERS = 999;
    private static final Pattern BOILERPLATE = Pattern.compile(
            "((label|name|title|column name|field name) (for|of) )?(the )?(field|column|col)\\.? *#? *\\d*( name| label)?"
                    + "|label|name|column name|field name|",
            Pattern.CASE_INSENSITIVE);

    private final FitsHeader header;
    private final long firstExtended;
    private final Map<String, Integer> lastSuffix = new HashMap<>();
    private final Map<String, Integer> numberByName = new HashMap<>();
    private final List<String> notices;

    ColumnKeywords(FitsHeader header, List<String> notices) {
        this.header = header;
        this.notices = notices;
        firstExtended = header.integerOr("XT_ICOL", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    }

    HduPlace place() {
        return header.place();
    }

    /// Answers the number of columns.
    int count() {
        long fields = header.integer("TFIELDS", 0, 1_000_000);
        return (int) (firstExtended == Long.MAX_VALUE ? fields : header.integer("XT_NCOL", fields, 1_000_000));
    }

    /// Answers the number of columns that stand in the standard's own keywords; the next one, if
    /// any, holds the others.
    boolean isExtended(int number) {
        return number >= firstExtended;
    }

    private String keyword(String root, int number) {
        if (!isExtended(number)) {
            String plain = root + number;
            return plain.length() > FitsFormat.KEYWORD_BYTES
                            && header.card(plain).isEmpty()
                    ? "XT " + plain
                    : plain;
        }
        String letters = letters(number);
        return !letters.isEmpty() && header.card(root + letters).isPresent() ? root + letters : "XT " + root + number;
    }

    private static String letters(int number) {
        int rest = number - FIRST_LETTERS;
        if (rest < 0 || rest >= 26 * 26 * 26) {
            return "";
        }
        return "" + (char) ('A' + rest / 676) + (char) ('A' + rest / 26 % 26) + (char) ('A' + rest % 26);
    }

    String text(String root, int number) {
        return header.text(keyword(root, number));
    }

    OptionalLong integer(String root, int number) {
        return header.integer(keyword(root, number));
    }

    Optional<BigDecimal> decimal(String root, int number) {
        return header.decimal(keyword(root, number));
    }

    /// Answers a finite double.
    double real(String root, int number, double absent) {
        double value = decimal(root, number).map(BigDecimal::doubleValue).orElse(absent);
        if (!Double.isFinite(value)) {
            throw damaged(root, number, "a number too large for a double");
        }
        return value;
    }

    private AlmagestException damaged(String root, int number, String found) {
        return place().damaged(keyword(root, number), found, "a number");
    }

    ColumnMeaning meaning(int number) {
        return new ColumnMeaning(
                text("TUNIT", number), ucd(number), text("TUTYP", number), text("TDISP", number), description(number));
    }

    /// Answers TUCD, or TBUCD as older catalogues have it.
    private String ucd(int number) {
        String given = text("TUCD", number);
        return given.isEmpty() ? text("TBUCD", number) : given;
    }

    private String description(int number) {
        String given = text("TCOMM", number);
        if (!given.isEmpty()) {
            return given;
        }
        String comment =
                header.card(keyword("TTYPE", number)).map(HeaderCard::comment).orElse("");
        return BOILERPLATE.matcher(comment).matches() ? "" : comment;
    }

    /// Answers a name that no earlier column has, whatever the case of its letters.
    String distinctName(int number) {
        String given = text("TTYPE", number);
        String name = given.isEmpty() ? "col_" + number : given;
        String distinct = name;
        int suffix = lastSuffix.getOrDefault(fold(name), 1);
        while (numberByName.containsKey(fold(distinct))) {
            distinct = name + "_" + ++suffix;
        }
        lastSuffix.put(fold(name), suffix);
        if (!distinct.equals(name)) {
            notices.add("column " + number + " is called " + distinct + ": its name " + name + " is that of column "
                    + numberByName.get(fold(name)));
        }
        numberByName.put(fold(distinct), number);
        return distinct;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
