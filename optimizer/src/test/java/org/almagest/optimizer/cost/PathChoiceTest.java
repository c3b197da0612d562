package org.almagest.optimizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.Test;

/// What must hold of choices whatever the constants are.
final class PathChoiceTest {
    private static final long ROWS = 20_000_000;
    private static final long PAGE_ROWS = 16_384;
    private static final Machine MACHINE = new Machine(() -> CostConstants.DEFAULT, 2);
    private static final ColumnPredicate PREDICATE = new ColumnPredicate.Compare(0, Comparison.LESS, Value.of(5));

    /// A table of three columns with an index on the first, of which the survey is given.
    private record Surveyed(long left, long certain, long found, long around, OptionalDouble overlap, long filters)
            implements Scannable {
        static Surveyed shuffled(long found) {
            return new Surveyed(ROWS, found == ROWS ? ROWS : 0, found, ROWS, OptionalDouble.empty(), 0);
        }

        static Surveyed inOrder(long found) {
            long left = Math.min(ROWS, (found / PAGE_ROWS + 2) * PAGE_ROWS);
            long certain = Math.max(0, found / PAGE_ROWS - 1) * PAGE_ROWS;
            return new Surveyed(left, certain, found, left, OptionalDouble.of(PAGE_ROWS / (double) ROWS), 0);
        }

        @Override
        public String describe() {
            return "table t";
        }

        @Override
        public TableSchema schema() {
            return TableSchema.of(List.of(
                    ColumnDefinition.of(0, "a", ScalarType.BIGINT),
                    ColumnDefinition.of(1, "b", ScalarType.DOUBLE),
                    ColumnDefinition.of(2, "c", ScalarType.DOUBLE)));
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.of(ROWS);
        }

        @Override
        public Optional<ColumnStatistics> statistics(int column) {
            return Optional.empty();
        }

        @Override
        public OptionalDouble pageOverlap(int column) {
            return overlap;
        }

        @Override
        public List<IndexDescription> indexes() {
            return List.of(new IndexDescription("i", List.of(0), IndexMethod.BTREE, ROWS, ROWS, 2, 2));
        }

        @Override
        public Optional<IndexSurvey> surveyIndex(String index, List<ColumnPredicate> predicates) {
            return Optional.of(new IndexSurvey(found, 4, Set.of(0)));
        }

        @Override
        public OptionalLong rowsAround(String index, List<ColumnPredicate> predicates) {
            return around < ROWS ? OptionalLong.of(around) : OptionalLong.empty();
        }

        @Override
        public Optional<ScanSurvey> survey(ScanRequest request) {
            List<ScanSurvey.Column> columns = List.of(
                    new ScanSurvey.Column(0, Map.of(ScanSurvey.Decoding.PACKED, left)),
                    new ScanSurvey.Column(1, Map.of(ScanSurvey.Decoding.REAL, left)),
                    new ScanSurvey.Column(2, Map.of(ScanSurvey.Decoding.REAL, left)));
            long pages = ROWS / PAGE_ROWS * 3;
            return Optional.of(new ScanSurvey(
                    ROWS, left, certain, pages, left / PAGE_ROWS * 3, pages << 16, left << 2, 1, filters, columns));
        }

        @Override
        public Scan scan(ScanRequest request) {
            throw new UnsupportedOperationException("it is planned over, not read");
        }
    }

    private static ScanTask task(Scannable source, Integer... columns) {
        return new ScanTask(source, List.of(columns), List.of(PREDICATE), () -> ROWS / 10.0);
    }

    private static Optional<IndexAccess> chosen(Scannable source, Integer... columns) {
        return PathChoice.choose(task(source, columns), MACHINE, AccessPath.AUTO);
    }

    private static ScanPaths paths(Scannable source, Integer... columns) {
        return PathChoice.weigh(task(source, columns), MACHINE, AccessPath.AUTO).orElseThrow();
    }

    @Test
    void fewRowsOfManyAreFoundAndManyAreScanned() {
        assertTrue(chosen(Surveyed.shuffled(1), 1, 2).isPresent());
        assertTrue(chosen(Surveyed.shuffled(1), 1).isPresent());
        assertTrue(chosen(Surveyed.shuffled(ROWS), 1, 2).isEmpty());
        assertTrue(chosen(Surveyed.shuffled(ROWS), 1).isEmpty());
    }

