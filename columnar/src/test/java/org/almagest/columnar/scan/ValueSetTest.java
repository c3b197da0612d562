package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.Test;

/// Sets hold the values that their predicates accept, whatever is done with them.
final class ValueSetTest {
    private static final long SEED = Long.getLong("almagest.seed", 71);
    private static final List<DataType> TYPES = List.of(
            ScalarType.BIGINT, ScalarType.UBIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR, new DecimalType(30, 2));

    private static List<Value> values(DataType type) {
        if (type == ScalarType.DOUBLE) {
            return java.util.stream.DoubleStream.of(
                            Double.NEGATIVE_INFINITY,
                            -1.5,
                            -0.0,
                            0.0,
                            Double.MIN_VALUE,
                            1,
                            Math.nextUp(1),
                            7,
                            Double.MAX_VALUE,
                            Double.POSITIVE_INFINITY,
                            Double.NaN)
                    .mapToObj(Value::of)
                    .toList();
        }
        if (type == ScalarType.VARCHAR) {
            return java.util.stream.Stream.of("", "a", "a\0", "aa", "b", "é", "星", "😀")
                    .map(Value::of)
                    .toList();
        }
        if (type instanceof DecimalType) {
            return java.util.stream.LongStream.of(-3, -2, 0, 1, 2, 3, 9)
                    .<Value>mapToObj(number -> Value.of(BigInteger.valueOf(number)))
                    .toList();
        }
        return java.util.stream.LongStream.of(
                        Long.MIN_VALUE, -2, -1, 0, 1, 2, 3, 5, 8, Long.MAX_VALUE - 1, Long.MAX_VALUE)
                .mapToObj(Value::of)
                .toList();
    }

    private static ColumnPredicate predicate(Random random, List<Value> values) {
        Value one = values.get(random.nextInt(values.size()));
        Value two = values.get(random.nextInt(values.size()));
        return switch (random.nextInt(4)) {
            case 0 -> new ColumnPredicate.Compare(0, Comparison.values()[random.nextInt(6)], one);
            case 1 -> new ColumnPredicate.Between(0, one, two);
            case 2 -> new ColumnPredicate.In(0, List.of(one, two, Value.NULL));
            default ->
                new ColumnPredicate.RangeSet(
                        0, List.of(new ValueRange(one, random.nextBoolean(), two, random.nextBoolean())));
        };
    }

    @Test
    void holdWhatTheirPredicatesAccept() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 4000; i++) {
            DataType type = TYPES.get(i % TYPES.size());
            List<Value> values = values(type);
            List<ColumnPredicate> predicates = new ArrayList<>();
            for (int p = 0; p <= random.nextInt(4); p++) {
                predicates.add(predicate(random, values));
            }
            check(predicates, type, values);
        }
    }

    private static void check(List<ColumnPredicate> predicates, DataType type, List<Value> values) {
        List<ValueSet> sets = predicates.stream()
                .map(predicate -> ValueSet.of(predicate, type).orElseThrow())
                .toList();
        ValueSet any = ValueSet.union(sets);
        ValueSet all = ValueSet.intersection(sets);
        for (Value value : values) {
            boolean inAny = predicates.stream().anyMatch(p -> PredicateOracle.satisfies(p, value, type));
            boolean inAll = predicates.stream().allMatch(p -> PredicateOracle.satisfies(p, value, type));
            String what = type + ": " + value + " and " + predicates;
            assertEquals(inAny, any.contains(value), what);
            assertEquals(!inAny, any.complement().contains(value), what);
            assertEquals(inAll, all.contains(value), what);
            assertEquals(inAny, PredicateOracle.satisfies(any.predicate(0), value, type), what + any.predicate(0));
            if (any.isEmpty() || all.isEmpty()) {
                assertTrue(!inAll, what);
            }
        }
        assertEquals(any, any.complement().complement());
        assertEquals(Optional.of(any), ValueSet.of(new ColumnPredicate.RangeSet(0, any.ranges()), type));
    }

    private static ValueSet integers(ValueRange... ranges) {
        return ValueSet.of(TypeOrder.of(ScalarType.BIGINT).orElseThrow(), List.of(ranges));
    }

    @Test
    void integersThatFollowEachOtherAreOneRange() {
        assertEquals(
                new ColumnPredicate.Between(3, Value.of(1), Value.of(5)),
                integers(ValueRange.of(Value.of(5)), ValueRange.between(Value.of(1), Value.of(4)))
                        .predicate(3));
    }

    @Test
    void nothingLiesBetweenNeighbours() {
        assertTrue(
                integers(new ValueRange(Value.of(2), false, Value.of(3), false)).isEmpty());
        assertTrue(integers(ValueRange.above(Value.of(Long.MAX_VALUE))).isEmpty());
        assertTrue(integers(ValueRange.below(Value.of(Long.MIN_VALUE))).isEmpty());
    }

    @Test
    void aValueOfAnotherKindMakesNoSet() {
        var text = new ColumnPredicate.Compare(0, Comparison.EQUAL, Value.of("7"));
        assertEquals(Optional.empty(), ValueSet.of(text, ScalarType.BIGINT));
    }
}
