package org.almagest.columnar.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// Files of the operating system through `FileChannel`.
///
/// With the system property `almagest.io.direct` files are read past the page cache, where the
/// device allows it: for measuring what a disk does, and for machines whose memory the pool has.
public final class LocalFileSystem implements FileSystem {
    /// The largest piece of one read or write call.
    private static final long PIECE_BYTES = 1L << 30;

    private final boolean direct;

    public LocalFileSystem() {
        this(Boolean.getBoolean("almagest.io.direct"));
    }

    private LocalFileSystem(boolean direct) {
        this.direct = direct;
    }

    /// Makes one that reads past the page cache.
    public static LocalFileSystem direct() {
        return new LocalFileSystem(true);
    }

    /// Answers a path as the operating system takes it; fails where no file can have that name.
    private static Path local(String path) throws IOException {
        try {
            return Path.of(path);
        } catch (InvalidPathException impossible) {
            throw new IOException("no file can have this name: " + impossible.getReason(), impossible);
        }
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        if (direct && Files.isRegularFile(local(path))) {
            FileChannel channel = FileChannel.open(local(path), StandardOpenOption.READ, directOption());
            return new DirectFile(path, channel, channel.size());
        }
        FileChannel channel = FileChannel.open(local(path), StandardOpenOption.READ);
        return new LocalReadableFile(path, channel, channel.size());
    }

    /// Answers the JDK's option for reads past the page cache. The compiler warns of its name,
    /// which is of a module that is there in every JDK and in no specification.
    private static OpenOption directOption() throws IOException {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option instanceof OpenOption direct && option.toString().equals("DIRECT")) {
                    return direct;
                }
            }
        } catch (ClassNotFoundException absent) {
            throw new IOException("this Java has no module jdk.unsupported to read past the page cache", absent);
        }
        throw new IOException("this Java cannot read past the page cache");
    }

    @Override
    public WritableFile create(String path) throws IOException {
        FileChannel channel = FileChannel.open(local(path), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new LocalWritableFile(path, channel);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        FileChannel channel = FileChannel.open(local(path), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        channel.position(channel.size());
        return new LocalWritableFile(path, channel);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return Files.exists(local(path));
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return Files.isDirectory(local(path));
    }

    @Override
    public boolean isStream(String path) throws IOException {
        try {
            return Files.readAttributes(local(path), BasicFileAttributes.class).isOther();
        } catch (NoSuchFileException nothing) {
            return false;
        }
    }

    @Override
    public InputStream openStream(String path) throws IOException {
        return Files.newInputStream(local(path));
    }

    @Override
    public long size(String path) throws IOException {
        return Files.size(local(path));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        if (!isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(local(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        Files.createDirectories(local(directory));
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(local(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void truncate(String path, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(local(path), StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    @Override
    public void syncDirectory(String directory) throws IOException {
        try (FileChannel channel = FileChannel.open(local(directory), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public LockAttempt tryLock(String path, String holder) throws IOException {
        return LocalFileLock.tryLock(local(path), holder);
    }

    private record LocalReadableFile(String path, FileChannel channel, long size) implements ReadableFile {
        @Override
        public void read(long position, MemorySegment target) throws IOException {
            long done = 0;
            while (done < target.byteSize()) {
                ByteBuffer piece = target.asSlice(done, Math.min(PIECE_BYTES, target.byteSize() - done))
                        .asByteBuffer();
                int count = channel.read(piece, position + done);
                if (count < 0) {
                    throw new EOFException(path + " ends at byte " + (position + done) + ", "
                            + (target.byteSize() - done) + " bytes before the end of what was asked for");
                }
                done += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record LocalWritableFile(String path, FileChannel channel) implements WritableFile {
        @Override
        public long position() {
            try {
                return channel.position();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void write(MemorySegment source) throws IOException {
            long done = 0;
            while (done < source.byteSize()) {
                done += channel.write(source.asSlice(done, Math.min(PIECE_BYTES, source.byteSize() - done))
                        .asByteBuffer());
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
