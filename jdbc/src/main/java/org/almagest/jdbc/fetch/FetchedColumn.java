package org.almagest.jdbc.fetch;

import java.util.List;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.sql.session.ResultColumn;

/// A column of a fetch and the memory that it fills: consecutive parts, from `firstPart`.
///
/// ```text
/// scalar          mask (1 byte a row, 1 = NULL) | values
/// text            mask | offsets (8 bytes, rows + 1 of them) | bytes
/// T[n], T[n,m]    mask | the parts of its elements
/// T[]             mask | offsets (rows + 1) | the parts of its elements
/// ```
///
/// All in the machine's byte order. An element has a mask of its own; the elements of a NULL array
/// of fixed shape are NULL.
public final class FetchedColumn {
    private final ResultColumn column;
    private final Decimals decimals;
    private final int firstPart;

    FetchedColumn(ResultColumn column, Decimals decimals, int firstPart) {
        this.column = column;
        this.decimals = decimals;
        this.firstPart = firstPart;
    }

    public String name() {
        return column.name();
    }

    /// Answers the type as SQL writes it, such as `DECIMAL(10,2)`.
    public String type() {
        return column.type().sqlName();
    }

    /// Answers how the values, or the elements of an array, stand in memory.
    public String storage() {
        DataType scalar = column.type() instanceof ArrayType array ? array.element() : column.type();
        return Storage.of(scalar, decimals).code();
    }

    public boolean isArray() {
        return column.type() instanceof ArrayType;
    }

    /// Answers the shape of an array, the first axis fastest as in FITS; empty for a scalar and for
    /// arrays of any length.
    public List<Integer> shape() {
        return column.type() instanceof ArrayType array ? array.shape() : List.of();
    }

    public int firstPart() {
        return firstPart;
    }

    public String unit() {
        return meaning().unit();
    }

    public String ucd() {
        return meaning().ucd();
    }

    public String description() {
        return meaning().description();
    }

    private ColumnMeaning meaning() {
        return column.meaning();
    }
}
