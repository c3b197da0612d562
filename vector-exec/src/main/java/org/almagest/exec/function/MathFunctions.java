package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.INTEGER;
import static org.almagest.columnar.type.ScalarType.REAL;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.exec.evaluate.DenseCall;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;
import org.almagest.exec.kernel.ArcStages;
import org.almagest.exec.kernel.ExpStages;
import org.almagest.exec.kernel.MathKernels;
import org.almagest.exec.kernel.SineStages;
import org.almagest.exec.kernel.StagedFunction;

/// Functions of floating numbers. Outside its domain a function gives NaN or an infinity, as IEEE
/// 754 says, and never an error.
final class MathFunctions {
    private MathFunctions() {}

    static void register(Catalog catalog) {
        rounding(catalog);
        transcendental(catalog);
        tests(catalog);
        catalog.rows("pi", DOUBLE, Rows.measures((inputs, row) -> Math.PI));
        catalog.add("random", new Overload.Fixed(List.of(), DOUBLE, false, MathFunctions::random));
    }

    private interface FloatLoop {
        void run(float[] from, int count, float[] to);
    }

    private interface DoubleLoop {
        void run(double[] from, int count, double[] to);
    }

    private static DenseKernel floats(FloatLoop loop) {
        return (inputs, result, rows) -> {
            loop.run(((FloatColumnVector) inputs[0]).values(), rows, ((FloatColumnVector) result).values());
            return false;
        };
    }

    private static DenseKernel doubles(DoubleLoop loop) {
        return (inputs, result, rows) -> {
            loop.run(((DoubleColumnVector) inputs[0]).values(), rows, ((DoubleColumnVector) result).values());
            return false;
        };
    }

    private static void rounding(Catalog catalog) {
        both(catalog, "floor", MathKernels::floor, MathKernels::floor);
        both(catalog, "ceil", MathKernels::ceil, MathKernels::ceil);
        both(catalog, "trunc", MathKernels::truncate, MathKernels::truncate);
        both(catalog, "round", MathKernels::round, MathKernels::round);
        catalog.alias("ceil", "ceiling");
        catalog.rows("round", DOUBLE, Rows.measures(MathFunctions::roundAt), DOUBLE, INTEGER);
        catalog.rows("trunc", DOUBLE, Rows.measures(MathFunctions::truncateAt), DOUBLE, INTEGER);
    }

    private static void both(Catalog catalog, String name, FloatLoop floats, DoubleLoop doubles) {
        catalog.dense(name, DOUBLE, doubles(doubles), DOUBLE);
        catalog.dense(name, REAL, floats(floats), REAL);
    }

    private static double roundAt(ColumnVector[] inputs, int row) {
        double value = Rows.getDouble(inputs[0], row);
        int digits = Rows.getInt(inputs[1], row);
        return atScale(value, digits, MathKernels.round(scaled(value, digits)));
    }

    private static double truncateAt(ColumnVector[] inputs, int row) {
        double value = Rows.getDouble(inputs[0], row);
        int digits = Rows.getInt(inputs[1], row);
        double scaled = scaled(value, digits);
        return atScale(value, digits, Math.copySign(Math.floor(Math.abs(scaled)), scaled));
    }

    private static double scaled(double value, int digits) {
        return digits >= 0 ? value * Math.pow(10, digits) : value / Math.pow(10, -(double) digits);
    }

    /// Brings a rounded number back to its scale; one that has no such digits stays what it is.
    private static double atScale(double value, int digits, double rounded) {
        double back = digits >= 0 ? rounded / Math.pow(10, digits) : rounded * Math.pow(10, -(double) digits);
        return Double.isFinite(back) ? back : digits >= 0 ? value : Math.copySign(0.0, value);
    }

