package org.almagest.columnar.cluster;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.almagest.columnar.sort.KeyEncoder;

/// Encoders of keys that threads use in turn. Thread-safe.
final class KeyEncoders {
    private final Supplier<KeyEncoder> source;
    private final ArrayDeque<KeyEncoder> idle = new ArrayDeque<>();

    KeyEncoders(Supplier<KeyEncoder> source) {
        this.source = source;
    }

    synchronized KeyEncoder take() {
        KeyEncoder encoder = idle.poll();
        return encoder != null ? encoder : source.get();
    }

    synchronized void giveBack(KeyEncoder encoder) {
        idle.add(encoder);
    }
}
