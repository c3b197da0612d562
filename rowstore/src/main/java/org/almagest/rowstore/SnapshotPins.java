package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.Retired;

/// Knows the newest durable version, which versions snapshots hold, and what may go when they let
/// go. Thread-safe; `remover` runs on the thread that made something removable, without the lock.
final class SnapshotPins {
    private record Grave(Retired retired, long droppedLsn) {}

    private final Consumer<Retired> remover;
    private final TreeMap<Long, Integer> pinned = new TreeMap<>();
    private final List<Grave> graves = new ArrayList<>();
    private CatalogVersion visible;

    SnapshotPins(CatalogVersion first, Consumer<Retired> remover) {
        this.visible = first;
        this.remover = remover;
    }

    synchronized CatalogVersion visible() {
        return visible;
    }

    /// Answers the newest version and holds it.
    synchronized CatalogVersion pin() {
        pinned.merge(visible.lsn(), 1, Integer::sum);
        return visible;
    }

    /// Holds the version of an LSN that is held already, or that the caller is about to commit.
    synchronized void pin(long lsn) {
        pinned.merge(lsn, 1, Integer::sum);
    }

    void unpin(long lsn) {
        removeAll(forget(lsn));
    }

    private synchronized List<Retired> forget(long lsn) {
        if (pinned.merge(lsn, -1, Integer::sum) > 0) {
            return List.of();
        }
        pinned.remove(lsn);
        return takeUnneeded();
    }

    /// Makes `next` the newest version; it dropped `retired`.
    void publish(CatalogVersion next, List<Retired> retired) {
        removeAll(advance(next, retired));
    }

    private synchronized List<Retired> advance(CatalogVersion next, List<Retired> retired) {
        visible = next;
        retired.forEach(what -> graves.add(new Grave(what, next.lsn())));
        return takeUnneeded();
    }

    private List<Retired> takeUnneeded() {
        List<Retired> unneeded = new ArrayList<>();
        for (Iterator<Grave> each = graves.iterator(); each.hasNext(); ) {
            Grave grave = each.next();
            Long reader = pinned.ceilingKey(grave.retired().createdLsn());
            if (reader == null || reader >= grave.droppedLsn()) {
                unneeded.add(grave.retired());
                each.remove();
            }
        }
        return unneeded;
    }

    /// Removes what snapshots still hold: the database is being closed.
    void close() {
        removeAll(takeAll());
    }

    private synchronized List<Retired> takeAll() {
        List<Retired> all = graves.stream().map(Grave::retired).toList();
        graves.clear();
        return all;
    }

    private void removeAll(List<Retired> unneeded) {
        unneeded.forEach(remover);
    }
}
