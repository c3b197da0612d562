package org.almagest.exec.join;

/// What a probe asks of a build side: a table of its rows or, where it has spilled, of some of them;
/// whether it has rows at all, and whether one has a NULL key.
record BuiltSide(JoinTable table, boolean hasRows, boolean hasNullKeys) {}
