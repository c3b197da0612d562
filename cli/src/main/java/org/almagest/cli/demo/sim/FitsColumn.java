package org.almagest.cli.demo.sim;

import java.util.OptionalLong;

/// One column of a FITS table: its type and what a reader is told about it.
///
/// `width` is the bytes of a text and 1 for numbers; `nullValue` is the integer that stands for
/// NULL (TNULLn). Floating columns write NULL as NaN. Empty unit, ucd or description write no card.
public record FitsColumn(
        String name, FitsType type, int width, String unit, String ucd, String description, OptionalLong nullValue) {
    public FitsColumn {
        if (width < 1 || type != FitsType.TEXT && width != 1) {
            throw new IllegalArgumentException("width of column " + name + " must fit its type: " + width);
        }
        if (nullValue.isPresent() && !type.isInteger()) {
            throw new IllegalArgumentException("only integer columns have a null value: " + name);
        }
    }

    /// Makes a column of numbers.
    public static FitsColumn number(String name, FitsType type, String unit, String ucd, String description) {
        return new FitsColumn(name, type, 1, unit, ucd, description, OptionalLong.empty());
    }

    /// Makes a column of texts of a fixed number of bytes.
    public static FitsColumn text(String name, int width, String ucd, String description) {
        return new FitsColumn(name, FitsType.TEXT, width, "", ucd, description, OptionalLong.empty());
    }

    /// Answers this column with an integer that stands for NULL.
    public FitsColumn withNull(long value) {
        return new FitsColumn(name, type, width, unit, ucd, description, OptionalLong.of(value));
    }

    /// Answers the bytes of the column in a row.
    int rowBytes() {
        return type.bytes() * width;
    }

    /// Adds the column's cards.
    void describe(FitsHeader header, int number) {
        header.add("TTYPE" + number, name, "");
        header.add("TFORM" + number, (type == FitsType.TEXT ? "" + width : "1") + type.letter(), "");
        if (!unit.isEmpty()) {
            header.add("TUNIT" + number, unit, "");
        }
        if (!ucd.isEmpty()) {
            header.add("TUCD" + number, ucd, "");
        }
        if (!description.isEmpty()) {
            header.add("TCOMM" + number, description, "");
        }
        if (nullValue.isPresent()) {
            header.add("TNULL" + number, nullValue.getAsLong(), "");
        }
    }
}
