package org.almagest.cli.demo.show;

import java.util.List;
import org.almagest.sky.HealpixNested;

/// What the demonstration asks.
final class Questions {
    /// Bins of the colour-magnitude diagram: 64 of 0.075 mag from -0.6, 48 of 0.4 mag from -3.
    static final HeatMap.Axes COLOUR_MAGNITUDE = new HeatMap.Axes(
            "BP - RP (red to the right)", -0.6, 0.075, 64, "absolute magnitude (bright at the top)", -3, 0.4, 48);

    private static final double CLUSTER_RA = 56.60;
    private static final double CLUSTER_DEC = 24.11;
    private static final int CELL_ORDER = 4;
    private static final int ID_SHIFT = 35 + 2 * (12 - CELL_ORDER);

    private Questions() {}

    static List<Question> all() {
        return List.of(
                new Question("How many stars are there of each magnitude?", """
                    SELECT CAST(floor(phot_g_mean_mag) AS INTEGER) AS g_mag, count(*) AS stars
                    FROM stars
                    GROUP BY 1
                    ORDER BY 1\
                    """, Question.Answer.BARS),
                new Question(
                        "What does the colour-magnitude diagram of the well-measured stars look like?",
                        """
                        SELECT CAST(floor((bp_rp + 0.6) / 0.075) AS INTEGER) AS x,
                               CAST(floor((phot_g_mean_mag + 5 * log10(parallax) - 10 + 3) / 0.4) AS INTEGER) AS y,
                               count(*) AS stars
                        FROM stars
                        WHERE parallax > 0 AND parallax_error < 0.15 * parallax
                        GROUP BY 1, 2\
                        """,
                        Question.Answer.PICTURE),
                new Question("Which stars are nearest to the Sun?", """
                    SELECT designation, round(1000 / parallax, 2) AS distance_pc,
                           phot_g_mean_mag, round(bp_rp, 2) AS bp_rp
                    FROM stars
                    WHERE parallax > 10 * parallax_error
                    ORDER BY parallax DESC
                    LIMIT 8\
                    """, Question.Answer.TABLE),
                new Question(
                        "What stands in one cell of the sky? (ids follow the sky, so zone maps skip the rest)",
                        cellQuery(),
                        Question.Answer.TABLE),
                new Question(
                        "Which Messier objects share their cell of the sky (HEALPix order 5, under 2 degrees) with most stars?",
                        """
                            SELECT m.messier, m.name, m.type, count(*) AS stars, min(s.phot_g_mean_mag) AS brightest
                            FROM messier m
                            JOIN stars s ON ivo_healpix_index(5, s.ra, s.dec) = ivo_healpix_index(5, m.ra_deg, m.dec_deg)
                            GROUP BY m.messier, m.name, m.type
                            ORDER BY stars DESC
                            LIMIT 8\
                            """,
                        Question.Answer.TABLE),
                new Question(
                        "Is there a cluster around M 45: stars that share a motion and a distance?",
                        """
                        SELECT count(*) AS members, round(avg(parallax), 2) AS parallax,
                               round(1000 / avg(parallax), 1) AS distance_pc,
                               round(avg(pmra), 1) AS pmra, round(avg(pmdec), 1) AS pmdec
                        FROM stars
                        WHERE distance(ra, dec, 56.60, 24.11) < 4
                          AND abs(parallax - 7.36) < 0.6
                          AND abs(pmra - 20.1) < 3 AND abs(pmdec + 45.5) < 3\
                        """,
                        Question.Answer.TABLE),
                new Question(
                        "How was the cell of the sky found? EXPLAIN ANALYZE tells what was read and what was skipped.",
                        "EXPLAIN ANALYZE\n" + cellQuery(),
                        Question.Answer.LINES));
    }

    /// The cell around the cluster; a source id is a HEALPix index of order 12 with 35 bits behind.
    private static String cellQuery() {
        long cell = HealpixNested.cell(CELL_ORDER, CLUSTER_RA, CLUSTER_DEC);
        return """
            SELECT count(*) AS stars, min(ra) AS ra_min, max(ra) AS ra_max, min(dec) AS dec_min, max(dec) AS dec_max
            FROM stars
            WHERE source_id >= %d AND source_id < %d\
            """.formatted(cell << ID_SHIFT, (cell + 1) << ID_SHIFT);
    }
}
