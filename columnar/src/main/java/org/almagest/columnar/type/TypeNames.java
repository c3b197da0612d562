package org.almagest.columnar.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the names of types: the canonical ones of `DataType.sqlName()` and the synonyms of
/// PostgreSQL and DuckDB.
public final class TypeNames {
    private static final Map<String, DataType> SYNONYMS = Map.ofEntries(
            Map.entry("BOOL", ScalarType.BOOLEAN),
            Map.entry("LOGICAL", ScalarType.BOOLEAN),
            Map.entry("INT1", ScalarType.TINYINT),
            Map.entry("INT2", ScalarType.SMALLINT),
            Map.entry("INT4", ScalarType.INTEGER),
            Map.entry("INT8", ScalarType.BIGINT),
            Map.entry("INT", ScalarType.INTEGER),
            Map.entry("SHORT", ScalarType.SMALLINT),
            Map.entry("LONG", ScalarType.BIGINT),
            Map.entry("INTEGER", ScalarType.INTEGER),
            Map.entry("UINT1", ScalarType.UTINYINT),
            Map.entry("UINT2", ScalarType.USMALLINT),
            Map.entry("UINT4", ScalarType.UINTEGER),
            Map.entry("UINT8", ScalarType.UBIGINT),
            Map.entry("FLOAT4", ScalarType.REAL),
            Map.entry("FLOAT", ScalarType.REAL),
            Map.entry("FLOAT8", ScalarType.DOUBLE),
            Map.entry("DOUBLE PRECISION", ScalarType.DOUBLE),
            Map.entry("TEXT", ScalarType.VARCHAR),
            Map.entry("STRING", ScalarType.VARCHAR),
            Map.entry("CHAR", ScalarType.VARCHAR),
            Map.entry("CHARACTER", ScalarType.VARCHAR),
            Map.entry("CHARACTER VARYING", ScalarType.VARCHAR),
            Map.entry("BYTEA", ScalarType.BLOB),
            Map.entry("BINARY", ScalarType.BLOB),
            Map.entry("DATETIME", ScalarType.TIMESTAMP),
            Map.entry("TIMESTAMP WITHOUT TIME ZONE", ScalarType.TIMESTAMP),
            Map.entry("TIMESTAMP WITH TIME ZONE", ScalarType.TIMESTAMPTZ),
            Map.entry("TIME WITHOUT TIME ZONE", ScalarType.TIME));

    private TypeNames() {}

    /// Reads a type such as `double precision`, `DECIMAL(10,2)` or `REAL[2,3]`; empty where no type
    /// has that name.
    public static Optional<DataType> parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        int bracket = name.indexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            return parse(name.substring(0, bracket)).flatMap(element -> array(element, name.substring(bracket)));
        }
        int parenthesis = name.indexOf('(');
        if (parenthesis > 0 && name.endsWith(")")) {
            return parameterised(
                    name.substring(0, parenthesis).strip(), name.substring(parenthesis + 1, name.length() - 1));
        }
        return scalar(name);
    }

    private static Optional<DataType> scalar(String name) {
        if (name.equals("DECIMAL") || name.equals("NUMERIC")) {
            return Optional.of(new DecimalType(18, 3));
        }
        DataType synonym = SYNONYMS.get(name);
        if (synonym != null) {
            return Optional.of(synonym);
        }
        for (ScalarType type : ScalarType.values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static Optional<DataType> parameterised(String base, String parameters) {
        List<Integer> numbers = integers(parameters);
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        if (base.equals("DECIMAL") || base.equals("NUMERIC")) {
            int precision = numbers.getFirst();
            int scale = numbers.size() > 1 ? numbers.get(1) : 0;
            boolean valid = precision >= 1 && precision <= DecimalType.MAX_PRECISION && scale <= precision;
            return valid && numbers.size() <= 2 ? Optional.of(new DecimalType(precision, scale)) : Optional.empty();
        }
        Optional<DataType> type = scalar(base);
        return numbers.size() == 1 ? type.filter(t -> t == ScalarType.VARCHAR) : Optional.empty();
    }

    private static Optional<DataType> array(DataType element, String brackets) {
        String inside = brackets.substring(1, brackets.length() - 1).strip();
        if (element instanceof ArrayType) {
            return Optional.empty();
        }
        if (inside.isEmpty()) {
            return Optional.of(ArrayType.variable(element));
        }
        List<Integer> shape = integers(inside);
        boolean valid = !shape.isEmpty() && shape.stream().allMatch(axis -> axis > 0);
        return valid ? Optional.of(new ArrayType(element, shape)) : Optional.empty();
    }

    private static List<Integer> integers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",")) {
            String digits = part.strip();
            if (!digits.matches("\\d{1,9}")) {
                return List.of();
            }
            numbers.add(Integer.parseInt(digits));
        }
        return numbers;
    }
}
