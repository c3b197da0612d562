package org.almagest.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.almagest.exec.evaluate.Formula;
import org.junit.jupiter.api.Test;

final class LogStagesTest {
    private static final int COUNT = 1024;

    private interface Stage {
        void run(double[] x, int count, double[] out);
    }

    private static void near(String name, Stage stage, DoubleUnaryOperator exact, double[] x) {
        double[] out = new double[COUNT];
        stage.run(x, COUNT, out);
        for (int i = 0; i < COUNT; i++) {
            double expected = exact.applyAsDouble(x[i]);
            double error = Math.abs(out[i] - expected) / Math.ulp(expected);
            assertTrue(error <= 2, name + "(" + x[i] + ") = " + out[i] + ", not " + expected);
        }
    }

    @Test
    void theyAgreeWithStrictMathToTheLastDigit() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        LogStages stages = new LogStages(COUNT);
        for (int round = 0; round < 200; round++) {
            double[] x = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                x[i] = round % 2 == 0
                        ? Math.scalb(1 + random.nextDouble(), random.nextInt(2045) - 1022)
                        : 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(40));
            }
            near("ln", stages::ln, StrictMath::log, x);
            near("log10", stages::log10, StrictMath::log10, x);
        }
    }

    @Test
    void powersOfTheBaseAreExact() {
        LogStages stages = new LogStages(COUNT);
        double[] x = new double[COUNT];
        double[] out = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = Double.parseDouble("1e" + (i % 300 - 22));
        }
        stages.log10(x, COUNT, out);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i % 300 - 22, out[i]);
            x[i] = Math.scalb(1.0, i - 512);
        }
        stages.log2(x, COUNT, out);
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i - 512, out[i]);
        }
    }

    @Test
    void unusualNumbersGiveWhatIeeeSays() {
        assertEquals("-Infinity", Formula.text("ln(0)"));
        assertEquals("NaN", Formula.text("log10(-1)"));
        assertEquals("Infinity", Formula.text("log2('inf'::DOUBLE)"));
        assertEquals("NaN", Formula.text("exp('nan'::DOUBLE)"));
        assertEquals("Infinity", Formula.text("exp(1000)"));
        assertEquals("0", Formula.text("exp(-1000)"));
        assertEquals("-1074", Formula.text("log2('4.9e-324'::DOUBLE)"));
        assertEquals("0", Formula.text("ln(1)"));
        assertEquals("1", Formula.text("exp(0)"));
    }
}
