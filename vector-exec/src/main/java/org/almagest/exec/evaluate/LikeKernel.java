package org.almagest.exec.evaluate;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.LikePattern;

/// LIKE and ILIKE. The pattern is compiled when it changes: once for a constant one. ILIKE compares
/// lower case (that of the root locale) with lower case.
final class LikeKernel implements RowsKernel {
    private final char escape;
    private final boolean ignoreCase;
    private final boolean negated;
    private String patternText;
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
                compile(patterns.text(row));
            }
            boolean matches = ignoreCase
                    ? matchesLower(text, row)
                    : pattern.matches(text.bytes(), text.start(row), text.length(row));
            out[row] = (byte) (matches != negated ? 1 : 0);
        }
    }

    private void compile(String text) {
        if (!text.equals(patternText)) {
            patternText = text;
            pattern = LikePattern.of(
                    ignoreCase ? text.toLowerCase(Locale.ROOT) : text,
                    ignoreCase ? Character.toLowerCase(escape) : escape);
        }
    }

    private boolean matchesLower(TextColumnVector text, int row) {
        byte[] lower = text.text(row).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return pattern.matches(lower, 0, lower.length);
    }
}
