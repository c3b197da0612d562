package org.almagest.columnar.memory;

import java.lang.foreign.MemorySegment;
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

    private final SystemCalls calls;
    private final long mapped;
    private final long mappedBytes;
    private final long base;
    private final long bytes;

    private AddressSpace(SystemCalls calls, long mapped, long mappedBytes, long base, long bytes) {
        this.calls = calls;
        this.mapped = mapped;
        this.mappedBytes = mappedBytes;
        this.base = base;
        this.bytes = bytes;
    }

    /// Takes a range of at least `bytes`; empty where the system gives none.
    public static Optional<AddressSpace> reserve(long bytes) {
        Optional<SystemCalls> found = SystemCalls.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SystemCalls calls = found.get();
        long size = bytes + ALIGNMENT & -ALIGNMENT;
        long mapped = calls.map(size + ALIGNMENT);
        if (mapped == SystemCalls.NOT_MAPPED) {
            return Optional.empty();
        }
        long base = mapped + ALIGNMENT - 1 & -ALIGNMENT;
        calls.adviseHugePages(base, size);
        return Optional.of(new AddressSpace(calls, mapped, size + ALIGNMENT, base, size));
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
        calls.giveBack(part.address(), part.byteSize());
    }

    /// Gives everything back; nobody may use a part afterwards.
    @Override
    public void close() {
        calls.unmap(mapped, mappedBytes);
    }
}
