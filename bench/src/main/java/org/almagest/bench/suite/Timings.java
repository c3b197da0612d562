package org.almagest.bench.suite;

import java.util.Arrays;

/// Milliseconds of one engine's runs of one query.
record Timings(double[] millis) {
    Timings {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    double median() {
        return millis[millis.length / 2];
    }

    double least() {
        return millis[0];
    }

    double greatest() {
        return millis[millis.length - 1];
    }
}
