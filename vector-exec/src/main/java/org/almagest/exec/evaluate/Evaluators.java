package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.cast.Casts;
import org.almagest.exec.expression.Expression;

/// Compiles expressions to evaluators. Each call makes a fresh tree of them with vectors of their
/// own, for one thread; nothing is allocated per batch afterwards, text and arrays apart while
/// their buffers grow.
public final class Evaluators {
    private Evaluators() {}

    public static Evaluator compile(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef column -> column(column.index());
            case Expression.Literal literal -> new ConstantVector(literal.value(), literal.type());
            case Expression.Parameter parameter ->
                throw new IllegalStateException("a parameter must have become a literal: " + parameter.index());
            case Expression.Call call -> call.function().evaluator(compileAll(call.arguments()));
            case Expression.Cast cast ->
                PlacedEvaluator.of(
                        Casts.compile(compile(cast.input()), cast.input().type(), cast.type(), cast.orNull()),
                        cast.place());
            case Expression.Compare compare ->
                CompareEvaluator.of(
                        compare.comparison(),
                        compile(compare.left()),
                        compile(compare.right()),
                        compare.left().type());
            case Expression.NotDistinct same ->
                new NotDistinctEvaluator(
                        compile(same.left()), compile(same.right()), same.left().type(), same.negated());
            case Expression.And and -> LogicalEvaluator.and(compileAll(and.operands()));
            case Expression.Or or -> LogicalEvaluator.or(compileAll(or.operands()));
            case Expression.Not not -> not(compile(not.input()));
            case Expression.IsNull isNull -> new IsNullEvaluator(compile(isNull.input()), isNull.negated());
            case Expression.InList in -> inList(in);
            case Expression.Like like -> like(like);
            case Expression.Case choice -> caseOf(choice);
            case Expression.Coalesce coalesce ->
                new CoalesceEvaluator(compileAll(coalesce.arguments()), coalesce.type());
        };
    }

    private static Evaluator column(int index) {
        return input -> input.column(index);
    }

    static List<Evaluator> compileAll(List<Expression> expressions) {
        List<Evaluator> compiled = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            compiled.add(compile(expression));
        }
        return compiled;
    }

    private static Evaluator not(Evaluator operand) {
        return new DenseCall(LogicKernels::not, List.of(operand), ScalarType.BOOLEAN);
    }

    private static Evaluator inList(Expression.InList in) {
        DataType type = in.input().type();
        RowsKernel kernel = InListKernels.of(type, in.values(), in.negated());
        return RowsCall.of(kernel, List.of(compile(in.input())), ScalarType.BOOLEAN);
    }

    private static Evaluator like(Expression.Like like) {
        RowsKernel kernel = new LikeKernel(like.escape(), like.ignoreCase(), like.negated());
        return RowsCall.of(kernel, List.of(compile(like.input()), compile(like.pattern())), ScalarType.BOOLEAN);
    }

    private static Evaluator caseOf(Expression.Case choice) {
        List<Condition> conditions = new ArrayList<>();
        List<Evaluator> results = new ArrayList<>();
        for (Expression.Branch branch : choice.branches()) {
            conditions.add(Conditions.compile(branch.condition()));
            results.add(compile(branch.result()));
        }
        return new CaseEvaluator(conditions, results, compile(choice.otherwise()), choice.type());
    }
}
