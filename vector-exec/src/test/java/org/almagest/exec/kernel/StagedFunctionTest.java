package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.almagest.exec.evaluate.Formula;
import org.junit.jupiter.api.Test;

/// The stages against StrictMath, which is fdlibm and itself within 1 ulp.
final class StagedFunctionTest {
    private static final int COUNT = 1024;
    private static final int ROUNDS = 300;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    private void check(String name, StagedFunction function, DoubleSupplier numbers) {
        double[] x = new double[COUNT];
        double[] out = new double[COUNT];
        int usual = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean anyUnusual = false;
            for (int i = 0; i < COUNT; i++) {
                x[i] = numbers.getAsDouble();
                anyUnusual |= !function.isUsual(x[i]);
            }
            assertEquals(anyUnusual, function.anyUnusual(x, COUNT));
            function.run(x, COUNT, out);
            for (int i = 0; i < COUNT; i++) {
                if (function.isUsual(x[i])) {
                    usual++;
                    double expected = function.exact(x[i]);
                    double error = Math.abs(out[i] - expected) / Math.ulp(expected);
                    assertTrue(error <= 1, () -> name + " is " + error + " ulp off, -Dalmagest.seed=" + seed);
                }
            }
        }
        assertTrue(usual > ROUNDS * COUNT / 2, name + " is rarely usual");
    }

    private double spread(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private double anySize(int least, int most) {
        double size = Math.scalb(1 + random.nextDouble(), least + random.nextInt(most - least));
        return random.nextBoolean() ? size : -size;
    }

    /// The neighbours of multiples of pi/2, where reduction must not lose what is left.
    private double nearMultiple() {
        double multiple = new BigDecimal("1.57079632679489661923132169163975144")
                .multiply(BigDecimal.valueOf(random.nextInt(300_000) + 1))
                .doubleValue();
        return multiple + (random.nextInt(5) - 2) * Math.ulp(multiple);
    }

    @Test
    void sineAndCosine() {
        for (boolean cosine : new boolean[] {false, true}) {
            SineStages stages = new SineStages(cosine, COUNT);
            String name = cosine ? "cos" : "sin";
            check(name, stages, () -> spread(-7, 7));
            check(name, stages, () -> spread(-400_000, 400_000));
            check(name, stages, () -> anySize(-30, 21));
            check(name, stages, this::nearMultiple);
        }
    }

    @Test
    void arcSineAndArcCosine() {
        for (boolean cosine : new boolean[] {false, true}) {
            ArcStages stages = new ArcStages(cosine, COUNT);
            String name = cosine ? "acos" : "asin";
            check(name, stages, () -> spread(-1, 1));
            check(name, stages, () -> anySize(-29, 0));
            check(name, stages, () -> 1 - Math.abs(anySize(-50, -1)));
            check(name, stages, () -> -1 + Math.abs(anySize(-50, -1)));
            check(name, stages, () -> Math.copySign(0.5, random.nextDouble() - 0.5) + anySize(-54, -40));
        }
    }

    @Test
    void exponential() {
        ExpStages stages = new ExpStages(COUNT);
        check("exp", stages, () -> spread(-720, 720));
        check("exp", stages, () -> spread(-3, 3));
        check("exp", stages, () -> anySize(-1070, 9));
    }

    @Test
    void unusualNumbersGiveWhatIeeeSays() {
        assertEquals("NaN", Formula.text("sin('inf'::DOUBLE)"));
        assertEquals("NaN", Formula.text("cos('nan'::DOUBLE)"));
        assertEquals("0", Formula.text("sin(0)"));
        assertEquals("1", Formula.text("cos(0)"));
        assertEquals("NaN", Formula.text("asin(1.5)"));
        assertEquals("0", Formula.text("acos(1)"));
        assertEquals(Double.toString(StrictMath.sin(1e22)), Formula.text("sin('1e22'::DOUBLE)"));
        assertEquals("0", Formula.text("exp('-inf'::DOUBLE)"));
        assertEquals("9.9e-324", Formula.text("exp(-744)"));
    }
}
