package org.almagest.rowstore.io;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A file system in memory that can lose power.
///
/// It knows what is durable: bytes up to the last `force` of their file, names as of the last
/// `syncDirectory` of their directory. `crash` makes the file system that is found afterwards: all
/// that was durable, and of the rest what a random source lets through: a part of the unsynced
/// bytes (sectors of 512 bytes may read as zeros), and each unsynced creation, renaming and
/// deletion of a name or not.
///
/// It can also fail: `failAt(n, ...)` makes the n-th change from now fail, once or for ever.
public final class CrashFileSystem implements FileSystem {
    private static final int SECTOR_BYTES = 512;

    /// What happens at the chosen change.
    public enum Fault {
        /// The call fails with an I/O error; the next ones work.
        ERROR,
        /// The call and the one after it fail.
        TWO_ERRORS,
        /// The disk is full: a write keeps a part of its bytes; so do all later writes.
        DISK_FULL,
        /// The power is gone: this call and all later ones fail.
        POWER_LOSS
    }

    private static final class Inode {
        private final boolean directory;
        private byte[] bytes = new byte[64];
        private int size;
        private int durableSize;
        private boolean syncLost;
        private final TreeMap<String, Inode> names = new TreeMap<>();
        private final TreeMap<String, Inode> durableNames = new TreeMap<>();
        private final List<NameChange> unsynced = new ArrayList<>();

        Inode(boolean directory) {
            this.directory = directory;
        }
    }

    /// A name that came (`now` is present) or went.
    private record NameChange(Map<String, Inode> now, List<String> gone) {}

    private final Inode root;
    private final Map<String, String> locks = new HashMap<>();
    private long changes;
    private long faultAt = Long.MAX_VALUE;
    private Fault fault = Fault.ERROR;

    public CrashFileSystem() {
        this(new Inode(true));
    }

    private CrashFileSystem(Inode root) {
        this.root = root;
    }

    /// Lets the `n`-th change from now (1 = the next) meet a fault.
    public synchronized void failAt(long n, Fault kind) {
        faultAt = changes + n;
        fault = kind;
    }

    /// Ends the faults.
    public synchronized void heal() {
        faultAt = Long.MAX_VALUE;
    }

    /// Answers the number of changes so far.
    public synchronized long changes() {
        return changes;
    }

    /// Answers whether the chosen fault has happened.
    public synchronized boolean hasFailed() {
        return changes >= faultAt;
    }

    /// Answers what is found when the machine comes up again.
    public synchronized CrashFileSystem crash(Random random) {
        faultAt = 0;
        fault = Fault.POWER_LOSS;
        return new CrashFileSystem(survivor(root, random, new HashMap<>()));
    }

    private static Inode survivor(Inode inode, Random random, Map<Inode, Inode> made) {
        Inode known = made.get(inode);
        if (known != null) {
            return known;
        }
        Inode after = new Inode(inode.directory);
        made.put(inode, after);
        if (!inode.directory) {
            surviveBytes(inode, after, random);
            return after;
        }
        TreeMap<String, Inode> names = new TreeMap<>(inode.durableNames);
        for (NameChange change : inode.unsynced) {
            if (random.nextBoolean()) {
                change.gone().forEach(names::remove);
                names.putAll(change.now());
            }
        }
        names.forEach((name, child) -> {
            Inode surviving = survivor(child, random, made);
            after.names.put(name, surviving);
            after.durableNames.put(name, surviving);
        });
        return after;
    }

    private static void surviveBytes(Inode inode, Inode after, Random random) {
        int durable = Math.min(inode.durableSize, inode.size);
        int extra = inode.size - durable;
        int kept = durable + (extra == 0 || random.nextInt(3) == 0 ? 0 : random.nextInt(extra + 1));
        after.bytes = Arrays.copyOf(inode.bytes, Math.max(64, kept));
        after.size = kept;
        after.durableSize = kept;
        if (random.nextBoolean()) {
            for (int sector = durable / SECTOR_BYTES; sector * SECTOR_BYTES < kept; sector++) {
                if (random.nextInt(4) == 0) {
                    int from = Math.max(durable, sector * SECTOR_BYTES);
                    Arrays.fill(after.bytes, from, Math.min(kept, (sector + 1) * SECTOR_BYTES), (byte) 0);
                }
            }
        }
    }

    private void change() throws IOException {
        changes++;
        if (changes == faultAt
                || changes > faultAt && fault == Fault.POWER_LOSS
                || changes == faultAt + 1 && fault == Fault.TWO_ERRORS) {
            switch (fault) {
                case ERROR, TWO_ERRORS -> throw new IOException("injected failure of change " + changes);
                case POWER_LOSS -> throw new IOException("the power is off");
                case DISK_FULL -> {}
            }
        }
    }

    private boolean isFull() {
        return fault == Fault.DISK_FULL && changes >= faultAt;
    }

    private void checkPower() throws IOException {
        if (fault == Fault.POWER_LOSS && changes >= faultAt) {
            throw new IOException("the power is off");
        }
    }

    private static String[] split(String path) {
        String key = path.replaceAll("^/+|/+$", "");
        return key.isEmpty() ? new String[0] : key.split("/+");
    }

    private Inode find(String path) {
        Inode at = root;
        for (String name : split(path)) {
            at = at == null ? null : at.names.get(name);
        }
        return at;
    }

    private Inode file(String path) throws IOException {
        Inode inode = find(path);
        if (inode == null || inode.directory) {
            throw new NoSuchFileException(path);
        }
        return inode;
    }

