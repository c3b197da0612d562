package org.almagest.columnar.segment;

import java.util.Optional;
import java.util.function.IntFunction;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.schema.TableSchema;

/// A predicate that tightens, at work in one reader: compiled again whenever it has changed. The keys
/// of a join are no longer asked for in a morsel when they turn out to refuse little of it: which rows
/// come together must not depend on what else the reader has read. One thread.
final class DynamicFilter {
    private final DynamicPredicate source;
    private final TableSchema schema;
    private final IntFunction<ColumnReader> columns;
    private Optional<FilterState> state = Optional.empty();
    private Optional<ColumnPredicate> compiled = Optional.empty();

    DynamicFilter(DynamicPredicate source, TableSchema schema, IntFunction<ColumnReader> columns) {
        this.source = source;
        this.schema = schema;
        this.columns = columns;
    }

    /// Forgets what it knows of pages: the reader moved.
    void forget() {
        state.ifPresent(FilterState::forget);
    }

    /// Forgets how selective it has been: a morsel begins.
    void judgeAnew() {
        state.ifPresent(FilterState::judgeAnew);
    }

    /// Answers the filter as the predicate stands now; empty while there is none to speak of.
    Optional<FilterState> state() {
        Optional<ColumnPredicate> now = source.current();
        if (now.isPresent() && (compiled.isEmpty() || compiled.get() != now.get())) {
            compiled = now;
            int column = now.get().column();
            state = FilterCompiler.compile(now.get(), schema.column(column).type())
                    .map(filter -> new FilterState(columns.apply(column), filter));
        }
        boolean vain = state.isPresent()
                && now.get() instanceof ColumnPredicate.Keys
                && state.get().isIdle();
        return vain ? Optional.empty() : state;
    }
}
