package org.almagest.exec.plan;

/// The kinds of join; the probe side is the left one, streamed past the build side.
public enum JoinKind {
    INNER,
    LEFT,
    SEMI,
    /// Rows of the probe without a match (NULL keys match nothing and stay).
    ANTI;

    /// Answers whether only the probe's columns come out.
    public boolean keepsProbeOnly() {
        return this == SEMI || this == ANTI;
    }

    /// Answers whether a row of the probe without a match is dropped.
    public boolean mayDropProbeRows() {
        return this == INNER || this == SEMI;
    }
}
