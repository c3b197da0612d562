package org.almagest.exec.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnInterest;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.exec.aggregate.KnownTotals;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;

/// A scan of a table. The predicates that it answers PRUNED for are checked again right behind it.
public final class ScanSource implements Source {
    private final PhysicalPlan.TableScan node;
    private final Scan scan;

    public ScanSource(
            PhysicalPlan.TableScan node,
            List<DynamicPredicate> dynamics,
            List<ColumnInterest> interests,
            Optional<KnownTotals> totals,
            QueryScope scope) {
        this.node = node;
        ScanRequest request =
                new ScanRequest(node.columns(), node.predicates(), dynamics, interests, totals.isPresent());
        scan = node.source().scan(node.access().map(request::through).orElse(request));
        totals.ifPresent(known -> known.tell(scan.totals()));
        scope.metricsCollector().scan(node, scan::metrics);
        if (!dynamics.isEmpty() || !interests.isEmpty()) {
            List<DynamicPredicate> told = new ArrayList<>(dynamics);
            interests.forEach(interest -> told.add(interest.predicate()));
            scope.metricsCollector()
                    .narrowing(
                            node,
                            () -> told.stream()
                                    .anyMatch(predicate -> predicate.current().isPresent()));
        }
    }

    @Override
    public PhysicalPlan node() {
        return node;
    }

    @Override
    public OptionalInt morselCount() {
        return scan.morselCount();
    }

    @Override
    public Optional<? extends Morsel> claim() {
        return scan.claim();
    }

    @Override
    public MorselReader reader() {
        return scan.reader();
    }

    @Override
    public List<Expression> recheck() {
        List<Expression> conditions = new ArrayList<>();
        List<Answer> answers = scan.answers();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Answer.PRUNED) {
                conditions.add(node.recheck().get(i));
            }
        }
        return conditions;
    }

    @Override
    public void close() {
        scan.close();
    }
}
