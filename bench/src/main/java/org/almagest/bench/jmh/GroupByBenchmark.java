package org.almagest.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.vector.Batch;
import org.almagest.ingest.BulkLoad;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Times grouping as whole queries per row: scan, keys, groups, result, on one thread over a
/// million rows in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GroupByBenchmark {
    private static final int ROWS = 1_000_000;

    private Engine engine;

    @Setup
    public void load() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(1L << 30).withThreads(1));
        CatalogueScannable source = new CatalogueScannable(new GaiaLikeCatalogue(ROWS, 1, false));
        try (TableSink sink = engine.database().writer().createTableWithSink("gaia", source.schema())) {
            BulkLoad.ofAll(source, sink, 2).run();
            sink.commit();
        }
    }

    @TearDown
    public void close() {
        engine.close();
    }

    /// No groups: what the scan and the sum cost alone.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long noGroups() {
        return rows("SELECT count(*), avg(parallax) FROM gaia");
    }

    /// 49,152 groups found by an index over the key's domain.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long directIndex() {
        return rows("SELECT healpix6, count(*), avg(parallax) FROM gaia GROUP BY healpix6");
    }

    /// 50,000 groups found by hash, in no order.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long hash() {
        return rows("SELECT random_index / 20 AS k, count(*), avg(parallax) FROM gaia GROUP BY 1");
    }

    /// Three groups of a text with a dictionary.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long dictionaryText() {
        return rows("SELECT phot_variable_flag, count(*), avg(parallax) FROM gaia GROUP BY 1");
    }

    private long rows(String sql) {
        try (Result.Rows result = (Result.Rows) engine.session().execute(sql)) {
            Batch batch = new Batch(result.columns().size());
            long count = 0;
            while (result.stream().next(batch)) {
                count += batch.size();
            }
            return count;
        }
    }
}
