package org.almagest.rowstore;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.rowstore.manifest.TableVersion;

/// What has been found out of the columns of one version of a table, for all queries that see it:
/// merging what segments say of a column costs more than planning a small query does. Thread-safe.
final class TableStatistics {
    private final WeakReference<TableVersion> version;
    private final Map<Integer, Optional<ColumnStatistics>> columns = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> unique = new ConcurrentHashMap<>();
    private final Map<Integer, OptionalDouble> spreads = new ConcurrentHashMap<>();
    private final Map<Integer, OptionalDouble> overlaps = new ConcurrentHashMap<>();

    TableStatistics(TableVersion version) {
        this.version = new WeakReference<>(version);
    }

    boolean isOf(TableVersion other) {
        return version.refersTo(other);
    }

    Optional<ColumnStatistics> column(int column, IntFunction<Optional<ColumnStatistics>> merged) {
        return columns.computeIfAbsent(column, merged::apply);
    }

    boolean isUnique(int column, IntPredicate found) {
        return unique.computeIfAbsent(column, found::test);
    }

    OptionalDouble pageSpread(int column, IntFunction<OptionalDouble> computed) {
        return spreads.computeIfAbsent(column, computed::apply);
    }

    OptionalDouble pageOverlap(int column, IntFunction<OptionalDouble> computed) {
        return overlaps.computeIfAbsent(column, computed::apply);
    }
}
