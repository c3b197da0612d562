package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.plan.Band;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;

/// How the rows of a build side are kept.
///
/// ```text
/// payload    the columns of the build side that are kept, where somebody looks at them
/// words      the keys as words (`JoinKeys`)
/// bytes      the keys that are compared as bytes
/// band       DOUBLE: by what rows are sorted, and the end of an interval, where the join has a band
/// matched    INT, in joins that note matches alone: 0, 1 once a row of the probe has matched, 2 where
///            a key is NULL, so that no row will
/// next       INT: the id of the key's next row, + 1; not there in files
/// ```
final class JoinLayout {
    private final List<DataType> types;
    private final int[] source;
    private final int payload;
    private final int words;
    private final int[] bytesKeys;
    private final Optional<Band> band;
    private final JoinKind kind;

    JoinLayout(PhysicalPlan.HashJoin plan) {
        boolean looksAtRows = plan.kind().givesBuild()
                || plan.residual().isPresent()
                || plan.compared().isPresent();
        source = looksAtRows ? plan.kept().stream().mapToInt(c -> c).toArray() : new int[0];
        payload = source.length;
        bytesKeys = IntStream.range(0, plan.buildKeys().size())
                .filter(k -> JoinKeys.isBytes(plan.buildKeys().get(k)))
                .toArray();
        List<DataType> kept = new ArrayList<>(plan.keptTypes().subList(0, payload));
        kept.addAll(JoinKeys.keptTypes(plan.buildKeys()));
        words = kept.size() - payload - bytesKeys.length;
        band = plan.band();
        if (band.isPresent()) {
            kept.add(ScalarType.DOUBLE);
            if (hasEnds()) {
                kept.add(ScalarType.DOUBLE);
            }
        }
        kind = plan.kind();
        if (kind.notesMatches()) {
            kept.add(ScalarType.INTEGER);
        }
        kept.add(ScalarType.INTEGER);
        types = List.copyOf(kept);
    }

    List<DataType> types() {
        return types;
    }

    /// Answers how many columns of the build side are kept.
    int payload() {
        return payload;
    }

    /// Answers which column of the build side a kept one is.
    int source(int column) {
        return source[column];
    }

    int words() {
        return words;
    }

    /// Answers the column of a key's word.
    int wordColumn(int word) {
        return payload + word;
    }

    /// Answers the numbers of the keys that are compared as bytes.
    int[] bytesKeys() {
        return bytesKeys;
    }

    /// Answers the column of the `b`-th of the keys that are compared as bytes.
    int bytesColumn(int b) {
        return payload + words + b;
    }

    /// Answers whether rows that match nothing are kept as well.
    boolean keepsUnmatched() {
        return kind.keepsUnmatchedBuild();
    }

    /// Answers whether there is a column for whether a row has matched.
    boolean notesMatches() {
        return kind.notesMatches();
    }

    int matchedColumn() {
        return nextColumn() - 1;
    }

    Optional<Band> band() {
        return band;
    }

    boolean hasEnds() {
        return band.flatMap(Band::ends).isPresent();
    }

    /// Answers the column by whose values rows are sorted; behind it are the ends.
    int bandColumn() {
        return payload + words + bytesKeys.length;
    }

    int nextColumn() {
        return types.size() - 1;
    }

    /// Answers the types of rows in files.
    List<DataType> spilledTypes() {
        return types.subList(0, nextColumn());
    }

    /// Makes `spilled` have the columns of `rows` that go to files.
    void spilled(Batch rows, Batch spilled) {
        for (int c = 0; c < spilled.columnCount(); c++) {
            spilled.setColumn(c, rows.column(c));
        }
    }
}
