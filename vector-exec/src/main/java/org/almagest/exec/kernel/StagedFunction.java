package org.almagest.exec.kernel;

/// A function of numbers in stages: plain loops over arrays that the JIT vectorises, with the same
/// bits on every machine and at every stage of compilation (as `LogStages`). Errors stay below 1
/// ulp. An object holds the intermediate arrays of one thread.
public interface StagedFunction {
    /// Computes all numbers; those that are not usual come out wrong.
    void run(double[] x, int count, double[] out);

    /// Answers whether some number is not usual.
    boolean anyUnusual(double[] x, int count);

    /// Answers whether the stages are right for a number.
    boolean isUsual(double x);

    /// Computes one number of any kind, slowly.
    double exact(double x);
}
