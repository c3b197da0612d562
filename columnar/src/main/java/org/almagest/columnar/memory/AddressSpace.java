package org.almagest.columnar.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A range of addresses without memory behind it until it is touched, in huge pages where the
/// operating system has them. Pages of 2 MiB instead of 4 KiB make interleaved scans of several
/// columns up to twice as fast: most of the time they save is spent on finding addresses.
///
/// Linux only (mmap, madvise of the C library); elsewhere, and where the system says no, there is
/// none. Nothing is reserved from a budget here: whoever hands out parts of it does that. The
/// segments are of the one memory class that all kernels see.
public final class AddressSpace implements AutoCloseable {
    private static final long ALIGNMENT = 2L << 20;
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
    private static final int DONT_NEED = 4;
    private static final int HUGE_PAGE = 14;

    private final Calls calls;
    private final long mapped;
    private final long mappedBytes;
    private final long base;
    private final long bytes;

    private AddressSpace(Calls calls, long mapped, long mappedBytes, long base, long bytes) {
        this.calls = calls;
        this.mapped = mapped;
        this.mappedBytes = mappedBytes;
        this.base = base;
        this.bytes = bytes;
    }

    /// Takes a range of at least `bytes`; empty where the system gives none.
    public static Optional<AddressSpace> reserve(long bytes) {
        if (!System.getProperty("os.name").equals("Linux")
                || !AddressSpace.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            Calls calls = Calls.link();
            long size = bytes + ALIGNMENT & -ALIGNMENT;
            long mapped = (long)
                    calls.map.invokeExact(0L, size + ALIGNMENT, READ_AND_WRITE, PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
            if (mapped == -1) {
                return Optional.empty();
            }
            long base = mapped + ALIGNMENT - 1 & -ALIGNMENT;
            int ignored = (int) calls.advise.invokeExact(base, size, HUGE_PAGE);
            return Optional.of(new AddressSpace(calls, mapped, size + ALIGNMENT, base, size));
        } catch (Throwable unavailable) {
            // Without these calls there is ordinary memory.
            return Optional.empty();
        }
    }

    public long size() {
        return bytes;
    }

    /// Answers a part. Memory comes when it is touched, zeroed the first time.
    @SuppressWarnings("restricted")
    public MemorySegment part(long offset, long partBytes) {
        java.util.Objects.checkFromIndexSize(offset, partBytes, bytes);
        return MemorySegment.ofAddress(base + offset).reinterpret(partBytes);
    }

    /// Gives the memory of a part back to the system, not the addresses; its content is lost.
    public void giveBack(MemorySegment part) {
        invoke(calls.advise, part.address(), part.byteSize(), DONT_NEED);
    }

    private static void invoke(MethodHandle advise, long address, long length, int advice) {
        try {
            int ignored = (int) advise.invokeExact(address, length, advice);
        } catch (Throwable impossible) {
            throw new IllegalStateException("madvise could not be called", impossible);
        }
    }

    /// Gives everything back; nobody may use a part afterwards.
    @Override
    public void close() {
        try {
            int ignored = (int) calls.unmap.invokeExact(mapped, mappedBytes);
        } catch (Throwable impossible) {
            throw new IllegalStateException("munmap could not be called", impossible);
        }
    }

    /// The calls of the C library.
    private record Calls(MethodHandle map, MethodHandle unmap, MethodHandle advise) {
        @SuppressWarnings("restricted")
        static Calls link() {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = linker.defaultLookup();
            ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
            ValueLayout.OfInt number = ValueLayout.JAVA_INT;
            return new Calls(
                    linker.downcallHandle(
                            library.findOrThrow("mmap"),
                            FunctionDescriptor.of(size, size, size, number, number, number, size)),
                    linker.downcallHandle(library.findOrThrow("munmap"), FunctionDescriptor.of(number, size, size)),
                    linker.downcallHandle(
                            library.findOrThrow("madvise"), FunctionDescriptor.of(number, size, size, number)));
        }
    }
}
