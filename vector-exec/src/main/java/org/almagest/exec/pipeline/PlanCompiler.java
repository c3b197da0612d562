package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnInterest;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.exec.aggregate.AggregateSink;
import org.almagest.exec.aggregate.DistinctRewrite;
import org.almagest.exec.aggregate.ExtremeInterest;
import org.almagest.exec.aggregate.KnownTotals;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.join.BuildSink;
import org.almagest.exec.join.ProbeOperator;
import org.almagest.exec.join.UnmatchedSource;
import org.almagest.exec.operator.FilterOperator;
import org.almagest.exec.operator.LimitSink;
import org.almagest.exec.operator.ProjectOperator;
import org.almagest.exec.operator.ResultSink;
import org.almagest.exec.operator.RowsSink;
import org.almagest.exec.operator.RowsSource;
import org.almagest.exec.operator.ScanSource;
import org.almagest.exec.operator.UnnestOperator;
import org.almagest.exec.operator.ValuesSource;
import org.almagest.exec.plan.ExtremePlace;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.TotalsPlace;
import org.almagest.exec.sort.SortSink;
import org.almagest.exec.sort.TopNSink;
import org.almagest.exec.window.WindowSink;

/// Cuts a plan into pipelines, in an order in which each finds what it needs done.
///
/// ```text
/// TableScan, Values            start a leg
/// Filter, Project, Unnest      stream: the leg grows
/// Recursion                    the seed ends a pipeline; when it has ended, those of the first step
///                              follow, and so on
/// Shared                       the first ends a pipeline; each starts a leg
/// UnionAll                     its inputs' legs, one after the other
/// Aggregate, Sort, TopN, Limit end a pipeline and start the leg of the next one
/// Window                       ends a pipeline; the next one orders rows, the one after starts with them
/// HashJoin                     the build side ends a pipeline; the probe side streams on (FULL,
///                              BUILD_LEFT, BUILD_SEMI, BUILD_ANTI: rows of the build side follow as a late leg)
/// ```
final class PlanCompiler {
    private static final long TOP_N_ROWS = 100_000;

    /// A top-N keeps its rows in such a part of the memory; a sort, which spills, takes more.
    private static final long TOP_N_SHARE = 64;

    private final QueryScope scope;
    private final Map<Integer, RecursionState> working;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Map<PhysicalPlan, List<DynamicPredicate>> dynamics = new IdentityHashMap<>();
    private final Map<PhysicalPlan, List<ColumnInterest>> interests = new IdentityHashMap<>();
    private final Map<PhysicalPlan, RowsSink> sharedRows = new IdentityHashMap<>();
    private final Map<PhysicalPlan, KnownTotals> totals = new IdentityHashMap<>();

    PlanCompiler(QueryScope scope) {
        this(scope, Map.of());
    }

    private PlanCompiler(QueryScope scope, Map<Integer, RecursionState> working) {
        this.scope = scope;
        this.working = working;
    }

    /// Compiles one step of a recursion, inside of others.
    static List<Pipeline> step(PhysicalPlan step, QueryScope scope, Map<Integer, RecursionState> working, Sink sink) {
        PlanCompiler compiler = new PlanCompiler(scope, working);
        compiler.pipelines.add(new Pipeline(compiler.legs(step), sink));
        return compiler.pipelines();
    }

    List<Pipeline> pipelines() {
        return List.copyOf(pipelines);
    }

    /// Compiles a whole plan; its result comes out of the sink answered. A LIMIT at the root, also
    /// one below projections, is the result's own, so that its rows stream.
    ResultSink compile(PhysicalPlan root) {
        List<PhysicalPlan.Project> projects = new ArrayList<>();
        PhysicalPlan below = root;
        while (below instanceof PhysicalPlan.Project project) {
            projects.addFirst(project);
            below = project.input();
        }
        List<Leg> legs;
        ResultSink result;
        if (below instanceof PhysicalPlan.Limit limit) {
            legs = legs(limit.input());
            for (PhysicalPlan.Project project : projects) {
                legs = extend(legs, new ProjectOperator(project, project.expressions()));
            }
            result = new ResultSink(root, limit.limit(), limit.offset(), scope);
        } else {
            legs = legs(root);
            result = new ResultSink(root, Long.MAX_VALUE, 0, scope);
        }
        pipelines.add(new Pipeline(legs, result));
        return result;
    }

