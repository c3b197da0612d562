package org.almagest.sql.integrity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One random fault in the files of a database: what bad disks, bad cables and bad copies do.
final class Damage {
    private static final int PAGE_GRID = 64;

    /// The kinds of fault.
    enum Kind {
        FLIP,
        ZERO,
        NOISE,
        TRUNCATE,
        APPEND,
        SWAP_WITHIN,
        SWAP_BETWEEN,
        COPY_BETWEEN,
        DUPLICATE_WITHIN,
        STALE_RANGE,
        STALE_FILE,
        OTHER_FILE,
        REMOVE
    }

    private final Random random;
    private final Map<String, byte[]> sound;
    private final List<Map<String, byte[]>> older;
    private final List<String> paths;

    Damage(Random random, Map<String, byte[]> sound, List<Map<String, byte[]>> older) {
        this.random = random;
        this.sound = sound;
        this.older = older;
        this.paths = new ArrayList<>(sound.keySet());
        paths.removeIf(path -> sound.get(path).length == 0 || path.endsWith("/LOCK"));
    }

    /// Damages `files` and says how.
    String apply(ByteFiles files) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        String path = paths.get(random.nextInt(paths.size()));
        byte[] bytes = sound.get(path).clone();
        String how = kind + " " + path + " ";
        return switch (kind) {
            case FLIP -> how + flip(files, path, bytes);
            case ZERO -> how + overwrite(files, path, bytes, false);
            case NOISE -> how + overwrite(files, path, bytes, true);
            case TRUNCATE -> {
                int kept = random.nextInt(bytes.length);
                files.put(path, Arrays.copyOf(bytes, kept));
                yield how + "to " + kept;
            }
            case APPEND -> how + append(files, path, bytes);
            case SWAP_WITHIN -> how + swap(files, path, path);
            case SWAP_BETWEEN -> how + swap(files, path, like(path));
            case COPY_BETWEEN -> how + copy(files, like(path), path);
            case DUPLICATE_WITHIN -> how + copy(files, path, path);
            case STALE_RANGE -> how + staleRange(files, path, bytes);
            case STALE_FILE -> how + staleFile(files, path);
            case OTHER_FILE -> {
                String other = like(path);
                files.put(path, sound.get(other));
                yield how + "is " + other;
            }
            case REMOVE -> {
                files.remove(path);
                yield how;
            }
        };
    }

    private String flip(ByteFiles files, String path, byte[] bytes) {
        StringBuilder how = new StringBuilder("bits");
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            how.append(' ').append(bit);
        }
        files.put(path, bytes);
        return how.toString();
    }

    private String overwrite(ByteFiles files, String path, byte[] bytes, boolean noise) {
        int from = random.nextInt(bytes.length);
        int count = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 16 : 4096));
        for (int i = from; i < from + count; i++) {
            bytes[i] = (byte) (noise ? random.nextInt() : 0);
        }
        files.put(path, bytes);
        return from + " + " + count;
    }

    private String append(ByteFiles files, String path, byte[] bytes) {
        int count = 1 + random.nextInt(600);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        int kind = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            longer[bytes.length + i] = switch (kind) {
                case 0 -> 0;
                case 1 -> (byte) random.nextInt();
                default -> bytes[Math.max(0, bytes.length - count) + i % Math.min(count, bytes.length)];
            };
        }
        files.put(path, longer);
        return count + " bytes";
    }

    /// Answers another file of the same kind, or any.
    private String like(String path) {
        List<String> alike = new ArrayList<>(paths);
        String ending = path.substring(path.lastIndexOf('.') + 1);
        alike.removeIf(other -> other.equals(path) || !other.endsWith(ending));
        List<String> from = alike.isEmpty() || random.nextInt(8) == 0 ? paths : alike;
        return from.get(random.nextInt(from.size()));
    }

    private String swap(ByteFiles files, String first, String second) {
        byte[] a = sound.get(first).clone();
        byte[] b = first.equals(second) ? a : sound.get(second).clone();
        int count = count(Math.min(a.length, b.length));
        int from = place(a.length - count);
        int to = place(b.length - count);
        byte[] kept = Arrays.copyOfRange(a, from, from + count);
        System.arraycopy(b, to, a, from, count);
        System.arraycopy(kept, 0, b, to, count);
        files.put(first, a);
        files.put(second, b);
        return from + " with " + second + " " + to + ", " + count + " bytes";
    }

    private String copy(ByteFiles files, String source, String target) {
        byte[] from = sound.get(source);
        byte[] to = sound.get(target).clone();
        int count = count(Math.min(from.length, to.length));
        int at = place(from.length - count);
        int put = source.equals(target) || random.nextBoolean()
                ? place(to.length - count)
                : Math.min(at, to.length - count);
        System.arraycopy(from, at, to, put, count);
        files.put(target, to);
        return put + " from " + source + " " + at + ", " + count + " bytes";
    }

    private int count(int most) {
        int count = 1 + random.nextInt(Math.min(most, random.nextBoolean() ? 256 : 8192));
        return count < PAGE_GRID || random.nextInt(4) == 0 ? count : count / PAGE_GRID * PAGE_GRID;
    }

    private int place(int last) {
        int place = random.nextInt(last + 1);
        return random.nextInt(4) == 0 ? place : place / PAGE_GRID * PAGE_GRID;
    }

    private String staleRange(ByteFiles files, String path, byte[] bytes) {
        byte[] old = older.get(random.nextInt(older.size())).getOrDefault(path, bytes);
        int count = count(Math.min(old.length, bytes.length));
        int from = place(Math.min(old.length, bytes.length) - count);
        System.arraycopy(old, from, bytes, from, count);
        files.put(path, bytes);
        return from + " + " + count;
    }

    private String staleFile(ByteFiles files, String path) {
        Map<String, byte[]> before = older.get(random.nextInt(older.size()));
        String name = before.containsKey(path) ? path : like(path);
        files.put(path, before.getOrDefault(name, sound.get(name)));
        return "as before";
    }
}
