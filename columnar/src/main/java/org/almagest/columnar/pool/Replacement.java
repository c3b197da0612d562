package org.almagest.columnar.pool;

import java.util.ArrayDeque;
import java.util.Optional;

/// Which page leaves next: 2Q with a clock.
///
/// ```text
///            loaded                    hit again, or back soon after eviction
///   disk ----------> probation (FIFO) ----------> kept (clock, second chance) ---> out
///                        |
///                        +--> out, when it is over a quarter of the pool or nothing is kept
/// ```
///
/// A scan of cold pages passes through probation and leaves what is kept alone. Guarded by the
/// pool's lock.
final class Replacement {
    private static final int PROBATION_SHARE = 4;

    private final ArrayDeque<Frame> probation = new ArrayDeque<>();
    private final ArrayDeque<Frame> kept = new ArrayDeque<>();
    private final long limitBytes;
    private long probationBytes;
    private long residentBytes;
    private int evictions;

    Replacement(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long residentBytes() {
        return residentBytes;
    }

    int evictions() {
        return evictions;
    }

    /// Takes in a page that was loaded.
    void add(Frame frame) {
        residentBytes += frame.memoryBytes();
        int evictedAt = frame.table().evictedAt()[frame.page()];
        if (evictedAt != 0 && evictions - evictedAt < 2 * (probation.size() + kept.size())) {
            kept.addLast(frame);
        } else {
            probation.addLast(frame);
            probationBytes += frame.memoryBytes();
        }
    }

    /// Kills the next page that nobody holds; empty when every page is held.
    Optional<Frame> evict() {
        boolean fromProbation = probationBytes > limitBytes / PROBATION_SHARE || kept.isEmpty();
        Optional<Frame> victim = fromProbation ? evictProbation() : evictKept();
        if (victim.isEmpty()) {
            victim = fromProbation ? evictKept() : evictProbation();
        }
        // What was promoted meanwhile stands in the other queue.
        return victim.isPresent() || kept.isEmpty() ? victim : evictKept();
    }

    private Optional<Frame> evictProbation() {
        for (int steps = probation.size(); steps > 0; steps--) {
            Frame frame = probation.pollFirst();
            probationBytes -= frame.memoryBytes();
            if (frame.isDead()) {
                continue;
            }
            if (frame.takeReference()) {
                kept.addLast(frame);
            } else if (frame.tryKill()) {
                return Optional.of(removed(frame));
            } else {
                probation.addLast(frame);
                probationBytes += frame.memoryBytes();
            }
        }
        return Optional.empty();
    }

    private Optional<Frame> evictKept() {
        for (int steps = 2 * kept.size(); steps > 0; steps--) {
            Frame frame = kept.pollFirst();
            if (frame.isDead()) {
                continue;
            }
            if (!frame.takeReference() && frame.tryKill()) {
                return Optional.of(removed(frame));
            }
            kept.addLast(frame);
        }
        return Optional.empty();
    }

    private Frame removed(Frame frame) {
        evictions++;
        frame.table().evictedAt()[frame.page()] = evictions == 0 ? 1 : evictions;
        residentBytes -= frame.memoryBytes();
        return frame;
    }

    /// Forgets a frame that was killed elsewhere.
    void forget(Frame frame) {
        residentBytes -= frame.memoryBytes();
        if (probation.remove(frame)) {
            probationBytes -= frame.memoryBytes();
        } else {
            kept.remove(frame);
        }
    }

    /// Answers whether somebody holds a page.
    boolean anyPinned() {
        return probation.stream().anyMatch(Frame::isPinned) || kept.stream().anyMatch(Frame::isPinned);
    }
}
