package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `EncodingBenchmark` in plain Java.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=scalar")
public class ScalarEncodingBenchmark extends EncodingBenchmark {}
