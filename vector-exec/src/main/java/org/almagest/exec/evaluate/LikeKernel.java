package org.almagest.exec.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// LIKE and ILIKE. The pattern is compiled when it changes: once for a constant one. ILIKE compares
/// lower case (that of the root locale) with lower case.
final class LikeKernel implements RowsKernel {
    private final char escape;
    private final boolean ignoreCase;
    private final boolean negated;
    private byte[] compiled = new byte[0];
    private LikePattern pattern;

    LikeKernel(char escape, boolean ignoreCase, boolean negated) {
        this.escape = escape;
        this.ignoreCase = ignoreCase;
        this.negated = negated;
    }

    @Override
    public void compute(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        TextColumnVector patterns = (TextColumnVector) inputs[1];
        byte[] out = ((BooleanColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (i == 0 || !patterns.isConstant()) {
                compile(patterns, row);
            }
            boolean matches = ignoreCase
                    ? matchesLower(text, row)
                    : pattern.matches(text.bytes(), text.start(row), text.length(row));
            out[row] = (byte) (matches != negated ? 1 : 0);
        }
    }

    private void compile(TextColumnVector patterns, int row) {
        int start = patterns.start(row);
        int end = start + patterns.length(row);
        if (pattern == null || !Arrays.equals(patterns.bytes(), start, end, compiled, 0, compiled.length)) {
            compiled = Arrays.copyOfRange(patterns.bytes(), start, end);
            String text = patterns.text(row);
            pattern = ignoreCase
                    ? LikePattern.of(text.toLowerCase(Locale.ROOT), Character.toLowerCase(escape))
                    : LikePattern.of(text, escape);
        }
    }

    private boolean matchesLower(TextColumnVector text, int row) {
        byte[] lower = text.text(row).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return pattern.matches(lower, 0, lower.length);
    }
}
