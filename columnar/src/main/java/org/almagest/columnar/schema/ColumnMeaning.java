package org.almagest.columnar.schema;

/// What the file said of a column: unit (TUNIT), UCD (TUCD), utype (TUTYP), display format (TDISP),
/// description (TCOMM). Empty strings mean "not given"; nothing is normalised.
public record ColumnMeaning(String unit, String ucd, String utype, String display, String description) {
    public static final ColumnMeaning NONE = new ColumnMeaning("", "", "", "", "");

    /// Makes the meaning of a column with a unit alone.
    public static ColumnMeaning ofUnit(String unit) {
        return new ColumnMeaning(unit, "", "", "", "");
    }
}
