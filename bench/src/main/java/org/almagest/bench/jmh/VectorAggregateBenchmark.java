package org.almagest.bench.jmh;

import org.openjdk.jmh.annotations.Fork;

/// The kernels of `AggregateBenchmark` with the Vector API, where 512-bit vectors exist; those by
/// group are the same.
@Fork(value = 1, jvmArgsAppend = "-Dalmagest.kernels=vector")
public class VectorAggregateBenchmark extends AggregateBenchmark {}
