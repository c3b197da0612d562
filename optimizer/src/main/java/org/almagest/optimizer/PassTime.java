package org.almagest.optimizer;

/// How long a pass of the optimizer took over a whole plan, and whether it rewrote anything.
public record PassTime(String name, long nanos, boolean changed) {}
