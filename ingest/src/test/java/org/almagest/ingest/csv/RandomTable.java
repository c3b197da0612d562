package org.almagest.ingest.csv;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// A table of random values and a random way to write it down.
final class RandomTable {
    private static final List<ScalarType> TYPES = List.of(
            ScalarType.VARCHAR,
            ScalarType.VARCHAR,
            ScalarType.BIGINT,
            ScalarType.DOUBLE,
            ScalarType.BOOLEAN,
            ScalarType.DATE,
            ScalarType.TIMESTAMP,
            ScalarType.UBIGINT);

    private final Random random;
    private final List<ScalarType> types = new ArrayList<>();
    private final List<List<Object>> rows = new ArrayList<>();
    private final String delimiter;
    private final char quote;
    private final char escape;
    private final String newline;
    private final boolean header;

    RandomTable(Random random) {
        this.random = random;
        delimiter = List.of(",", ";", "\t", "|", CsvOptions.BLANKS).get(random.nextInt(5));
        quote = random.nextInt(4) == 0 ? '\'' : '"';
        escape = random.nextInt(4) == 0 ? '\\' : '\0';
        newline = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        header = random.nextBoolean();
        int columns = 2 + random.nextInt(6);
        for (int i = 0; i < columns; i++) {
            types.add(TYPES.get(random.nextInt(TYPES.size())));
        }
        int count = random.nextInt(20) == 0 ? 3000 : 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            rows.add(types.stream().map(this::value).toList());
        }
    }

    List<List<Object>> rows() {
        return rows;
    }

    CsvOptions options() {
        Map<String, DataType> named = new LinkedHashMap<>();
        for (int i = 0; i < types.size(); i++) {
            named.put("c" + i, types.get(i));
        }
        return CsvOptions.DETECT
                .withDelimiter(delimiter)
                .withMarks(Optional.of(quote), Optional.of(escape), Optional.empty())
                .withHeader(0, header ? 1 : 0)
                .withColumns(List.copyOf(named.keySet()), named);
    }

    private Object value(ScalarType type) {
        if (random.nextInt(8) == 0) {
            return CsvFixture.NULL;
        }
        return switch (type) {
            case BIGINT -> random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
            case UBIGINT -> random.nextLong();
            case DOUBLE -> random.nextBoolean() ? random.nextGaussian() * 1e3 : 1 / (random.nextGaussian() * 1e-30);
            case BOOLEAN -> random.nextBoolean();
            case DATE -> random.nextInt(100_000) - 60_000;
            case TIMESTAMP -> (random.nextLong() >> 10) % 4_000_000_000_000_000L;
            default -> text();
        };
    }

    private String text() {
        String letters = "abcXYZ 019,;|#-.'\"\\\u00e9\u4e2d\t" + (newline.equals("\r") ? "" : "\n\r");
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30) == 0 ? 300 : random.nextInt(10);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /// Writes the table, with comments and empty lines among the rows.
    String write() {
        StringBuilder out = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        if (header) {
            out.append(String.join(separator(), options().names())).append(newline);
        }
        for (List<Object> row : rows) {
            if (random.nextInt(10) == 0) {
                out.append(random.nextBoolean() ? "# it's " + quote + " a " + delimiter + " comment" : "")
                        .append(newline);
            }
            for (int i = 0; i < row.size(); i++) {
                out.append(i == 0 ? "" : separator()).append(field(row.get(i), types.get(i)));
            }
            out.append(newline);
        }
        if (random.nextBoolean()) {
            out.setLength(out.length() - newline.length());
        }
        return out.toString();
    }

    private boolean isBlanks() {
        return delimiter.equals(CsvOptions.BLANKS);
    }

    private String separator() {
        return isBlanks() ? " ".repeat(1 + random.nextInt(3)) : delimiter;
    }

    private String field(Object value, ScalarType type) {
        if (value.equals(CsvFixture.NULL)) {
            boolean word = isBlanks() || random.nextInt(5) == 0;
            return !word
                    ? ""
                    : type == ScalarType.VARCHAR
                            ? "\\N"
                            : List.of("\\N", "null", "-").get(random.nextInt(3));
        }
        return switch (type) {
            case VARCHAR -> text((String) value);
            case UBIGINT -> Long.toUnsignedString((Long) value);
            case DATE -> quoted(LocalDate.ofEpochDay((Integer) value).toString());
            case TIMESTAMP ->
                quoted(LocalDateTime.ofEpochSecond(
                                Math.floorDiv((Long) value, 1_000_000L),
                                (int) Math.floorMod((Long) value, 1_000_000L) * 1000,
                                ZoneOffset.UTC)
                        .toString());
            default -> quoted(value.toString());
        };
    }

    private String quoted(String plain) {
        return random.nextInt(6) == 0 ? quote + plain + quote : plain;
    }

    private String text(String value) {
        boolean needed = value.isEmpty()
                || value.equals("\\N")
                || value.isBlank()
                || value.charAt(0) == quote
                || value.charAt(0) == '#'
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0
                || isBlanks() && (value.indexOf(' ') >= 0 || value.indexOf('\t') >= 0)
                || value.contains(delimiter);
        if (!needed && random.nextInt(3) > 0) {
            return value;
        }
        String inner = value;
        if (escape != '\0') {
            inner = inner.replace("\\", "\\\\");
        }
        String mark = String.valueOf(quote);
        inner = inner.replace(mark, escape != '\0' && random.nextBoolean() ? "\\" + mark : mark + mark);
        return quote + inner + quote;
    }
}
