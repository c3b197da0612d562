package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `AggregateBenchmark` in plain Java; those by group are the same.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=scalar")
public class ScalarAggregateBenchmark extends AggregateBenchmark {}
