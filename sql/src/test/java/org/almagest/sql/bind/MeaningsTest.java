package org.almagest.sql.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.almagest.columnar.schema.ColumnMeaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known of a result's columns.
final class MeaningsTest {
    private final TestCatalog catalog = new TestCatalog()
            .table("t", "ra DOUBLE deg, dec DOUBLE deg, mag REAL mag, flux DOUBLE Jy, n INTEGER, id BIGINT");

    private ColumnMeaning meaning(String sql) {
        return catalog.bind(sql).columns().getFirst().meaning();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            SELECT mag AS m FROM t
            SELECT m FROM (SELECT mag AS m FROM t) s
            WITH w(m) AS (SELECT mag FROM t) SELECT m FROM w ORDER BY m LIMIT 3
            SELECT mag FROM t GROUP BY mag
            SELECT DISTINCT mag FROM t
            SELECT x.mag FROM t x LEFT JOIN t y ON x.id = y.id
            """)
    void columnsPassedOnKeepEverything(String sql) {
        assertEquals(new ColumnMeaning("mag", "ucd.mag", "", "", "the mag"), meaning(sql));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            avg(mag)                    ; mag
            min(mag)                    ; mag
            stddev(flux)                ; Jy
            arg_max(flux, mag)          ; Jy
            median(CAST(mag AS DOUBLE)) ; mag
            sum(flux)                   ; Jy
            -dec                        ; deg
            abs(dec)                    ; deg
            floor(mag)                  ; mag
            ra - dec                    ; deg
            coalesce(ra, dec)           ; deg
            distance(ra, dec, 0.0, 0.0) ; deg
            """)
    void unitsArePassedOnWhereTheyStay(String expression, String unit) {
        assertEquals(ColumnMeaning.ofUnit(unit), meaning("SELECT " + expression + " FROM t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            count(mag)
            variance(flux)
            ra * dec
            ra + flux
            flux / 2
            coalesce(ra, flux)
            CAST(mag AS VARCHAR)
            mag > 3
            n + 1
            """)
    void andNotWhereTheyChange(String expression) {
        assertEquals(ColumnMeaning.NONE, meaning("SELECT " + expression + " FROM t"));
    }

    @Test
    void aUnionHasThoseOfItsFirstQuery() {
        assertEquals(
                "mag", meaning("SELECT mag FROM t UNION ALL SELECT flux FROM t").unit());
    }
}
