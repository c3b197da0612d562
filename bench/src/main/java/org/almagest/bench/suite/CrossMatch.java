package org.almagest.bench.suite;

/// Cross-matches within one arcsecond, by cells: bands of declination of 10 arcseconds, cut into
/// cells that are about as wide. A target goes into each cell that its circle touches, a star of the
/// catalogue into its own; an equality of cells finds the candidates, the haversine decides.
///
/// ```text
/// target   two bands at most, since 2 arcseconds < 10; four cells at most, right at a pole
///          DuckDB  unnest(range(first, last + 1))
///          Almagest  CROSS JOIN (VALUES (0), ...), the offsets beyond the last are filtered
/// ```
final class CrossMatch {
    private static final String RADIUS = "(1.0/3600)";
    private static final String BAND = "(10.0/3600)";
    private static final String FIRST_BAND = "floor((dec-" + RADIUS + "+90)/" + BAND + ")::BIGINT";
    private static final String LAST_BAND = "floor((dec+" + RADIUS + "+90)/" + BAND + ")::BIGINT";

    /// How many cells a band has.
    private static final String CELLS =
            "greatest(1, floor(360.0*cos(radians(least(89.999,abs((z+0.5)*" + BAND + "-90))))/" + BAND + ")::BIGINT)";

    /// Half the range of right ascensions that the circle covers.
    private static final String REACH =
            "least(180.0, 1.0001*" + RADIUS + "/greatest(1e-6,cos(radians(least(89.9999,abs(dec)+" + RADIUS + ")))))";

    private static final String FIRST_CELL = "floor((ra-al)/360*nx)::BIGINT";
    private static final String LAST_CELL = "floor((ra+al)/360*nx)::BIGINT";

    private static final String DUCKDB_TARGETS = "WITH t0 AS (SELECT id, ra, dec, unnest(range(" + FIRST_BAND + ", "
            + LAST_BAND + "+1)) AS z FROM %s),"
            + " t1 AS (SELECT *, " + CELLS + " AS nx, " + REACH + " AS al FROM t0),"
            + " t2 AS (SELECT id, ra, dec, z, nx, unnest(range(" + FIRST_CELL + ", " + LAST_CELL
            + "+1)) AS x FROM t1),";

    private static final String ALMAGEST_TARGETS = "WITH t0 AS (SELECT id, ra, dec, " + FIRST_BAND + " + k AS z, "
            + LAST_BAND + " AS zl FROM %s CROSS JOIN (VALUES (0), (1)) AS n(k)),"
            + " t1 AS (SELECT id, ra, dec, z, " + CELLS + " AS nx, " + REACH + " AS al FROM t0 WHERE z <= zl),"
            + " t2 AS (SELECT id, ra, dec, nx, z, x FROM (SELECT id, ra, dec, nx, z, " + FIRST_CELL + " + k AS x, "
            + LAST_CELL + " AS xl FROM t1 CROSS JOIN (VALUES (0), (1), (2), (3)) AS n(k)) AS c WHERE x <= xl),";

    private static final String CANDIDATES = " t3 AS (SELECT id, ra, dec, z*4294967296 + ((x+nx)%%nx) AS cell FROM t2),"
            + " b0 AS (SELECT source_id, ra, dec, floor((dec+90)/" + BAND + ")::BIGINT AS z FROM gaia),"
            + " b1 AS (SELECT source_id, ra, dec, z, " + CELLS + " AS nx FROM b0),"
            + " b2 AS (SELECT source_id, ra, dec, z*4294967296 + least(nx-1, floor(ra/360*nx)::BIGINT) AS cell FROM b1),"
            + " j0 AS (SELECT t.id, b.source_id, abs(b.dec-t.dec) AS d, pow(sin(radians(b.dec-t.dec)/2),2)"
            + "+cos(radians(b.dec))*cos(radians(t.dec))*pow(sin(radians(b.ra-t.ra)/2),2) AS h"
            + " FROM b2 AS b JOIN t3 AS t ON b.cell = t.cell),"
            + " j AS (SELECT id, source_id, h FROM j0 WHERE d <= " + RADIUS + " AND h <= pow(sin(radians(" + RADIUS
            + ")/2),2)) ";

    private static final String ALL_PAIRS =
            "SELECT count(*), sum(source_id%%1000), avg(degrees(2*asin(sqrt(h)))*3600) FROM j";

    private static final String BEST_MATCHES = "SELECT count(*), sum(s%%1000), avg(d) FROM (SELECT id,"
            + " arg_min(source_id, h) AS s, min(degrees(2*asin(sqrt(h)))*3600) AS d FROM j GROUP BY id) AS m";

    private CrossMatch() {}

    /// Asks for all pairs of a star and a target.
    static SuiteQuery pairs(String name, String what, String targets) {
        return query(name, what, ALL_PAIRS, targets);
    }

    /// Asks for the nearest star of each target that has one.
    static SuiteQuery best(String name, String what, String targets) {
        return query(name, what, BEST_MATCHES, targets);
    }

    private static SuiteQuery query(String name, String what, String question, String targets) {
        return new SuiteQuery(
                name,
                what,
                (ALMAGEST_TARGETS + CANDIDATES + question).formatted(targets),
                (DUCKDB_TARGETS + CANDIDATES + question).formatted(targets),
                false);
    }
}