    private static void transcendental(Catalog catalog) {
        catalog.dense("sqrt", DOUBLE, doubles(MathKernels::sqrt), DOUBLE);
        catalog.dense("degrees", DOUBLE, doubles(MathKernels::toDegrees), DOUBLE);
        catalog.dense("radians", DOUBLE, doubles(MathKernels::toRadians), DOUBLE);
        unary(catalog, "cbrt", Math::cbrt);
        staged(catalog, "exp", () -> new ExpStages(ColumnVector.BATCH_ROWS));
        logarithm(catalog, "ln", LogKernel.Kind.LN);
        logarithm(catalog, "log10", LogKernel.Kind.LOG10);
        logarithm(catalog, "log", LogKernel.Kind.LOG10);
        logarithm(catalog, "log2", LogKernel.Kind.LOG2);
        staged(catalog, "sin", () -> new SineStages(false, ColumnVector.BATCH_ROWS));
        staged(catalog, "cos", () -> new SineStages(true, ColumnVector.BATCH_ROWS));
        unary(catalog, "tan", Math::tan);
        unary(catalog, "cot", x -> 1 / Math.tan(x));
        staged(catalog, "asin", () -> new ArcStages(false, ColumnVector.BATCH_ROWS));
        staged(catalog, "acos", () -> new ArcStages(true, ColumnVector.BATCH_ROWS));
        unary(catalog, "atan", Math::atan);
        unary(catalog, "sinh", Math::sinh);
        unary(catalog, "cosh", Math::cosh);
        unary(catalog, "tanh", Math::tanh);
        unary(catalog, "asinh", MathFunctions::asinh);
        unary(catalog, "acosh", MathFunctions::acosh);
        unary(catalog, "atanh", x -> 0.5 * (Math.log1p(x) - Math.log1p(-x)));
        catalog.rows("log", DOUBLE, Rows.doubles((base, x) -> Math.log(x) / Math.log(base)), DOUBLE, DOUBLE);
        catalog.rows("power", DOUBLE, Rows.doubles(Math::pow), DOUBLE, DOUBLE);
        catalog.rows("atan2", DOUBLE, Rows.doubles(Math::atan2), DOUBLE, DOUBLE);
        catalog.rows("hypot", DOUBLE, Rows.doubles(Math::hypot), DOUBLE, DOUBLE);
        catalog.alias("power", "pow");
    }

    private static void unary(Catalog catalog, String name, DoubleUnaryOperator operation) {
        catalog.rows(name, DOUBLE, Rows.doubles(operation), DOUBLE);
    }

    private static void logarithm(Catalog catalog, String name, LogKernel.Kind kind) {
        catalog.make(name, DOUBLE, (arguments, type) -> new DenseCall(new LogKernel(kind), arguments, type), DOUBLE);
    }

    private static void staged(Catalog catalog, String name, Supplier<StagedFunction> stages) {
        catalog.make(
                name,
                DOUBLE,
                (arguments, type) -> new DenseCall(new StagedKernel(stages.get()), arguments, type),
                DOUBLE);
    }

    private static double acosh(double x) {
        return x > 1e150 ? Math.log(x) + Math.log(2) : Math.log(x + Math.sqrt((x - 1) * (x + 1)));
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        double result = size > 1e150
                ? Math.log(size) + Math.log(2)
                : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, x);
    }

    private static void tests(Catalog catalog) {
        for (DataType type : List.of(DOUBLE, REAL)) {
            catalog.rows("isnan", BOOLEAN, Rows.truths((in, row) -> Double.isNaN(Rows.getDouble(in[0], row))), type);
            catalog.rows(
                    "isinf", BOOLEAN, Rows.truths((in, row) -> Double.isInfinite(Rows.getDouble(in[0], row))), type);
            catalog.rows(
                    "isfinite", BOOLEAN, Rows.truths((in, row) -> Double.isFinite(Rows.getDouble(in[0], row))), type);
        }
    }

    /// Every evaluator draws from a sequence of its own.
    private static Evaluator random(List<Evaluator> arguments, DataType type) {
        SplittableRandom source = new SplittableRandom();
        return RowsCall.varying(
                (inputs, result, rows, count) -> {
                    double[] out = ((DoubleColumnVector) result).values();
                    for (int i = 0; i < count; i++) {
                        out[rows[i]] = source.nextDouble();
                    }
                },
                arguments,
                type);
    }
}