    private List<Leg> legs(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> {
                List<DynamicPredicate> ofScan = dynamics(scan);
                List<ColumnInterest> ofInterest = interests(scan);
                Optional<KnownTotals> ofTotals = Optional.ofNullable(totals.get(scan));
                yield leg(s -> new ScanSource(scan, ofScan, ofInterest, ofTotals, s));
            }
            case PhysicalPlan.Values values -> leg(s -> new ValuesSource(values));
            case PhysicalPlan.Filter filter ->
                extend(legs(filter.input()), new FilterOperator(filter, filter.condition()));
            case PhysicalPlan.Project project ->
                extend(legs(project.input()), new ProjectOperator(project, project.expressions()));
            case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case PhysicalPlan.HashJoin join -> join(join);
            case PhysicalPlan.Window window -> window(window);
            case PhysicalPlan.Sort sort -> sorted(sort, sort.input(), sort.keys(), Long.MAX_VALUE, 0);
            case PhysicalPlan.TopN topN -> topN(topN);
            case PhysicalPlan.Limit limit -> {
                LimitSink sink = new LimitSink(limit, scope);
                pipelines.add(new Pipeline(legs(limit.input()), sink));
                yield leg(s -> sink.source());
            }
            case PhysicalPlan.Unnest unnest -> extend(legs(unnest.input()), new UnnestOperator(unnest));
            case PhysicalPlan.Shared sharing -> shared(sharing);
            case PhysicalPlan.Recursion recursion -> {
                RecursionState state = new RecursionState(recursion, scope, working);
                pipelines.add(new Pipeline(legs(recursion.seed()), state.sink()));
                yield leg(s -> new RowsSource(recursion, state.allRows()));
            }
            case PhysicalPlan.WorkingTable table -> {
                RecursionState state = working.get(table.id());
                yield leg(s -> RowsSource.shared(table, state.lastRows()));
            }
            case PhysicalPlan.UnionAll union -> {
                List<Leg> all = new ArrayList<>();
                for (PhysicalPlan input : union.inputs()) {
                    all.addAll(legs(input));
                }
                yield all;
            }
        };
    }

    /// The first place computes the rows, every place reads them.
    private List<Leg> shared(PhysicalPlan.Shared plan) {
        RowsSink sink = sharedRows.get(plan.input());
        if (sink == null) {
            sink = new RowsSink(plan, plan.types(), "rows that are read several times", scope);
            pipelines.add(new Pipeline(legs(plan.input()), sink));
            sharedRows.put(plan.input(), sink);
        }
        RowsSink rows = sink;
        return leg(s -> RowsSource.shared(plan, rows.rows()));
    }

    private List<DynamicPredicate> dynamics(PhysicalPlan.TableScan scan) {
        return dynamics.computeIfAbsent(scan, s -> new ArrayList<>());
    }

    private List<ColumnInterest> interests(PhysicalPlan scan) {
        return interests.computeIfAbsent(scan, s -> new ArrayList<>());
    }

    private static List<Leg> leg(SourceFactory source) {
        return List.of(new Leg(source, List.of()));
    }

    private static List<Leg> extend(List<Leg> legs, Operator operator) {
        return legs.stream().map(leg -> leg.then(operator)).toList();
    }

    private List<Leg> aggregate(PhysicalPlan.Aggregate plan) {
        Optional<PhysicalPlan.Aggregate> rewritten = DistinctRewrite.twoLevels(plan);
        if (rewritten.isPresent()) {
            PhysicalPlan.Aggregate outer = rewritten.get();
            return ended(new AggregateSink(outer, plan, List.of(), Optional.empty(), scope), outer.input());
        }
        List<ExtremeInterest> extremes =
                ExtremePlace.of(plan).stream().map(ExtremeInterest::new).toList();
        extremes.forEach(extreme -> interests(plan.input()).add(extreme.interest()));
        Optional<KnownTotals> known = TotalsPlace.of(plan).map(KnownTotals::new);
        known.ifPresent(told -> totals.put(plan.input(), told));
        return ended(new AggregateSink(plan, plan, extremes, known, scope), plan.input());
    }

    private List<Leg> ended(AggregateSink sink, PhysicalPlan input) {
        pipelines.add(new Pipeline(legs(input), sink));
        return leg(s -> sink.source());
    }

    private List<Leg> window(PhysicalPlan.Window plan) {
        WindowSink sink = new WindowSink(plan, scope);
        pipelines.add(new Pipeline(legs(plan.input()), sink));
        pipelines.add(new Pipeline(leg(s -> sink.ranges()), sink.ordering()));
        return leg(s -> sink.source());
    }

    private List<Leg> sorted(
            PhysicalPlan node, PhysicalPlan input, List<org.almagest.exec.plan.SortKey> keys, long limit, long offset) {
        SortSink sink = new SortSink(node, keys, limit, offset, scope);
        pipelines.add(new Pipeline(legs(input), sink));
        return leg(s -> sink.source());
    }

    private List<Leg> topN(PhysicalPlan.TopN plan) {
        long most = Math.min(TOP_N_ROWS, scope.context().budget().limit() / TOP_N_SHARE / rowBytes(plan));
        if (plan.limit() > most || plan.offset() > most) {
            return sorted(plan, plan.input(), plan.keys(), plan.limit(), plan.offset());
        }
        Optional<DynamicPredicate> threshold = plan.threshold().map(t -> {
            DynamicPredicate made = new DynamicPredicate();
            dynamics(t.scan()).add(made);
            return made;
        });
        TopNSink sink = new TopNSink(plan, threshold, scope);
        pipelines.add(new Pipeline(legs(plan.input()), sink));
        return leg(s -> sink.source());
    }

    /// Answers about how many bytes a row takes that is kept.
    private static long rowBytes(PhysicalPlan plan) {
        return (plan.types().size() + 1L) * 2 * Long.BYTES;
    }

    private List<Leg> join(PhysicalPlan.HashJoin plan) {
        List<Optional<BuildSink.KeyBound>> bounds = new ArrayList<>();
        for (Expression key : plan.probeKeys()) {
            bounds.add(plan.kind().mayDropProbeRows() ? bound(plan.probe(), key) : Optional.empty());
        }
        BuildSink sink = new BuildSink(plan, bounds, scope);
        pipelines.add(new Pipeline(legs(plan.build()), sink));
        List<Leg> joined = extend(legs(plan.probe()), new ProbeOperator(plan, sink));
        return plan.kind().notesMatches() ? withBuild(plan, sink, joined) : joined;
    }

    private static List<Leg> withBuild(PhysicalPlan.HashJoin plan, BuildSink build, List<Leg> joined) {
        List<Leg> all = new ArrayList<>(joined);
        all.add(new Leg(s -> new UnmatchedSource(plan, build), List.of()));
        return all;
    }

    /// Finds the scan that a join key comes from unchanged, and gives it a predicate.
    private Optional<BuildSink.KeyBound> bound(PhysicalPlan plan, Expression key) {
        if (!(key instanceof Expression.ColumnRef(int column, var type))) {
            return Optional.empty();
        }
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> {
                DynamicPredicate ofBounds = DynamicPredicate.ofSettled();
                DynamicPredicate ofKeys = DynamicPredicate.ofSettled();
                dynamics(scan).addAll(List.of(ofBounds, ofKeys));
                long rows = scan.source().rowCount().orElse(0);
                yield Optional.of(
                        new BuildSink.KeyBound(ofBounds, ofKeys, scan.columns().get(column), rows));
            }
            case PhysicalPlan.Filter filter -> bound(filter.input(), key);
            case PhysicalPlan.Project project ->
                bound(project.input(), project.expressions().get(column));
            case PhysicalPlan.HashJoin join ->
                column < join.probe().types().size() && !join.kind().keepsBuildOnly()
                        ? bound(join.probe(), key)
                        : Optional.empty();
            case PhysicalPlan.Aggregate aggregate ->
                // Rows of other groups leave those of a key as they are.
                column < aggregate.keys().size()
                        ? bound(aggregate.input(), aggregate.keys().get(column))
                        : Optional.empty();
            case PhysicalPlan.Limit l -> Optional.empty();
            case PhysicalPlan.Sort s -> Optional.empty();
            case PhysicalPlan.TopN t -> Optional.empty();
            case PhysicalPlan.UnionAll u -> Optional.empty();
            case PhysicalPlan.Unnest u -> Optional.empty();
            case PhysicalPlan.Shared s -> Optional.empty();
            case PhysicalPlan.Recursion r -> Optional.empty();
            case PhysicalPlan.WorkingTable w -> Optional.empty();
            case PhysicalPlan.Values v -> Optional.empty();
            case PhysicalPlan.Window w -> Optional.empty();
        };
    }
}
