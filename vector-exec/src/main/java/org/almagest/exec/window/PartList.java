package org.almagest.exec.window;

import java.util.Arrays;

/// Parts of a tree's level and the states that they are added to.
final class PartList {
    private int[] parts = new int[1024];
    private int[] states = new int[1024];
    private int size;

    /// Adds parts `from` to `to` for a state.
    void add(int from, int to, int state) {
        int count = Math.max(0, to - from);
        if (size + count > parts.length) {
            int capacity = Math.max(size + count, 2 * parts.length);
            parts = Arrays.copyOf(parts, capacity);
            states = Arrays.copyOf(states, capacity);
        }
        for (int part = from; part < to; part++) {
            parts[size] = part;
            states[size++] = state;
        }
    }

    int[] parts() {
        return parts;
    }

    int[] states() {
        return states;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }
}
