package org.almagest.columnar.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Test;

class SpareVectorsTest {
    private final SpareVectors spares = new SpareVectors();

    @Test
    void aVectorThatIsGivenComesBackEmpty() {
        ColumnVector first = spares.take(ScalarType.BIGINT);
        first.setNull(3);
        first.setConstant(true);
        spares.give(first);
        ColumnVector again = spares.take(ScalarType.BIGINT);
        assertSame(first, again);
        assertFalse(again.hasNulls() || again.isConstant() || again.isDeferred());
    }

    @Test
    void aVectorIsTakenOnce() {
        spares.give(ColumnVector.allocate(ScalarType.DOUBLE, ColumnVector.BATCH_ROWS));
        assertNotSame(spares.take(ScalarType.DOUBLE), spares.take(ScalarType.DOUBLE));
    }

    @Test
    void typesAreKeptApart() {
        ColumnVector doubles = ColumnVector.allocate(ScalarType.DOUBLE, ColumnVector.BATCH_ROWS);
        spares.give(doubles);
        assertEquals(ScalarType.REAL.physical(), spares.take(ScalarType.REAL).physicalType());
        assertSame(doubles, spares.take(ScalarType.DOUBLE));
    }

    @Test
    void smallVectorsAndTextsAreNotKept() {
        ColumnVector small = ColumnVector.allocate(ScalarType.INTEGER, 64);
        spares.give(small);
        assertEquals(ColumnVector.BATCH_ROWS, spares.take(ScalarType.INTEGER).capacity());
        ColumnVector text = ColumnVector.allocate(ScalarType.VARCHAR, ColumnVector.BATCH_ROWS);
        spares.give(text);
        assertNotSame(text, spares.take(ScalarType.VARCHAR));
    }

    @Test
    void noMoreAreKeptThanTheBound() {
        Set<ColumnVector> given = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < SpareVectors.MOST + 5; i++) {
            ColumnVector vector = ColumnVector.allocate(ScalarType.DOUBLE, ColumnVector.BATCH_ROWS);
            given.add(vector);
            spares.give(vector);
        }
        int back = 0;
        for (int i = 0; i < SpareVectors.MOST + 5; i++) {
            back += given.contains(spares.take(ScalarType.DOUBLE)) ? 1 : 0;
        }
        assertEquals(SpareVectors.MOST, back);
    }
}
