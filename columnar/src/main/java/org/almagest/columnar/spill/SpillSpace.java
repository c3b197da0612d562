package org.almagest.columnar.spill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.StorageFailure;

/// The folder where an engine's temporary files go.
///
/// ```text
/// root                  shared by processes; made when the first file is, removed when it is empty
///   spill-PID-HEX       the files of one engine
///   spill-PID-HEX.lock  locked while the engine lives
/// ```
///
/// There may be several roots: the first in which something can be made is used. A folder whose lock can be taken
/// belongs to a process that ended: whoever opens the root next
/// removes it. Thread-safe.
public final class SpillSpace implements SpillFiles.Place, AutoCloseable {
    private static final Pattern OURS = Pattern.compile("spill-\\d+-[0-9a-f]{16}");
    private static final String LOCK = ".lock";
    private static final int ATTEMPTS = 10;

    private final FileSystem files;
    private final List<String> roots;

    // Guarded by this.
    private String root;
    private Optional<LockAttempt.Taken> lock = Optional.empty();
    private String name = "";
    private boolean closed;

    /// Opens roots, in the order in which they are preferred; they need not exist yet. What ended
    /// processes left there is removed.
    public SpillSpace(FileSystem files, List<String> roots) {
        this.files = files;
        this.roots = List.copyOf(roots);
        for (String each : this.roots) {
            root = each;
            removeRemains();
        }
        root = this.roots.getFirst();
    }

    /// Opens a root.
    public SpillSpace(FileSystem files, String root) {
        this(files, List.of(root));
    }

    /// Makes the temporary files of one operator; `unwanted` tells when its work may stop.
    public SpillFiles files(BooleanSupplier unwanted) {
        return new SpillFiles(files, this, unwanted);
    }

    /// Answers the engine's own folder, which is made now if this is the first question.
    @Override
    public synchronized String directory() {
        if (closed) {
            throw new IllegalStateException("the folder for temporary files is closed");
        }
        List<AlmagestException> failures = new ArrayList<>();
        for (int r = 0; lock.isEmpty() && r < roots.size(); r++) {
            root = roots.get(r);
            try {
                makeIn();
            } catch (AlmagestException failed) {
                failures.add(failed);
            }
        }
        if (lock.isEmpty()) {
            throw failures.getFirst();
        }
        return path(name);
    }

    private void makeIn() {
        for (int attempt = 0; lock.isEmpty() && attempt < ATTEMPTS; attempt++) {
            make();
        }
        if (lock.isEmpty()) {
            throw StorageFailure.of("lock", root, new IOException("others remove what is made there"));
        }
    }

    private String path(String child) {
        return files.resolve(root, child);
    }

    /// Takes the lock before the folder is there; a name whose lock file another process has removed
    /// meanwhile is given up.
    private void make() {
        long random = ThreadLocalRandom.current().nextLong();
        name = String.format("spill-%d-%016x", ProcessHandle.current().pid(), random);
        try {
            files.createDirectories(root);
            if (files.tryLock(
                            path(name + LOCK),
                            "process " + ProcessHandle.current().pid())
                    instanceof LockAttempt.Taken taken) {
                if (files.exists(path(name + LOCK))) {
                    files.createDirectories(path(name));
                    lock = Optional.of(taken);
                } else {
                    taken.close();
                }
            }
        } catch (IOException failed) {
            throw StorageFailure.of("make a folder for temporary files in", root, failed);
        }
    }

    /// Removes folders whose processes have ended. What cannot be read or removed is somebody
    /// else's: it stays.
    private void removeRemains() {
        try {
            for (String child : files.list(root)) {
                String folder = child.endsWith(LOCK) ? child.substring(0, child.length() - LOCK.length()) : child;
                if (OURS.matcher(folder).matches() && files.exists(path(child))) {
                    removeIfEnded(folder);
                }
            }
        } catch (IOException notOurs) {
            // Others may remove the same, or own it; a folder that stays harms nobody.
        }
    }

    private void removeIfEnded(String folder) throws IOException {
        if (files.tryLock(path(folder + LOCK), "removal") instanceof LockAttempt.Taken taken) {
            try {
                remove(folder);
            } finally {
                taken.close();
            }
        }
    }

    private void remove(String folder) throws IOException {
        files.deleteTree(path(folder));
        files.delete(path(folder + LOCK));
    }

    /// Removes the engine's folder and whatever is left in it.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (lock.isEmpty()) {
            return;
        }
        try {
            remove(name);
        } catch (IOException failed) {
            throw StorageFailure.of("remove", path(name), failed);
        } finally {
            lock.get().close();
        }
        try {
            files.delete(root);
        } catch (IOException inUse) {
            // Others have files there.
        }
    }
}
