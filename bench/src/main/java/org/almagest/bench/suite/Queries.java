package org.almagest.bench.suite;

import java.util.List;

/// The queries of the suite. Where the engines' dialects differ (integer division) or one has a
/// better form, both are given. DuckDB's median of a FLOAT is a FLOAT, so that the middle of two
/// values is rounded; Almagest's is a DOUBLE, and DuckDB is asked for that of DOUBLE.
public final class Queries {
    private static final String HAVERSINE =
            "2*asin(sqrt(pow(sin(radians(dec+29.0)/2),2)+cos(radians(dec))*cos(radians(-29.0))"
                    + "*pow(sin(radians(ra-266.0)/2),2)))";

    /// The ids of stars in the cells of order 6 that the cone of 1 degree around (266, -29) touches.
    private static final String CONE_IDS = "source_id BETWEEN 4056758101842329600 AND 4057321051795750911"
            + " OR source_id BETWEEN 4057461789284106240 AND 4057602526772461567"
            + " OR source_id BETWEEN 4059995064074502144 AND 4060276539051212799"
            + " OR source_id BETWEEN 4060558014027923456 AND 4060698751516278783";

    private Queries() {}

    public static List<SuiteQuery> all() {
        return List.of(
                SuiteQuery.same(
                        "Q1",
                        "aggregates of a full scan",
                        "SELECT count(*), avg(parallax), min(parallax), max(parallax), stddev(pmra) FROM gaia"),
                SuiteQuery.same(
                        "Q1b",
                        "aggregates of seven columns",
                        "SELECT count(*), avg(ra), avg(dec), avg(pmra), avg(pmdec), min(phot_g_mean_mag), max(bp_rp),"
                                + " sum(ruwe) FROM gaia"),
                SuiteQuery.same(
                        "Q2",
                        "a clustered range of 0.1 %",
                        "SELECT count(*), avg(ra), avg(phot_g_mean_mag), max(parallax) FROM gaia"
                                + " WHERE source_id BETWEEN 4155815752507379840 AND 4156890317551310592"),
                SuiteQuery.same(
                        "Q3",
                        "an unclustered filter of 0.04 %",
                        "SELECT count(*), avg(phot_g_mean_mag), avg(ra) FROM gaia"
                                + " WHERE parallax > 20 AND bp_rp BETWEEN 1.0 AND 2.5"),
                SuiteQuery.same(
                        "Q3b",
                        "the same, all columns",
                        "SELECT * FROM gaia WHERE parallax > 20 AND bp_rp BETWEEN 1.0 AND 2.5"),
                SuiteQuery.same(
                        "Q4",
                        "a filter of 19 % and four aggregates",
                        "SELECT avg(parallax), min(bp_rp), max(pmra), sum(ruwe) FROM gaia WHERE phot_g_mean_mag < 18.5"),
                SuiteQuery.same(
                        "Q5",
                        "groups of flag and magnitude",
                        "SELECT phot_variable_flag, floor(phot_g_mean_mag)::INTEGER AS m, count(*), avg(parallax)"
                                + " FROM gaia GROUP BY 1, 2"),
                SuiteQuery.same(
                        "Q6", "49,000 groups", "SELECT healpix6, count(*), avg(parallax) FROM gaia GROUP BY healpix6"),
                new SuiteQuery(
                        "Q7",
                        "groups of four rows, unclustered",
                        "SELECT count(*), max(c), sum(s) FROM (SELECT random_index/4 AS k, count(*) AS c,"
                                + " sum(phot_g_mean_mag) AS s FROM gaia GROUP BY 1) g",
                        "SELECT count(*), max(c), sum(s) FROM (SELECT random_index//4 AS k, count(*) AS c,"
                                + " sum(phot_g_mean_mag) AS s FROM gaia GROUP BY 1) g",
                        false),
                SuiteQuery.same(
                        "Q7b",
                        "millions of groups, clustered",
                        "SELECT count(*), max(c), sum(s) FROM (SELECT source_id>>37 AS k, count(*) AS c,"
                                + " sum(phot_g_mean_mag) AS s FROM gaia GROUP BY 1) g"),
                ordered(
                        "Q8",
                        "the ten brightest",
                        "SELECT source_id, phot_g_mean_mag, ra, dec FROM gaia"
                                + " ORDER BY phot_g_mean_mag, source_id LIMIT 10"),
                SuiteQuery.same(
                        "Q9",
                        "every row numbered in order",
                        "SELECT sum(rn*(source_id%7)) FROM (SELECT source_id, row_number() OVER"
                                + " (ORDER BY phot_g_mean_mag, source_id) AS rn FROM gaia) g"),
                SuiteQuery.same(
                        "Q10",
                        "a colour-magnitude histogram",
                        "SELECT floor(bp_rp*20)::INTEGER AS c,"
                                + " floor((phot_g_mean_mag + 5*log10(parallax) - 10)*10)::INTEGER AS m, count(*)"
                                + " FROM gaia WHERE parallax > 0 AND bp_rp IS NOT NULL GROUP BY 1, 2"),
                SuiteQuery.same(
                        "Q11", "text that contains 77", "SELECT count(*) FROM gaia WHERE designation LIKE '%77%'"),
                SuiteQuery.same(
                        "Q12",
                        "a join with a tenth of the rows",
                        "SELECT v.class_id, count(*), avg(g.phot_g_mean_mag), avg(v.period), avg(g.parallax)"
                                + " FROM gaia g JOIN vari v ON g.source_id = v.source_id GROUP BY 1"),
                SuiteQuery.same(
                        "Q13",
                        "a cone of 1 degree, by boxes and the haversine",
                        "SELECT count(*), avg(phot_g_mean_mag) FROM gaia WHERE dec BETWEEN -30.0 AND -28.0"
                                + " AND ra BETWEEN 266.0-1.1566 AND 266.0+1.1566 AND " + HAVERSINE
                                + " <= radians(1.0)"),
                SuiteQuery.same(
                        "Q13b",
                        "a cone of 1 degree, by ranges of ids and the haversine",
                        "SELECT count(*), avg(phot_g_mean_mag) FROM gaia WHERE (" + CONE_IDS + ") AND " + HAVERSINE
                                + " <= radians(1.0)"),
                SuiteQuery.same(
                        "Q13c",
                        "a cone of 1 arcminute",
                        "SELECT count(*), avg(phot_g_mean_mag) FROM gaia"
                                + " WHERE dec BETWEEN -29.0-1/60.0 AND -29.0+1/60.0"
                                + " AND ra BETWEEN 266.0-0.0194 AND 266.0+0.0194 AND " + HAVERSINE
                                + " <= radians(1/60.0)"),
                CrossMatch.pairs("Q14a", "pairs within 1 arcsecond, a fortieth as targets", "xm500k"),
                CrossMatch.pairs("Q14b", "the same, a tenth as targets", "xm2m"),
                CrossMatch.best("Q14c", "the best match of each target", "xm500k"),
                SuiteQuery.same(
                        "Q15",
                        "the brightest of each cell, by a window",
                        "SELECT count(*), sum(source_id%1000), avg(phot_g_mean_mag) FROM (SELECT source_id,"
                                + " phot_g_mean_mag, row_number() OVER (PARTITION BY healpix6"
                                + " ORDER BY phot_g_mean_mag, source_id) AS rn FROM gaia) g WHERE rn <= 1"),
                SuiteQuery.same(
                        "Q15b",
                        "the same, by an aggregate",
                        "SELECT count(*), sum(s%1000) FROM (SELECT healpix6, arg_min(source_id, phot_g_mean_mag) AS s"
                                + " FROM gaia GROUP BY 1) g"),
                SuiteQuery.same("Q16", "distinct values", "SELECT count(DISTINCT random_index % 1000000) FROM gaia"),
                new SuiteQuery(
                        "Q21",
                        "a median per cell",
                        "SELECT count(*), avg(m) FROM (SELECT healpix6, median(bp_rp) AS m FROM gaia GROUP BY 1) g",
                        "SELECT count(*), avg(m) FROM (SELECT healpix6, median(bp_rp::DOUBLE) AS m FROM gaia"
                                + " GROUP BY 1) g",
                        false),
                SuiteQuery.same("Q22", "the median of all", "SELECT median(parallax) FROM gaia"),
                SuiteQuery.same(
                        "Q23",
                        "a rare flag and a value that is there",
                        "SELECT count(*), avg(phot_g_mean_mag) FROM gaia"
                                + " WHERE phot_variable_flag = 'VARIABLE' AND radial_velocity IS NOT NULL"));
    }

    private static SuiteQuery ordered(String name, String what, String sql) {
        return new SuiteQuery(name, what, sql, sql, true);
    }
}
