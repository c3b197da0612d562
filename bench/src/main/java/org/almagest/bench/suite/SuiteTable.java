package org.almagest.bench.suite;

/// What a table of the suite takes on disk in each engine.
record SuiteTable(String name, long rows, long almagestBytes, long duckdbBytes) {
    static SuiteTable parse(String line) {
        String[] words = line.split(" ");
        return new SuiteTable(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    String line() {
        return name + " " + rows + " " + almagestBytes + " " + duckdbBytes;
    }

    double almagestBytesPerRow() {
        return (double) almagestBytes / rows;
    }

    double duckdbBytesPerRow() {
        return (double) duckdbBytes / rows;
    }
}
