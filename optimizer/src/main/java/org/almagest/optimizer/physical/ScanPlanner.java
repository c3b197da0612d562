package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Plans a scan and the filter above it: what the source evaluates itself goes into the scan; what
/// it only prunes by goes into both; the rest stays a filter. Columns that only an exact predicate
/// names are not delivered. Conditions that exclude each other make a plan without rows.
final class ScanPlanner {
    private static final Expression TRUE = new Expression.Literal(Value.of(true), ScalarType.BOOLEAN);

    private final LogicalPlan.Scan scan;
    private final PathPlanner paths;
    private final DoubleSupplier expectedRows;

    /// `expectedRows` answers how many rows are expected to satisfy the conditions.
    ScanPlanner(LogicalPlan.Scan scan, PathPlanner paths, DoubleSupplier expectedRows) {
        this.scan = scan;
        this.paths = paths;
        this.expectedRows = expectedRows;
    }

    /// Answers the plan for the rows that satisfy all conditions, and the columns that it gives.
    Planned plan(List<Expression> conditions, Set<Integer> needed) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < scan.columns().size(); i++) {
            positions.put(scan.columns().get(i).number(), scan.positions().get(i));
        }
        PredicateExtraction extraction = PredicateExtraction.of(positions, conditions);
        if (extraction.isContradiction()) {
            return nothing(needed);
        }
        List<ColumnPredicate> predicates = new ArrayList<>();
        Set<Expression> satisfied = new HashSet<>();
        List<Boolean> exact = new ArrayList<>();
        List<PredicateExtraction.Found> found = new ArrayList<>(extraction.found());
        found.addAll(SkyPredicates.of(scan, conditions));
        for (PredicateExtraction.Found each : found) {
            boolean promised = scan.source().answer(each.predicate()) == Answer.EXACT;
            predicates.add(each.predicate());
            exact.add(promised);
            if (promised) {
                satisfied.addAll(each.conditions());
            }
        }
        List<Expression> remaining =
                conditions.stream().filter(c -> !satisfied.contains(c)).toList();
        return assemble(predicates, found, exact, remaining, needed);
    }

    private Planned nothing(Set<Integer> needed) {
        List<LogicalPlan.Column> columns = scan.columns().stream()
                .filter(column -> needed.contains(column.number()))
                .toList();
        List<DataType> types = columns.stream().map(LogicalPlan.Column::type).toList();
        return new Planned(new PhysicalPlan.Values(List.of(), types), columns);
    }

    private Planned assemble(
            List<ColumnPredicate> predicates,
            List<PredicateExtraction.Found> found,
            List<Boolean> exact,
            List<Expression> remaining,
            Set<Integer> needed) {
        Set<Integer> delivered = new HashSet<>(needed);
        remaining.forEach(condition -> delivered.addAll(Conjuncts.columns(condition)));
        List<LogicalPlan.Column> columns = new ArrayList<>();
        List<Integer> sourcePositions = new ArrayList<>();
        for (int i = 0; i < scan.columns().size(); i++) {
            if (delivered.contains(scan.columns().get(i).number())) {
                columns.add(scan.columns().get(i));
                sourcePositions.add(scan.positions().get(i));
            }
        }
        ColumnMap map = new ColumnMap(columns);
        List<Expression> recheck = new ArrayList<>();
        Set<Expression> rechecked = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            List<Expression> conditions = found.get(i).conditions();
            recheck.add(
                    exact.get(i)
                            ? TRUE
                            : Conjuncts.join(conditions).map(map::translate).orElse(TRUE));
            rechecked.addAll(conditions);
        }
        List<Expression> above = remaining.stream()
                .filter(condition -> !rechecked.contains(condition))
                .map(map::translate)
                .toList();
        List<String> reasons = new ArrayList<>();
        reasons.add(reason(found, exact));
        if (!scan.source().indexes().isEmpty()) {
            reasons.addAll(new UnusedIndexes(scan, predicates).reasons(remaining));
        }
        PhysicalPlan.TableScan planned = paths.through(
                new PhysicalPlan.TableScan(
                        scan.source(),
                        sourcePositions,
                        predicates,
                        recheck,
                        String.join("\n", reasons),
                        Optional.empty()),
                expectedRows);
        PhysicalPlan plan = Conjuncts.join(above)
                .<PhysicalPlan>map(condition -> new PhysicalPlan.Filter(planned, condition))
                .orElse(planned);
        return new Planned(plan, columns);
    }

    private static String reason(List<PredicateExtraction.Found> found, List<Boolean> exact) {
        if (found.isEmpty()) {
            return "full scan: no condition on a single column";
        }
        return exact.contains(false)
                ? "the source prunes by what it can and rows are checked again"
                : "zone maps and blocks skip what cannot match; conditions are evaluated in the scan";
    }
}
