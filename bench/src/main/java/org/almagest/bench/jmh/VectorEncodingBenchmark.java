package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `EncodingBenchmark` with the Vector API, where 512-bit vectors exist.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=vector")
public class VectorEncodingBenchmark extends EncodingBenchmark {}
