package org.almagest.ingest.fits;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Reads the numbers of an ASCII table: blanks around them, exponents with E or D, a decimal point
/// that TFORM implies where the text has none.
final class NumberReader extends CellReader {
    private final CellForm.Number form;
    private final FitsColumn column;
    private final HduPlace place;
    private final byte[] nullText;
    private final byte[] scratch;

    NumberReader(ColumnVector vector, CellForm.Number form, FitsColumn column, HduPlace place) {
        super(vector);
        this.form = form;
        this.column = column;
        this.place = place;
        nullText = form.nullText().getBytes(StandardCharsets.ISO_8859_1);
        scratch = new byte[form.width() + 16];
    }

    @Override
    void read(byte[] rows, int start, int rowBytes, int count, long firstRow) {
        for (int row = 0; row < count; row++) {
            int from = start + row * rowBytes + form.offset();
            int to = from + form.width();
            while (to > from && (rows[to - 1] == ' ' || rows[to - 1] == 0)) {
                to--;
            }
            while (from < to && rows[from] == ' ') {
                from++;
            }
            boolean blank = from == to;
            if (blank ? !form.blankIsZero() : isNullText(rows, from, to)) {
                vector().setNull(row);
                continue;
            }
            try {
                set(row, rows, from, to);
            } catch (NumberFormatException | ArithmeticException bad) {
                throw bad(new String(rows, from, to - from, StandardCharsets.ISO_8859_1), firstRow + row);
            }
        }
    }

    private boolean isNullText(byte[] rows, int from, int to) {
        return nullText.length > 0 && java.util.Arrays.equals(rows, from, to, nullText, 0, nullText.length);
    }

    private void set(int row, byte[] rows, int from, int to) {
        switch (vector()) {
            case IntColumnVector ints -> ints.set(row, Math.toIntExact(integer(rows, from, to)));
            case LongColumnVector longs -> longs.set(row, integer(rows, from, to));
            case DoubleColumnVector doubles -> {
                double value = form.integer() ? integer(rows, from, to) : real(rows, from, to);
                doubles.set(row, form.scaled() ? value * form.scale() + form.zero() : value);
            }
            default -> throw new IllegalStateException("no number is held by " + vector().physicalType());
        }
    }

    private static long integer(byte[] rows, int from, int to) {
        return from == to ? 0 : Long.parseLong(new String(rows, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private double real(byte[] rows, int from, int to) {
        if (from == to) {
            return 0;
        }
        boolean point = false;
        int exponentAt = -1;
        for (int i = from; i < to; i++) {
            byte b = rows[i];
            point |= b == '.';
            boolean exponent = b == 'E' || b == 'D' || b == 'e' || b == 'd';
            exponentAt = exponent ? i - from : exponentAt;
            scratch[i - from] = exponent ? (byte) 'E' : b;
        }
        int length = to - from;
        if (!point && form.decimals() > 0) {
            return impliedPoint(exponentAt, length);
        }
        return JavaDoubleParser.parseDouble(scratch, 0, length);
    }

    private double impliedPoint(int exponentAt, int length) {
        int mantissa = exponentAt < 0 ? length : exponentAt;
        int exponent = exponentAt < 0
                ? 0
                : Integer.parseInt(
                        new String(scratch, exponentAt + 1, length - exponentAt - 1, StandardCharsets.ISO_8859_1));
        String text = new String(scratch, 0, mantissa, StandardCharsets.ISO_8859_1)
                + "E"
                + Math.subtractExact(exponent, form.decimals());
        return JavaDoubleParser.parseDouble(text);
    }

    private AlmagestException bad(String text, long rowNumber) {
        return place.damaged(
                "column " + column.name() + ", row " + (rowNumber + 1),
                "'" + text + "'",
                "a number (TFORM " + column.form() + ", type " + column.type() + ")");
    }
}
