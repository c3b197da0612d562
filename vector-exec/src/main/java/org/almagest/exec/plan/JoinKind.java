package org.almagest.exec.plan;

/// The kinds of join; the probe side is the left one, streamed past the build side.
public enum JoinKind {
    INNER,
    LEFT,
    SEMI,
    /// Rows of the probe without a match (NULL keys match nothing and stay).
    ANTI,
    /// Rows of the build side that have a match, once the whole probe has passed: SEMI with the sides
    /// exchanged, for a left side that is the smaller one.
    BUILD_SEMI,
    /// Rows of the build side without a match (NULL keys match nothing and stay).
    BUILD_ANTI,
    /// As INNER, and then the build side's rows without a match, with NULLs for the probe: LEFT with the
    /// sides exchanged.
    BUILD_LEFT,
    /// As LEFT, and then the build side's rows without a match, with NULLs for the probe.
    FULL,
    /// As LEFT, but a second match is an error (21000): the value of a scalar subquery.
    SINGLE,
    /// Every row of the probe and whether it has a match: TRUE, else NULL where `compared` is NULL
    /// for some pair, else FALSE.
    MARK,
    /// As MARK, by one key that is compared as IN does: without a match the mark is NULL where the
    /// probe's key is NULL or the build side has a NULL, and FALSE over a build side without rows.
    NULL_AWARE_MARK;

    /// Answers whether only the probe's columns come out.
    public boolean keepsProbeOnly() {
        return this == SEMI || this == ANTI;
    }

    /// Answers whether only the build side's columns come out.
    public boolean keepsBuildOnly() {
        return this == BUILD_SEMI || this == BUILD_ANTI;
    }

    /// Answers whether it is noted of the build side's rows that they have a match.
    public boolean notesMatches() {
        return this == FULL || this == BUILD_LEFT || keepsBuildOnly();
    }

    /// Answers whether rows of the build side come out that have no match.
    public boolean keepsUnmatchedBuild() {
        return this == FULL || this == BUILD_LEFT || this == BUILD_ANTI;
    }

    /// Answers whether it matters of a row of the probe that it has a match, or none.
    public boolean asksProbe() {
        return this != INNER && this != BUILD_LEFT && !keepsBuildOnly();
    }

    /// Answers whether a mark comes out instead of the build side's columns.
    public boolean marks() {
        return this == MARK || this == NULL_AWARE_MARK;
    }

    /// Answers whether the build side's columns come out.
    public boolean givesBuild() {
        return !keepsProbeOnly() && !marks();
    }

    /// Answers whether a row of the probe without a match is dropped.
    public boolean mayDropProbeRows() {
        return this == INNER || this == SEMI || this == BUILD_LEFT || keepsBuildOnly();
    }
}
