# How the JIT is to treat kernels; read by the shell scripts of this repository with `.`, not run by
# itself. Sets KERNEL_FLAGS.
#
# Kernels are small and hot or not called at all: the JIT takes them after a fiftieth of the calls that
# it waits for otherwise. The doors to vector kernels are not inlined: each kernel is then compiled once,
# by itself, while it is warmed up. Inlined into what calls it, and that into what calls that, a kernel is
# compiled again and again in ever larger methods, until one is too large for the JIT to see the vectors
# through, and runs several times slower from then on (measured: docs/performance.md).

KERNEL_FLAGS='-XX:CompileCommand=quiet
    -XX:CompileCommand=CompileThresholdScaling,org.almagest.columnar.kernel.*::*,0.02
    -XX:CompileCommand=CompileThresholdScaling,org.almagest.exec.kernel.*::*,0.02'
for door in columnar.kernel.DecodeKernels columnar.kernel.FilterKernels columnar.kernel.PackKernels \
    columnar.kernel.PageFilterKernels columnar.kernel.PageSumKernels exec.kernel.SumKernels \
    exec.kernel.RunKernels exec.kernel.VectorMath; do
    KERNEL_FLAGS="$KERNEL_FLAGS -XX:CompileCommand=dontinline,org.almagest.$door::*"
done
