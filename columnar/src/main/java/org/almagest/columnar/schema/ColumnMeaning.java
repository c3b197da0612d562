package org.almagest.columnar.schema;

/// What the file said of a column: unit (TUNIT), UCD (TUCD), utype (TUTYP), display format (TDISP),
/// description (TCOMM). Empty strings mean "not given"; nothing is normalised.
public record ColumnMeaning(String unit, String ucd, String utype, String display, String description) {
    public static final ColumnMeaning NONE = new ColumnMeaning("", "", "", "", "");

    /// Makes the meaning of a column with a unit alone.
    public static ColumnMeaning ofUnit(String unit) {
        return new ColumnMeaning(unit, "", "", "", "");
    }

    public ColumnMeaning withUnit(String other) {
        return new ColumnMeaning(other, ucd, utype, display, description);
    }

    public ColumnMeaning withUcd(String other) {
        return new ColumnMeaning(unit, other, utype, display, description);
    }

    public ColumnMeaning withDescription(String other) {
        return new ColumnMeaning(unit, ucd, utype, display, other);
    }
}