    private Inode parent(String path) throws IOException {
        String[] names = split(path);
        Inode at = find(String.join("/", Arrays.copyOf(names, names.length - 1)));
        if (at == null || !at.directory) {
            throw new NoSuchFileException(path);
        }
        return at;
    }

    private static String last(String path) {
        String[] names = split(path);
        return names[names.length - 1];
    }

    private static void put(Inode directory, String name, Inode inode) {
        directory.names.put(name, inode);
        directory.unsynced.add(new NameChange(Map.of(name, inode), List.of()));
    }

    @Override
    public synchronized ReadableFile open(String path) throws IOException {
        checkPower();
        return new Reader(path, file(path), file(path).size);
    }

    @Override
    public synchronized WritableFile create(String path) throws IOException {
        change();
        Inode directory = parent(path);
        if (directory.names.containsKey(last(path))) {
            throw new FileAlreadyExistsException(path);
        }
        if (isFull()) {
            throw new IOException("No space left on device");
        }
        Inode inode = new Inode(false);
        put(directory, last(path), inode);
        return new Writer(path, inode);
    }

    @Override
    public synchronized WritableFile append(String path) throws IOException {
        checkPower();
        return find(path) == null ? create(path) : new Writer(path, file(path));
    }

    @Override
    public synchronized boolean exists(String path) throws IOException {
        checkPower();
        return find(path) != null;
    }

    @Override
    public synchronized boolean isDirectory(String path) throws IOException {
        checkPower();
        Inode inode = find(path);
        return inode != null && inode.directory;
    }

    @Override
    public synchronized long size(String path) throws IOException {
        checkPower();
        return file(path).size;
    }

    @Override
    public synchronized List<String> list(String directory) throws IOException {
        checkPower();
        Inode inode = find(directory);
        return inode == null ? List.of() : List.copyOf(inode.names.keySet());
    }

    @Override
    public synchronized void createDirectories(String directory) throws IOException {
        change();
        Inode at = root;
        for (String name : split(directory)) {
            Inode next = at.names.get(name);
            if (next == null) {
                next = new Inode(true);
                put(at, name, next);
            }
            if (!next.directory) {
                throw new FileAlreadyExistsException(directory);
            }
            at = next;
        }
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        change();
        Inode inode = find(path);
        if (inode == null) {
            return;
        }
        if (!inode.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path);
        }
        Inode directory = parent(path);
        directory.names.remove(last(path));
        directory.unsynced.add(new NameChange(Map.of(), List.of(last(path))));
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        change();
        Inode inode = file(from);
        if (parent(from) != parent(to)) {
            throw new IOException("this file system renames inside a directory only");
        }
        Inode directory = parent(from);
        directory.names.remove(last(from));
        directory.names.put(last(to), inode);
        directory.unsynced.add(new NameChange(Map.of(last(to), inode), List.of(last(from))));
    }

    @Override
    public synchronized void truncate(String path, long bytes) throws IOException {
        change();
        Inode inode = file(path);
        if (bytes < inode.size) {
            Arrays.fill(inode.bytes, (int) bytes, inode.size, (byte) 0);
            inode.size = (int) bytes;
        }
        inode.syncLost = false;
        inode.durableSize = inode.size;
    }

    @Override
    public synchronized void syncDirectory(String directory) throws IOException {
        change();
        Inode inode = find(directory);
        if (inode == null || !inode.directory) {
            throw new NoSuchFileException(directory);
        }
        inode.durableNames.clear();
        inode.durableNames.putAll(inode.names);
        inode.unsynced.clear();
    }

    @Override
    public synchronized LockAttempt tryLock(String path, String holder) throws IOException {
        checkPower();
        String held = locks.get(path);
        if (held != null) {
            return new LockAttempt.Busy(held);
        }
        append(path).close();
        locks.put(path, holder);
        return (LockAttempt.Taken) () -> unlock(path);
    }

    private synchronized void unlock(String path) {
        locks.remove(path);
    }

    /// Turns one bit of a file, durably.
    public synchronized void flipBit(String path, long bit) throws IOException {
        file(path).bytes[(int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
    }

    private final class Reader implements ReadableFile {
        private final String path;
        private final Inode inode;
        private final long size;

        Reader(String path, Inode inode, long size) {
            this.path = path;
            this.inode = inode;
            this.size = size;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            synchronized (CrashFileSystem.this) {
                checkPower();
                if (position < 0 || target.byteSize() > inode.size - position) {
                    throw new EOFException(path + " ends at byte " + inode.size);
                }
                MemorySegment.copy(MemorySegment.ofArray(inode.bytes), position, target, 0, target.byteSize());
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Writer implements WritableFile {
        private final String path;
        private final Inode inode;

        Writer(String path, Inode inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long position() {
            synchronized (CrashFileSystem.this) {
                return inode.size;
            }
        }

        @Override
        public void write(MemorySegment source) throws IOException {
            synchronized (CrashFileSystem.this) {
                change();
                int count = (int) (isFull() ? source.byteSize() / 2 : source.byteSize());
                while (inode.bytes.length < inode.size + count) {
                    inode.bytes = Arrays.copyOf(inode.bytes, inode.bytes.length * 2);
                }
                MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, inode.bytes, inode.size, count);
                inode.size += count;
                if (isFull()) {
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (CrashFileSystem.this) {
                try {
                    change();
                } catch (IOException failure) {
                    inode.syncLost = true;
                    throw failure;
                }
                if (!inode.syncLost) {
                    inode.durableSize = inode.size;
                }
            }
        }

        @Override
        public void close() throws IOException {
            checkPower();
        }
    }
}
