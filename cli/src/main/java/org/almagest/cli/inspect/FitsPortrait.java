package org.almagest.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.cli.output.ValueTable;
import org.almagest.cli.progress.Quantities;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.fits.FitsColumn;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsTable;
import org.almagest.ingest.fits.Hdu;

/// The HDUs of a FITS file, then the columns of each table.
public final class FitsPortrait {
    private FitsPortrait() {}

    public static Portrait of(FitsFile file) {
        List<Portrait.Part> parts = new ArrayList<>();
        parts.add(hdus(file));
        for (Hdu hdu : file.tables()) {
            parts.add(table(file, hdu));
        }
        return new Portrait(parts);
    }

    private static Portrait.Part hdus(FitsFile file) {
        ValueTable table = new ValueTable()
                .column("hdu", ScalarType.INTEGER)
                .column("name", ScalarType.VARCHAR)
                .column("kind", ScalarType.VARCHAR)
                .column("rows", ScalarType.BIGINT)
                .column("bytes", ScalarType.BIGINT);
        for (Hdu hdu : file.hdus()) {
            table.row(
                    Value.of((long) hdu.index()),
                    Portrait.text(hdu.name()),
                    Value.of(hdu.kind().label()),
                    hdu.kind().isTable() ? Value.of(hdu.rows()) : Value.NULL,
                    Value.of(hdu.dataBytes()));
        }
        String title = file.path() + ": FITS, " + Quantities.bytes(file.bytes());
        return new Portrait.Part(
                title, table, file.damage().map(FitsPortrait::told).stream().toList());
    }

    private static Portrait.Part table(FitsFile file, Hdu hdu) {
        String name = "HDU " + hdu.index() + (hdu.name().isEmpty() ? "" : " " + hdu.name());
        ValueTable columns = Portrait.texts("column", "type", "unit", "form", "ucd", "description");
        try {
            FitsTable table = file.table(hdu);
            for (FitsColumn column : table.columns()) {
                columns.row(
                        Value.of(column.name()),
                        Value.of(column.type().sqlName()),
                        Portrait.text(column.meaning().unit()),
                        Value.of(column.form()),
                        Portrait.text(column.meaning().ucd()),
                        Portrait.text(column.meaning().description()));
            }
            String title = String.format(Locale.ROOT, "%s: %,d rows, %d columns", name, hdu.rows(), columns.rowCount());
            return new Portrait.Part(title, columns, table.notices());
        } catch (AlmagestException unreadable) {
            return new Portrait.Part(name + " cannot be read", columns, List.of(told(unreadable)));
        }
    }

    private static String told(AlmagestException failure) {
        return failure.getMessage() + failure.hint().map(hint -> "; " + hint).orElse("");
    }
}
