package org.almagest.ingest.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// Works out the layout of an ASCII table (XTENSION = 'TABLE'): fields `Aw Iw Fw.d Ew.d Dw.d` that
/// start at column TBCOL of the row.
final class AsciiTableLayout {
    private static final Pattern FORM =
            Pattern.compile("([AIFED])(\\d{1,9})(?:\\.(\\d{1,3}))?(?:E\\d+)?", Pattern.CASE_INSENSITIVE);

    /// The widest integer field whose values always fit 16, and 32 bits.
    private static final int SMALLINT_DIGITS = 4;

    private static final int INTEGER_DIGITS = 9;

    private final FitsOptions options;
    private final List<String> notices = new ArrayList<>();
    private final ColumnKeywords keywords;
    private final HduPlace place;

    private AsciiTableLayout(Hdu hdu, FitsOptions options) {
        this.options = options;
        place = hdu.place();
        keywords = new ColumnKeywords(hdu.header(), notices);
    }

    static TableLayout of(Hdu hdu, long fileBytes, FitsOptions options) {
        return new AsciiTableLayout(hdu, options).layout(hdu, fileBytes);
    }

    private TableLayout layout(Hdu hdu, long fileBytes) {
        TableSize size = TableSize.of(hdu, fileBytes);
        List<FitsColumn> columns = new ArrayList<>();
        int count = keywords.count();
        for (int number = 1; number <= count; number++) {
            columns.add(column(number, size.rowBytes()));
        }
        long end = hdu.dataOffset() + hdu.dataBytes();
        return new TableLayout(place, size.rows(), size.rowBytes(), hdu.dataOffset(), end, 0, columns, notices);
    }

    private FitsColumn column(int number, int rowBytes) {
        String text = keywords.text("TFORM", number);
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw place.damaged(
                    "TFORM" + number,
                    text.isEmpty() ? "no such keyword" : "'" + text + "'",
                    "one of Aw Iw Fw.d Ew.d Dw.d");
        }
        int width = Integer.parseInt(form.group(2));
        long start = keywords.integer("TBCOL", number).orElseThrow(() -> missingStart(number));
        if (start < 1 || width > rowBytes || start - 1 > rowBytes - width) {
            throw place.damaged(
                    "TBCOL" + number,
                    start + " with a field of " + width + " characters",
                    "a field within rows of " + rowBytes + " characters");
        }
        char code = Character.toUpperCase(form.group(1).charAt(0));
        int decimals = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
        CellForm cell = cell(number, code, (int) start - 1, width, decimals);
        return new FitsColumn(
                number, keywords.distinctName(number), text, type(code, width, cell), keywords.meaning(number), cell);
    }

    private AlmagestException missingStart(int number) {
        return place.damaged("TBCOL" + number, "no such keyword", "the first character of the field, from 1");
    }

    private CellForm cell(int number, char code, int offset, int width, int decimals) {
        if (width == 0) {
            return new CellForm.Absent();
        }
        if (code == 'A') {
            return new CellForm.Text(offset, width);
        }
        double scale = keywords.real("TSCAL", number, 1);
        double zero = keywords.real("TZERO", number, 0);
        boolean scaled = scale != 1 || zero != 0;
        return new CellForm.Number(
                offset,
                width,
                code == 'I',
                code == 'I' ? 0 : decimals,
                keywords.text("TNULL", number),
                scaled,
                scale,
                zero,
                options.blankIsZero());
    }

    private static DataType type(char code, int width, CellForm cell) {
        if (code == 'A') {
            return ScalarType.VARCHAR;
        }
        if (code != 'I' || cell instanceof CellForm.Number number && number.scaled()) {
            return ScalarType.DOUBLE;
        }
        if (width <= SMALLINT_DIGITS) {
            return ScalarType.SMALLINT;
        }
        return width <= INTEGER_DIGITS ? ScalarType.INTEGER : ScalarType.BIGINT;
    }
}
