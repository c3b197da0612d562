package org.almagest.exec.pipeline;

/// What becomes of a leg whose operator cannot take rows as they come: rows before it end in a sink,
/// and when that has finished, a source stands in the place of the operator and all before it.
public record Detour(Sink sink, SourceFactory source) {}
