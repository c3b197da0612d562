package org.almagest.exec.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// What is executed: a tree of operators, each choice made. Immutable; one plan may run many times,
/// at once. The optimizer makes it, EXPLAIN prints it, the executor cuts it into pipelines.
/// Identity (not equality) of a node keys its metrics.
public sealed interface PhysicalPlan {
    /// Answers the types of the columns that the operator gives.
    List<DataType> types();

    List<PhysicalPlan> inputs();

    /// Reads columns of a source, where there is an `access` through an index, with predicates pushed
    /// into the scan. What it answers PRUNED for stands again in a `Filter` above or is checked by the
    /// operator itself: the executor asks the scan and applies `recheck` (one expression per predicate,
    /// over the scan's output) where the answer is not EXACT.
    record TableScan(
            Scannable source,
            List<Integer> columns,
            List<ColumnPredicate> predicates,
            List<Expression> recheck,
            String reason,
            Optional<IndexAccess> access)
            implements PhysicalPlan {
        public TableScan {
            columns = List.copyOf(columns);
            predicates = List.copyOf(predicates);
            recheck = List.copyOf(recheck);
            if (recheck.size() != predicates.size()) {
                throw new IllegalArgumentException("every predicate needs its recheck: " + predicates.size());
            }
        }

        @Override
        public List<DataType> types() {
            return columns.stream().map(c -> source.schema().column(c).type()).toList();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// Rows of constants.
    record Values(List<List<Value>> rows, List<DataType> types) implements PhysicalPlan {
        public Values {
            rows = List.copyOf(rows);
            types = List.copyOf(types);
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// Keeps the rows for which the condition is TRUE.
    record Filter(PhysicalPlan input, Expression condition) implements PhysicalPlan {
        @Override
        public List<DataType> types() {
            return input.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Computes expressions.
    record Project(PhysicalPlan input, List<Expression> expressions) implements PhysicalPlan {
        public Project {
            expressions = List.copyOf(expressions);
        }

        @Override
        public List<DataType> types() {
            return expressions.stream().map(Expression::type).toList();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Groups by key expressions and aggregates; the output is keys, then aggregates. Without keys
    /// there is exactly one row. Without aggregates it is DISTINCT. `domains` bounds the keys where
    /// statistics do (one per key, or empty): all integers within `[low, high]`, which allows
    /// direct indexing; a value outside (stale statistics) must still be answered rightly.
    record Aggregate(
            PhysicalPlan input,
            List<Expression> keys,
            List<AggregateCall> aggregates,
            Optional<List<ColumnPredicate.Range>> domains,
            String reason)
            implements PhysicalPlan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<DataType> types() {
            return java.util.stream.Stream.concat(
                            keys.stream().map(Expression::type),
                            aggregates.stream().map(call -> call.function().resultType()))
                    .toList();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Joins by equal keys (or none: then `residual` decides alone, over all pairs). The output is
    /// the columns of `probe`, then those of `build` that `kept` lists (SEMI and ANTI: of `probe` alone; BUILD_SEMI
    /// and BUILD_ANTI: of `build` alone; MARK: of `probe` and the mark). `residual` is over these columns and
    /// belongs to the join's condition (for LEFT a row that fails it is padded with NULLs). `compared` is MARK's
    /// alone.
    /// With `byRange` a large table is parted by ranges of its only key, an integer, because the
    /// probe's rows come nearly in its order. With `band`, which joins without keys alone have, `residual`
    /// is asked only of pairs within it.
    record HashJoin(
            JoinKind kind,
            PhysicalPlan probe,
            PhysicalPlan build,
            List<Expression> probeKeys,
            List<Expression> buildKeys,
            Optional<Expression> residual,
            Optional<Expression> compared,
            boolean byRange,
            Optional<Band> band,
            List<Integer> kept,
            String reason)
            implements PhysicalPlan {
        public HashJoin {
            kept = List.copyOf(kept);
            if (band.isPresent() && (!probeKeys.isEmpty() || residual.isEmpty() || compared.isPresent())) {
                throw new IllegalArgumentException("a band needs a condition and no keys: " + band);
            }
            probeKeys = List.copyOf(probeKeys);
            buildKeys = List.copyOf(buildKeys);
            if (byRange && buildKeys.size() != 1) {
                throw new IllegalArgumentException("only one key has ranges: " + buildKeys);
            }
            if (compared.isPresent() && kind != JoinKind.MARK) {
                throw new IllegalArgumentException("only a mark is compared: " + kind);
            }
        }

        /// Makes a join of whose build side every column is kept.
        public HashJoin(
                JoinKind kind,
                PhysicalPlan probe,
                PhysicalPlan build,
                List<Expression> probeKeys,
                List<Expression> buildKeys,
                Optional<Expression> residual,
                Optional<Expression> compared,
                boolean byRange,
                Optional<Band> band,
                String reason) {
            this(
                    kind,
                    probe,
                    build,
                    probeKeys,
                    buildKeys,
                    residual,
                    compared,
                    byRange,
                    band,
                    IntStream.range(0, build.types().size()).boxed().toList(),
                    reason);
        }

        /// Makes a join that compares nothing.
        public HashJoin(
                JoinKind kind,
                PhysicalPlan probe,
                PhysicalPlan build,
                List<Expression> probeKeys,
                List<Expression> buildKeys,
                Optional<Expression> residual,
                String reason) {
            this(kind, probe, build, probeKeys, buildKeys, residual, Optional.empty(), false, Optional.empty(), reason);
        }

        @Override
        public List<DataType> types() {
            if (kind.keepsProbeOnly()) {
                return probe.types();
            }
            if (kind.keepsBuildOnly()) {
                return keptTypes();
            }
            List<DataType> types = new java.util.ArrayList<>(probe.types());
            types.addAll(kind.marks() ? List.of(ScalarType.BOOLEAN) : keptTypes());
            return types;
        }

        /// Answers the types of the build side's columns that are kept.
        public List<DataType> keptTypes() {
            return kept.stream().map(build.types()::get).toList();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(probe, build);
        }
    }

    /// Orders all rows. Equal rows keep the order of their input.
    record Sort(PhysicalPlan input, List<SortKey> keys) implements PhysicalPlan {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public List<DataType> types() {
            return input.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// The first `limit` rows after `offset` in an order. Where `threshold` is given, the worst of
    /// the best rows so far is pushed into that scan.
    record TopN(PhysicalPlan input, List<SortKey> keys, long limit, long offset, Optional<Threshold> threshold)
            implements PhysicalPlan {
        public TopN {
            keys = List.copyOf(keys);
        }

        @Override
        public List<DataType> types() {
            return input.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// The scan below that a top-N tells its threshold, and the column of the scan's source that
    /// the leading key is. A `DynamicPredicate` carries the state of one execution: the executor
    /// makes one for each.
    record Threshold(TableScan scan, int sourceColumn) {}

    /// Computes window functions over partitions of the rows, which come out partition by partition
    /// in the order of the keys (equal rows in the order of the input). The output is the columns of
    /// the input that `passed` names, then the calls. With `most`, only rows whose place by
    /// `row_number` (or `rank`, where `keepsTies`) is at most that are needed; others may be left out.
    record Window(
            PhysicalPlan input,
            List<Integer> passed,
            List<Expression> partitionKeys,
            List<SortKey> order,
            List<WindowCall> calls,
            Optional<Most> most)
            implements PhysicalPlan {
        /// How many rows of each partition are needed; with their ties, or without.
        public record Most(long rows, boolean keepsTies) {}

        public Window {
            passed = List.copyOf(passed);
            partitionKeys = List.copyOf(partitionKeys);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }

        @Override
        public List<DataType> types() {
            return java.util.stream.Stream.concat(
                            passed.stream().map(p -> input.types().get(p)),
                            calls.stream().map(WindowCall::type))
                    .toList();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// The first `limit` rows after `offset`, in the input's order. `Long.MAX_VALUE` is no limit.
    record Limit(PhysicalPlan input, long limit, long offset) implements PhysicalPlan {
        @Override
        public List<DataType> types() {
            return input.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Gives each row of the input once for every value that its arguments stand for, with the value
    /// behind its columns; one that has none is dropped, or (`outer`) given once with NULL.
    record Unnest(
            PhysicalPlan input,
            Unnesting form,
            List<Expression> arguments,
            boolean outer,
            List<Integer> kept,
            List<DataType> values,
            boolean numbered)
            implements PhysicalPlan {
        public Unnest {
            arguments = List.copyOf(arguments);
            kept = List.copyOf(kept);
            values = List.copyOf(values);
        }

        @Override
        public List<DataType> types() {
            List<DataType> types = new java.util.ArrayList<>();
            kept.forEach(position -> types.add(input.types().get(position)));
            types.addAll(values);
            if (numbered) {
                types.add(org.almagest.columnar.type.ScalarType.BIGINT);
            }
            return types;
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// The seed's rows, then the step's over the rows that came last, until there are none; unless
    /// `all`, only rows that are new each time. Fails beyond `limit` steps.
    record Recursion(int id, PhysicalPlan seed, PhysicalPlan step, boolean all, long limit) implements PhysicalPlan {
        @Override
        public List<DataType> types() {
            return seed.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(seed, step);
        }
    }

    /// The rows that came last in the recursion of the same id.
    record WorkingTable(int id, List<DataType> types) implements PhysicalPlan {
        public WorkingTable {
            types = List.copyOf(types);
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// The rows of an input that stands in several places of the plan, as the same object, and is
    /// computed once.
    record Shared(PhysicalPlan input) implements PhysicalPlan {
        @Override
        public List<DataType> types() {
            return input.types();
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// All rows of all inputs, one input after the other; types are equal.
    record UnionAll(List<PhysicalPlan> inputs) implements PhysicalPlan {
        public UnionAll {
            inputs = List.copyOf(inputs);
        }

        @Override
        public List<DataType> types() {
            return inputs.getFirst().types();
        }
    }
}
