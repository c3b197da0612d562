package org.almagest.bench.suite;

import java.util.Arrays;

/// Milliseconds of one engine's runs of one query.
public record Timings(double[] millis) {
    public Timings {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    public double median() {
        return millis[millis.length / 2];
    }

    public double least() {
        return millis[0];
    }

    public double greatest() {
        return millis[millis.length - 1];
    }
}
