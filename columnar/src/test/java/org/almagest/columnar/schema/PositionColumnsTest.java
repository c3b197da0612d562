package org.almagest.columnar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.Test;

final class PositionColumnsTest {
    private static ColumnDefinition column(int id, String name, DataType type, String unit, String ucd) {
        return new ColumnDefinition(id, name, type, true, new ColumnMeaning(unit, ucd, "", "", ""));
    }

    private static Optional<PositionColumns> of(String... nameUnitUcd) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String each : nameUnitUcd) {
            String[] parts = (each + ",,,").split(",", -1);
            columns.add(column(columns.size(), parts[0], ScalarType.DOUBLE, parts[1], parts[2]));
        }
        return PositionColumns.of(TableSchema.of(columns));
    }

    private static Optional<PositionColumns> at(int ra, int dec) {
        return Optional.of(new PositionColumns(ra, dec));
    }

    @Test
    void ucdsComeBeforeNames() {
        assertEquals(at(2, 3), of("ra", "dec", "x,deg,pos.eq.ra", "y,deg,pos.eq.dec"));
        assertEquals(
                at(2, 3),
                of("a,deg,pos.eq.ra", "b,deg,pos.eq.dec", "c,deg,pos.eq.ra;meta.main", "d,deg,pos.eq.dec;meta.main"));
        assertEquals(at(0, 1), of("a,,POS_EQ_RA_MAIN", "b,,POS_EQ_DEC_MAIN"));
    }

    @Test
    void errorsAndOtherUnitsAreNoPositions() {
        assertEquals(
                at(1, 3), of("ra_error,mas,stat.error;pos.eq.ra", "ra,deg", "dec_error,mas,stat.error", "dec,deg"));
        assertEquals(Optional.empty(), of("ra,h", "dec,deg"));
        assertEquals(Optional.empty(), of("x", "y"));
    }

    @Test
    void namesOfCatalogues() {
        assertEquals(at(0, 1), of("RAJ2000,deg", "DEJ2000,deg"));
        assertEquals(at(1, 0), of("dec", "RA"));
        assertEquals(at(0, 1), of("alpha_j2000", "delta_j2000"));
        assertEquals(
                Optional.empty(),
                PositionColumns.of(TableSchema.of(List.of(
                        column(0, "ra", ScalarType.VARCHAR, "", ""), column(1, "dec", ScalarType.VARCHAR, "", "")))));
    }
}
