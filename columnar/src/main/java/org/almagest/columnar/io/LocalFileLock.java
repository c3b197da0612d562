package org.almagest.columnar.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A lock of the operating system on a local file, with the holder's name as the file's content.
///
/// POSIX record locks belong to the process, and closing *any* descriptor of the file drops them.
/// So a second attempt in the process that has the lock must not even open the file: the locks that
/// this process holds stand in a map, which is as process-wide as the locks are.
final class LocalFileLock implements LockAttempt.Taken {
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    /// The longest holder text that is read back.
    private static final int HOLDER_BYTES = 512;

    private final Path key;
    private final FileChannel channel;

    private LocalFileLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    static LockAttempt tryLock(Path path, String holder) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path key = absolute.getParent().toRealPath().resolve(absolute.getFileName());
        String held = HELD.putIfAbsent(key, holder);
        if (held != null) {
            return new Busy(held);
        }
        boolean taken = false;
        try {
            LockAttempt attempt = lock(key, holder);
            taken = attempt instanceof Taken;
            return attempt;
        } finally {
            if (!taken) {
                HELD.remove(key);
            }
        }
    }

    private static LockAttempt lock(Path key, String holder) throws IOException {
        FileChannel channel =
                FileChannel.open(key, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return new Busy(read(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new LocalFileLock(key, channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HOLDER_BYTES);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            HELD.remove(key);
        }
    }
}
