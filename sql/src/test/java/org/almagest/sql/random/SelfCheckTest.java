package org.almagest.sql.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;

/// Random queries agree with other forms of themselves (`SelfChecks`); no other engine is asked.
///
/// The seed is printed; `-Dalmagest.checks=N` asks for more, `-Dalmagest.seed=S` begins elsewhere, and
/// `-Dalmagest.checks.failures=N` goes on until so many are wrong.
class SelfCheckTest {
    private static final int CONDITIONS_PER_TABLES = 25;
    private static final long SEED = Long.getLong("almagest.seed", 0);
    private static final int CONDITIONS = Integer.getInteger("almagest.checks", 400);
    private static final int MOST_FAILURES = Integer.getInteger("almagest.checks.failures", 1);

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger pairs = new AtomicInteger();
    private final AtomicInteger withRows = new AtomicInteger();

    @Test
    void queriesAgreeWithTheirOtherForms() throws InterruptedException, ExecutionException {
        System.out.println("seed " + SEED);
        SeedWorkers seeds = new SeedWorkers(SEED, SEED + CONDITIONS, CONDITIONS_PER_TABLES);
        SeedWorkers.run(() -> check(seeds));
        System.out.println(pairs + " pairs of queries, " + withRows + " with rows");
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
        assertTrue(withRows.get() > pairs.get() / 2, "most should have rows: " + withRows);
    }

    private boolean check(SeedWorkers seeds) {
        try (Engine engine =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(2))) {
            List<Setting> settings = Setting.of(engine, "two threads");
            settings.forEach(setting -> Rows.of(setting.session(), "SET statement_timeout = 20000"));
            for (long tables = seeds.next();
                    tables < seeds.end() && failures.size() < MOST_FAILURES;
                    tables = seeds.next()) {
                check(tables, settings);
            }
        }
        return failures.isEmpty();
    }

    private void check(long seed, List<Setting> settings) {
        Setting optimized = settings.getFirst();
        Setting plain = settings.stream()
                .filter(setting -> setting.name().contains(","))
                .max(java.util.Comparator.comparing(setting -> setting.name().length()))
                .orElseThrow();
        RandomQueries queries = new RandomQueries(seed);
        queries.statements().forEach(statement -> Rows.of(optimized.session(), statement));
        for (long condition = seed; condition < seed + CONDITIONS_PER_TABLES; condition++) {
            for (SelfChecks.Pair pair : new SelfChecks(queries).pairs(condition)) {
                if (failures.size() < MOST_FAILURES) {
                    String where = "-Dalmagest.seed=" + seed + ", condition " + (condition - seed) + ", " + pair.name();
                    difference(pair, optimized, pair.plain() ? plain : optimized)
                            .ifPresent(wrong -> failures.add(where + "\n" + wrong));
                }
            }
        }
    }

    private Optional<String> difference(SelfChecks.Pair pair, Setting first, Setting second) {
        pairs.incrementAndGet();
        try {
            List<List<Object>> expected = Rows.sorted(Rows.of(first.session(), pair.first()));
            List<List<Object>> actual = Rows.sorted(Rows.of(second.session(), pair.second()));
            withRows.addAndGet(expected.isEmpty() ? 0 : 1);
            return Rows.same(expected, actual)
                    ? Optional.empty()
                    : Optional.of(pair.first() + "\n" + expected.size() + " rows " + expected + "\n" + pair.second()
                            + "\n" + actual.size() + " rows " + actual);
        } catch (AlmagestException refused) {
            return Optional.of(pair.first() + "\n" + pair.second() + "\n" + refused);
        }
    }
}
