package org.almagest.sql.real;

import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.AsciiTable;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.TableData;

/// Tables as nom-tam-fits reads them, with what Almagest makes of them by definition: scaled
/// integers are numbers, NaN and TNULL and blank strings are NULL.
final class FitsOracle implements AutoCloseable {
    private final Path path;
    private final Fits fits;

    FitsOracle(Path file) throws FitsException {
        path = file;
        fits = new Fits(file.toFile());
    }

    /// Answers the columns of the table at an HDU.
    List<ColumnCells> columns(int index) throws FitsException, IOException {
        BasicHDU<?> hdu = fits.getHDU(index);
        TableData data = (TableData) hdu.getData();
        Header header = hdu.getHeader();
        boolean ascii = data instanceof AsciiTable;
        byte[] bytes = ascii ? Files.readAllBytes(path) : new byte[0];
        List<ColumnCells> columns = new ArrayList<>();
        for (int c = 0; c < data.getNCols(); c++) {
            BigDecimal zero = number(header, "TZERO" + (c + 1), BigDecimal.ZERO);
            BigDecimal scale = number(header, "TSCAL" + (c + 1), BigDecimal.ONE);
            String blank = text(header, "TNULL" + (c + 1));
            List<Object> cells = new ArrayList<>();
            for (int r = 0; r < data.getNRows(); r++) {
                boolean missing = ascii && isBlank(bytes, hdu, r, c);
                cells.add(missing ? null : cell(data.getElement(r, c), zero, scale, blank));
            }
            columns.add(new ColumnCells(text(header, "TTYPE" + (c + 1)), "", cells));
        }
        return columns;
    }

    /// Answers whether a field of an ASCII table is blank; nom-tam-fits reads it as 0.
    private static boolean isBlank(byte[] bytes, BasicHDU<?> hdu, int row, int column) {
        Header header = hdu.getHeader();
        int width = Integer.parseInt(text(header, "TFORM" + (column + 1)).replaceAll("\\..*|\\D", ""));
        int start = header.getIntValue("TBCOL" + (column + 1)) - 1;
        int at = (int) hdu.getData().getFileOffset() + row * header.getIntValue("NAXIS1") + start;
        return new String(bytes, at, width, StandardCharsets.ISO_8859_1).isBlank();
    }

    /// Answers a keyword of a column (from 1), empty where it is absent.
    String keyword(int index, String root, int column) throws FitsException, IOException {
        return text(fits.getHDU(index).getHeader(), root + column);
    }

    private static String text(Header header, String keyword) {
        HeaderCard card = header.getCard(keyword);
        return card == null || card.getValue() == null ? "" : card.getValue().stripTrailing();
    }

    private static BigDecimal number(Header header, String keyword, BigDecimal absent) {
        String text = text(header, keyword);
        return text.isEmpty() ? absent : new BigDecimal(text.replace('D', 'E'));
    }

    private static Object cell(Object value, BigDecimal zero, BigDecimal scale, String blank) {
        return switch (value) {
            case null -> null;
            case String string -> string(string);
            case Boolean logical -> logical;
            case Byte b -> integer(b & 0xFF, zero, scale, blank);
            case Short s -> integer(s, zero, scale, blank);
            case Integer i -> integer(i, zero, scale, blank);
            case Long k -> integer(k, zero, scale, blank);
            case Float e -> real(e.doubleValue(), zero, scale);
            case Double d -> real(d, zero, scale);
            default -> {
                List<Object> flat = new ArrayList<>();
                flatten(value, zero, scale, blank, flat);
                yield flat.size() == 1 ? flat.getFirst() : flat;
            }
        };
    }

    private static void flatten(Object value, BigDecimal zero, BigDecimal scale, String blank, List<Object> into) {
        for (int i = 0; i < Array.getLength(value); i++) {
            Object element = Array.get(value, i);
            if (element != null && element.getClass().isArray()) {
                flatten(element, zero, scale, blank, into);
            } else {
                into.add(cell(element, zero, scale, blank));
            }
        }
    }

    private static Object string(String text) {
        int nul = text.indexOf('\0');
        String kept = (nul < 0 ? text : text.substring(0, nul)).replaceAll(" +$", "");
        return kept.isEmpty() ? null : kept;
    }

    private static Object integer(long stored, BigDecimal zero, BigDecimal scale, String blank) {
        if (Long.toString(stored).equals(blank)) {
            return null;
        }
        if (scale.compareTo(BigDecimal.ONE) != 0 || zero.stripTrailingZeros().scale() > 0) {
            return stored * scale.doubleValue() + zero.doubleValue();
        }
        return ColumnCells.integer(zero.toBigIntegerExact().add(java.math.BigInteger.valueOf(stored)));
    }

    private static Object real(double stored, BigDecimal zero, BigDecimal scale) {
        return Double.isNaN(stored) ? null : (Object) (stored * scale.doubleValue() + zero.doubleValue());
    }

    @Override
    public void close() throws IOException {
        fits.close();
    }
}
