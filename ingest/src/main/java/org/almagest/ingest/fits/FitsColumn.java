package org.almagest.ingest.fits;

import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.DataType;

/// A column of a FITS table.
public final class FitsColumn {
    private final int number;
    private final String name;
    private final String form;
    private final DataType type;
    private final ColumnMeaning meaning;
    private final CellForm cell;

    FitsColumn(int number, String name, String form, DataType type, ColumnMeaning meaning, CellForm cell) {
        this.number = number;
        this.name = name;
        this.form = form;
        this.type = type;
        this.meaning = meaning;
        this.cell = cell;
    }

    /// Answers the number in the header's keywords, from 1.
    public int number() {
        return number;
    }

    /// Answers TTYPE, made distinct within the table.
    public String name() {
        return name;
    }

    /// Answers TFORM as it is written.
    public String form() {
        return form;
    }

    public DataType type() {
        return type;
    }

    public ColumnMeaning meaning() {
        return meaning;
    }

    CellForm cell() {
        return cell;
    }
}
