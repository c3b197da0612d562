package org.almagest.columnar.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Calls of the C library that give memory and take it back, on Linux (`mmap`, `munmap`, `madvise`,
/// `calloc`, `free`; their manual pages). Elsewhere, and where native access is not enabled, there
/// are none. Linked once, when first asked for: that takes some ten milliseconds, which a small
/// query should not pay.
final class SystemCalls {
    /// What `map` answers where the system gives nothing.
    static final long NOT_MAPPED = -1;

    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
    private static final int DONT_NEED = 4;
    private static final int HUGE_PAGE = 14;

    /// Set once the calls are linked.
    private static volatile boolean linked;

    private static final class Linked {
        static final Optional<SystemCalls> CALLS = link();
    }

    private final MethodHandle map;
    private final MethodHandle unmap;
    private final MethodHandle advise;
    private final MethodHandle allocate;
    private final MethodHandle free;

    @SuppressWarnings("restricted")
    private SystemCalls() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        map = linker.downcallHandle(
                library.findOrThrow("mmap"), FunctionDescriptor.of(size, size, size, number, number, number, size));
        unmap = linker.downcallHandle(library.findOrThrow("munmap"), FunctionDescriptor.of(number, size, size));
        advise = linker.downcallHandle(
                library.findOrThrow("madvise"), FunctionDescriptor.of(number, size, size, number));
        allocate = linker.downcallHandle(library.findOrThrow("calloc"), FunctionDescriptor.of(size, size, size));
        free = linker.downcallHandle(library.findOrThrow("free"), FunctionDescriptor.ofVoid(size));
    }

    /// Answers the calls where the system has them, linking them if need be.
    static Optional<SystemCalls> find() {
        return Linked.CALLS;
    }

    /// Answers the calls if they have been linked before.
    static Optional<SystemCalls> findLinked() {
        return linked ? Linked.CALLS : Optional.empty();
    }

    private static Optional<SystemCalls> link() {
        if (!System.getProperty("os.name").equals("Linux")
                || !SystemCalls.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            SystemCalls calls = new SystemCalls();
            linked = true;
            return Optional.of(calls);
        } catch (RuntimeException | LinkageError unavailable) {
            // Without these calls there is ordinary memory.
            return Optional.empty();
        }
    }

    /// Maps zeroed memory of a private kind; answers its address or `NOT_MAPPED`.
    long map(long bytes) {
        try {
            return (long) map.invokeExact(0L, bytes, READ_AND_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
        } catch (Throwable impossible) {
            throw failed("mmap", impossible);
        }
    }

    void unmap(long address, long bytes) {
        try {
            int ignored = (int) unmap.invokeExact(address, bytes);
        } catch (Throwable impossible) {
            throw failed("munmap", impossible);
        }
    }

    void adviseHugePages(long address, long bytes) {
        advise(address, bytes, HUGE_PAGE);
    }

    /// Gives the memory behind addresses back; its content is lost.
    void giveBack(long address, long bytes) {
        advise(address, bytes, DONT_NEED);
    }

    private void advise(long address, long bytes, int advice) {
        try {
            int ignored = (int) advise.invokeExact(address, bytes, advice);
        } catch (Throwable impossible) {
            throw failed("madvise", impossible);
        }
    }

    /// Allocates zeroed memory; answers its address or 0.
    long allocate(long bytes) {
        try {
            return (long) allocate.invokeExact(1L, bytes);
        } catch (Throwable impossible) {
            throw failed("calloc", impossible);
        }
    }

    void free(long address) {
        try {
            free.invokeExact(address);
        } catch (Throwable impossible) {
            throw failed("free", impossible);
        }
    }

    private static IllegalStateException failed(String call, Throwable cause) {
        return new IllegalStateException(call + " could not be called", cause);
    }
}