    @Test
    void pathsCrossOnce() {
        boolean scanned = false;
        for (double found = 1; found <= ROWS; found *= 1.5) {
            boolean scan = chosen(Surveyed.shuffled((long) found), 1, 2).isEmpty();
            assertTrue(scan || !scanned, "found again at " + found);
            scanned = scan;
        }
        assertTrue(scanned);
    }

    @Test
    void rowsInOrderAreFoundByZoneMaps() {
        for (long found = 1; found <= ROWS; found *= 7) {
            assertTrue(chosen(Surveyed.inOrder(found), 1, 2).isEmpty(), "" + found);
            assertTrue(chosen(Surveyed.inOrder(found)).isEmpty(), "" + found);
        }
        ScanPaths paths = paths(Surveyed.inOrder(1), 1);
        assertEquals("zone maps", paths.chosen().name());
        assertTrue(
                paths.rejected().stream().anyMatch(path -> path.text().contains("rows lie in the order of its column")),
                paths.toString());
    }

    @Test
    void anIndexWithAllColumnsServesEvenMany() {
        assertTrue(chosen(Surveyed.shuffled(ROWS / 2), 0).isPresent());
        assertTrue(chosen(Surveyed.shuffled(ROWS / 2)).isPresent());
        assertEquals(
                "index i (btree) alone",
                paths(Surveyed.shuffled(ROWS / 2), 0).chosen().name());
    }

    /// Zone maps may be of no use because of outliers, while the rows of an index's entries lie together.
    @Test
    void rowsThatLieTogetherAreWorthMoreOfThem() {
        long found = 3_000_000;
        Surveyed apart = new Surveyed(ROWS, 0, found, ROWS, OptionalDouble.empty(), 0);
        Surveyed together = new Surveyed(ROWS, 0, found, 2 * found, OptionalDouble.empty(), 0);
        double costApart = index(paths(apart, 1, 2));
        double costTogether = index(paths(together, 1, 2));
        assertTrue(costTogether < costApart, costTogether + " " + costApart);
    }

    private static double index(ScanPaths paths) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(paths.chosen()), paths.rejected().stream())
                .filter(path -> path.access().isPresent())
                .findFirst()
                .orElseThrow()
                .elapsedNanos();
    }

    @Test
    void bloomFiltersSpareAScanMostPages() {
        Surveyed without = new Surveyed(ROWS, 0, 1, ROWS, OptionalDouble.empty(), 0);
        Surveyed with = new Surveyed(ROWS, 0, 1, ROWS, OptionalDouble.empty(), 153);
        double scanned = scan(paths(without, 1));
        double filtered = scan(paths(with, 1));
        assertTrue(10 * filtered < scanned, filtered + " " + scanned);
        assertTrue(paths(with, 1).rejected().toString().contains("zone maps and Bloom filters"));
    }

    private static double scan(ScanPaths paths) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(paths.chosen()), paths.rejected().stream())
                .filter(path -> path.access().isEmpty())
                .mapToDouble(ScanPaths.Path::elapsedNanos)
                .min()
                .orElseThrow();
    }

    /// What is evident without counting pages must be what counting pages says.
    @Test
    void theShortWayAgreesWithTheLongOne() {
        for (double spread : new double[] {1e-3, 0.01, 0.3, 1}) {
            for (double found = 1; found <= ROWS; found *= 2) {
                long left = (long) (ROWS * spread);
                Surveyed known =
                        new Surveyed(left, 0, Math.min(left, (long) found), ROWS, OptionalDouble.of(spread), 0);
                Optional<IndexAccess> whole = paths(known, 1, 2).chosen().access();
                assertEquals(whole, chosen(known, 1, 2), spread + " " + found);
            }
        }
    }

    @Test
    void aPathThatIsAskedForIsTaken() {
        ScanTask task = task(Surveyed.shuffled(ROWS), 1, 2);
        assertTrue(PathChoice.choose(task, MACHINE, AccessPath.INDEX).isPresent());
        assertTrue(PathChoice.choose(task(Surveyed.shuffled(1), 1), MACHINE, AccessPath.SCAN)
                .isEmpty());
        assertTrue(PathChoice.weigh(task, MACHINE, AccessPath.INDEX)
                .orElseThrow()
                .chosen()
                .access()
                .isPresent());
    }

    @Test
    void whatIsCountedIsExpected() {
        assertEquals(OptionalLong.of(77), paths(Surveyed.shuffled(77), 1).counted());
        assertEquals(77, paths(Surveyed.shuffled(77), 1).rows(5_000));
    }
}
