package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `PageBenchmark` in plain Java.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=scalar")
public class ScalarPageBenchmark extends PageBenchmark {}
