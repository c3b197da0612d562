package org.almagest.sql.random;

import java.util.List;
import java.util.Random;

/// Random decisions of the generators, all from one seed.
final class Choices {
    private final Random random;

    Choices(long seed) {
        random = new Random(seed);
    }

    /// Answers a number from 0 to `bound` - 1.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Answers TRUE once in so many times.
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
