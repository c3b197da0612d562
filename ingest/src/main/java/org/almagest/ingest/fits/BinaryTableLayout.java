package org.almagest.ingest.fits;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// Works out the layout of a binary table from its header.
final class BinaryTableLayout {
    private static final Pattern DIMENSIONS = Pattern.compile("\\(\\s*\\d{1,9}(\\s*,\\s*\\d{1,9})*\\s*\\)");

    private final FitsOptions options;
    private final List<String> notices = new ArrayList<>();
    private final ColumnKeywords keywords;
    private final HduPlace place;
    private boolean heapNeeded;

    private record TypedCell(DataType type, CellForm cell) {}

    private BinaryTableLayout(Hdu hdu, FitsOptions options) {
        this.options = options;
        place = hdu.place();
        keywords = new ColumnKeywords(hdu.header(), notices);
    }

    static TableLayout of(Hdu hdu, long fileBytes, FitsOptions options) {
        return new BinaryTableLayout(hdu, options).layout(hdu, fileBytes);
    }

    private TableLayout layout(Hdu hdu, long fileBytes) {
        TableSize size = TableSize.of(hdu, fileBytes);
        List<FitsColumn> columns = new ArrayList<>();
        long offset = 0;
        int count = keywords.count();
        for (int number = 1; number <= count; number++) {
            String text = keywords.text("TFORM", number);
            String subject = "TFORM" + number;
            BinaryForm form = BinaryForm.parse(text)
                    .orElseThrow(() -> place.damaged(
                            subject,
                            text.isEmpty() ? "no such keyword" : "'" + text + "'",
                            "a count and one of L X B I J K A E D C M P Q"));
            long end;
            try {
                end = Math.addExact(offset, form.fieldBytes());
            } catch (ArithmeticException overflow) {
                end = Long.MAX_VALUE;
            }
            if (end > size.rowBytes()) {
                throw place.damaged(
                        subject,
                        "'" + text + "', which ends at byte " + end + " of the row",
                        "rows of NAXIS1 = " + size.rowBytes() + " bytes");
            }
            columns.add(column(number, text, form, (int) offset));
            offset = end;
        }
        if (offset != size.rowBytes()) {
            throw place.damaged("TFORMn", "columns of " + offset + " bytes", "NAXIS1 = " + size.rowBytes() + " bytes");
        }
        long heap = heapOffset(hdu.header(), size);
        return new TableLayout(
                place,
                size.rows(),
                size.rowBytes(),
                hdu.dataOffset(),
                hdu.dataOffset() + heap,
                hdu.dataBytes() - heap,
                columns,
                notices);
    }

    private long heapOffset(FitsHeader header, TableSize size) {
        long least = size.tableBytes();
        long most = least + size.heapBytes();
        OptionalLong given = header.integer("THEAP");
        if (given.isEmpty() || (!heapNeeded && size.heapBytes() == 0)) {
            return least;
        }
        return header.integer("THEAP", least, most);
    }

    private FitsColumn column(int number, String text, BinaryForm form, int offset) {
        TypedCell typed = form.isPointer() ? pointer(number, form, offset) : fixed(number, form, offset);
        return new FitsColumn(
                number, keywords.distinctName(number), text, typed.type(), keywords.meaning(number), typed.cell());
    }

    private TypedCell pointer(int number, BinaryForm form, int offset) {
        boolean wide = form.code() == 'Q';
        boolean absent = form.repeat() == 0;
        heapNeeded |= !absent;
        if (form.element() == 'A') {
            return new TypedCell(
                    ScalarType.VARCHAR, absent ? new CellForm.Absent() : new CellForm.VariableText(offset, wide));
        }
        ElementForm element = element(number, form.element());
        int factor = isComplex(form.element()) ? 2 : 1;
        return new TypedCell(
                ArrayType.variable(element.type()),
                absent ? new CellForm.Absent() : new CellForm.VariableArray(element, offset, wide, factor));
    }

    private TypedCell fixed(int number, BinaryForm form, int offset) {
        if (form.code() == 'A') {
            return text(number, form, offset);
        }
        if (form.repeat() > FitsFormat.MAX_CELL_BYTES) {
            throw place.unsupported(
                    "TFORM" + number + ": " + form.repeat() + " elements are too many for one cell",
                    "split the column into several");
        }
        ElementForm element = element(number, form.code());
        if (form.repeat() == 0) {
            return new TypedCell(element.type(), new CellForm.Absent());
        }
        List<Integer> shape = shape(number, form.repeat());
        if (isComplex(form.code())) {
            List<Integer> pairs = new ArrayList<>(List.of(2));
            if (form.repeat() > 1) {
                pairs.addAll(shape);
            }
            shape = pairs;
        } else if (form.repeat() == 1) {
            return new TypedCell(element.type(), new CellForm.Scalar(element, offset));
        }
        int elements = shape.stream().reduce(1, Math::multiplyExact);
        return new TypedCell(new ArrayType(element.type(), shape), new CellForm.FixedArray(element, offset, elements));
    }

