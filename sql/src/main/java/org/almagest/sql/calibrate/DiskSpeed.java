package org.almagest.sql.calibrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalDouble;
import java.util.Random;

/// How long it takes to write a byte of a temporary file and to read it again, through the system's cache
/// as operators that spill do.
final class DiskSpeed {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 64;
    private static final long SEED = 1;

    private DiskSpeed() {}

    /// Measures the disk that a folder is on, in nanoseconds a byte; empty where it cannot be written.
    static OptionalDouble spillByteNanos(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "calibrate", ".tmp");
            try {
                return OptionalDouble.of(through(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException refused) {
            return OptionalDouble.empty();
        }
    }

    private static double through(Path file) throws IOException {
        byte[] bytes = new byte[PIECE];
        new Random(SEED).nextBytes(bytes);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE).put(bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            long start = System.nanoTime();
            for (int i = 0; i < PIECES; i++) {
                piece.rewind();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            for (int i = 0; i < PIECES; i++) {
                piece.rewind();
                channel.read(piece, (long) i * PIECE);
            }
            return (double) (System.nanoTime() - start) / PIECE / PIECES;
        }
    }
}
