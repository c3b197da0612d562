package org.almagest.jdbc;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this JVM was not started with and the driver would use. Nothing of it stops the driver: a
/// jar on a class path cannot ask for flags by itself.
final class MissingFlags {
    private static final String VECTORS = "--add-modules jdk.incubator.vector";
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private MissingFlags() {}

    /// Answers the warning of a new connection, one line; nothing when all flags are there.
    static Optional<SQLWarning> warning() {
        return text(
                        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                        MissingFlags.class.getModule().isNativeAccessEnabled())
                .map(text -> new SQLWarning(text, "01000"));
    }

    static Optional<String> text(boolean hasVectors, boolean hasNativeAccess) {
        List<String> missing = new ArrayList<>();
        if (!hasVectors) {
            missing.add(VECTORS + " (without it kernels are scalar: same results, slower)");
        }
        if (!hasNativeAccess) {
            missing.add(NATIVE_ACCESS + " (without it Java warns that native memory is used)");
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("start java with " + String.join(" and ", missing));
    }
}
