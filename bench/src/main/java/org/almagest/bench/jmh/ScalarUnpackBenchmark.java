package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `UnpackBenchmark` in plain Java.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=scalar")
public class ScalarUnpackBenchmark extends UnpackBenchmark {}