    private TypedCell text(int number, BinaryForm form, int offset) {
        int characters = (int) form.repeat();
        if (characters == 0) {
            return new TypedCell(ScalarType.VARCHAR, new CellForm.Absent());
        }
        List<Integer> dimensions = dimensions(number, characters);
        int width = form.width().orElse(characters);
        List<Integer> shape = List.of();
        if (!dimensions.isEmpty()) {
            width = dimensions.getFirst();
            shape = dimensions.subList(1, dimensions.size());
        } else if (width > 0 && width < characters) {
            shape = List.of(characters / width);
        } else {
            width = characters;
        }
        int strings = shape.stream().reduce(1, Math::multiplyExact);
        return strings == 1
                ? new TypedCell(ScalarType.VARCHAR, new CellForm.Text(offset, width))
                : new TypedCell(
                        new ArrayType(ScalarType.VARCHAR, shape), new CellForm.TextArray(offset, width, strings));
    }

    private List<Integer> shape(int number, long repeat) {
        List<Integer> dimensions = dimensions(number, repeat);
        return dimensions.isEmpty() ? List.of((int) repeat) : dimensions;
    }

    /// Answers TDIM where it is one and its product is the repeat count, otherwise nothing.
    private List<Integer> dimensions(int number, long repeat) {
        String text = keywords.text("TDIM", number);
        if (text.isEmpty()) {
            return List.of();
        }
        if (DIMENSIONS.matcher(text).matches()) {
            List<Integer> axes = new ArrayList<>();
            long product = 1;
            for (String axis : text.substring(1, text.length() - 1).split(",")) {
                axes.add(Integer.parseInt(axis.strip()));
                product = Math.min(Integer.MAX_VALUE, product * axes.getLast());
            }
            if (product == repeat) {
                return axes;
            }
        }
        notices.add("column " + number + ": TDIM '" + text + "' does not describe its " + repeat
                + " elements and is ignored");
        return List.of();
    }

    private ElementForm element(int number, char code) {
        return switch (code) {
            case 'L' -> new ElementForm.Logical();
            case 'X' -> new ElementForm.Bit();
            case 'B', 'I', 'J', 'K' -> whole(number, (int) BinaryForm.bytes(code, 1));
            case 'E', 'D' -> floating(number, code == 'E' ? 4 : 8, false);
            case 'C', 'M' -> floating(number, code == 'C' ? 4 : 8, true);
            default -> throw new IllegalStateException("no element has the code " + code);
        };
    }

    private ElementForm whole(int number, int bytes) {
        Optional<BigDecimal> scale = keywords.decimal("TSCAL", number);
        BigDecimal zero = keywords.decimal("TZERO", number).orElse(BigDecimal.ZERO);
        OptionalLong nullRaw = nullRaw(number);
        boolean unscaled = scale.isEmpty() || scale.get().compareTo(BigDecimal.ONE) == 0;
        if (unscaled && zero.signum() == 0) {
            return new ElementForm.Whole(bytes, false, nullRaw);
        }
        BigDecimal bias = bytes == 1 ? BigDecimal.valueOf(-128) : BigDecimal.TWO.pow(8 * bytes - 1);
        if (unscaled && zero.compareTo(bias) == 0) {
            return new ElementForm.Whole(bytes, true, nullRaw);
        }
        return new ElementForm.ScaledWhole(
                bytes, keywords.real("TSCAL", number, 1), keywords.real("TZERO", number, 0), nullRaw);
    }

    private OptionalLong nullRaw(int number) {
        try {
            return keywords.integer("TNULL", number);
        } catch (AlmagestException notAnInteger) {
            notices.add("column " + number + ": TNULL '" + keywords.text("TNULL", number)
                    + "' is not an integer and is ignored");
            return OptionalLong.empty();
        }
    }

    private ElementForm floating(int number, int bytes, boolean pairs) {
        double scale = keywords.real("TSCAL", number, 1);
        double zero = keywords.real("TZERO", number, 0);
        return scale == 1 && zero == 0
                ? new ElementForm.Floating(bytes, options.keepNaN())
                : new ElementForm.ScaledFloating(bytes, scale, zero, pairs, options.keepNaN());
    }

    private static boolean isComplex(char code) {
        return code == 'C' || code == 'M';
    }
}
