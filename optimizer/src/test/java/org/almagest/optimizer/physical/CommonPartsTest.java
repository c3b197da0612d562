package org.almagest.optimizer.physical;

import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;

final class CommonPartsTest {
    private static final List<DataType> TYPES = List.of(ScalarType.DOUBLE, ScalarType.DOUBLE, ScalarType.DOUBLE);

    private final PhysicalPlan input = new PhysicalPlan.Values(List.of(), TYPES);
    private final Expression b = new Expression.ColumnRef(1, ScalarType.DOUBLE);
    private final Expression c = new Expression.ColumnRef(2, ScalarType.DOUBLE);
    private final Expression cosine = call("cos", b);

    @Test
    void whatStandsTwiceIsComputedOnce() {
        CommonParts.Shared shared =
                CommonParts.of(input, List.of(call("+", cosine, literal(1.0)), call("*", c, cosine), c));
        var below = assertInstanceOf(PhysicalPlan.Project.class, shared.input());
        assertSame(input, below.input());
        assertEquals(List.of(c, cosine), below.expressions());
        Expression first = new Expression.ColumnRef(0, ScalarType.DOUBLE);
        Expression second = new Expression.ColumnRef(1, ScalarType.DOUBLE);
        assertEquals(List.of(call("+", second, literal(1.0)), call("*", first, second), first), shared.expressions());
    }

    @Test
    void partsOfWhatIsSharedAreSharedBelow() {
        Expression sum = call("+", cosine, literal(1.0));
        CommonParts.Shared shared = CommonParts.of(input, List.of(call("sqrt", sum), sum, call("sin", cosine)));
        var upper = assertInstanceOf(PhysicalPlan.Project.class, shared.input());
        assertEquals(3, shared.expressions().size());
        assertSame(input, upper.input() instanceof PhysicalPlan.Project lower ? lower.input() : upper.input());
    }

    @Test
    void whatStandsInBranchesAloneStays() {
        Expression test = new Expression.IsNull(c, false);
        Expression choice = new Expression.Case(
                List.of(new Expression.Branch(test, cosine)), call("+", cosine, c), ScalarType.DOUBLE);
        assertSame(input, CommonParts.of(input, List.of(choice)).input());
    }

    @Test
    void whatIsRandomIsComputedEachTime() {
        Expression chance = call("random");
        assertSame(
                input,
                CommonParts.of(input, List.of(chance, call("+", chance, c))).input());
    }
}
