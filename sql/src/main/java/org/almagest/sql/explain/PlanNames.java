package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;

/// The names under which EXPLAIN speaks of an operator's columns: those of the source, or the text
/// of what computes them.
final class PlanNames {
    private PlanNames() {}

    static List<String> of(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan ->
                scan.columns().stream()
                        .map(c -> scan.source().schema().column(c).name())
                        .toList();
            case PhysicalPlan.Values values -> numbered(values.types().size());
            case PhysicalPlan.Filter filter -> of(filter.input());
            case PhysicalPlan.Project project -> texts(project.expressions(), of(project.input()));
            case PhysicalPlan.Aggregate aggregate -> {
                List<String> input = of(aggregate.input());
                List<String> names = new ArrayList<>(texts(aggregate.keys(), input));
                aggregate.aggregates().forEach(call -> names.add(new ExpressionText(input).of(call)));
                yield names;
            }
            case PhysicalPlan.HashJoin join -> {
                List<String> names = new ArrayList<>(join.kind().keepsBuildOnly() ? List.of() : of(join.probe()));
                if (join.kind().givesBuild()) {
                    names.addAll(kept(join));
                } else if (join.kind().marks()) {
                    names.add("mark");
                }
                yield names;
            }
            case PhysicalPlan.Unnest unnest -> {
                List<String> input = of(unnest.input());
                List<String> names = new ArrayList<>();
                unnest.kept().forEach(position -> names.add(input.get(position)));
                names.addAll(UnnestText.values(unnest));
                yield names;
            }
            case PhysicalPlan.Recursion recursion -> of(recursion.seed());
            case PhysicalPlan.WorkingTable working -> numbered(working.types().size());
            case PhysicalPlan.Shared shared -> of(shared.input());
            case PhysicalPlan.Window window -> WindowText.names(window);
            case PhysicalPlan.Sort sort -> of(sort.input());
            case PhysicalPlan.TopN topN -> of(topN.input());
            case PhysicalPlan.Limit limit -> of(limit.input());
            case PhysicalPlan.UnionAll union -> of(union.inputs().getFirst());
        };
    }

    static List<String> texts(List<Expression> expressions, List<String> names) {
        ExpressionText text = new ExpressionText(names);
        return expressions.stream().map(text::of).toList();
    }

    /// Answers the names of the build side's columns that a join keeps.
    static List<String> kept(PhysicalPlan.HashJoin join) {
        List<String> all = of(join.build());
        return join.kept().stream().map(all::get).toList();
    }

    private static List<String> numbered(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "col" + i)
                .toList();
    }
}
