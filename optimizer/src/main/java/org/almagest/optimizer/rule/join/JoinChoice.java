package org.almagest.optimizer.rule.join;

/// Who orders inner joins.
public sealed interface JoinChoice {
    /// What they are expected to cost.
    record Cheapest() implements JoinChoice {}

    /// Chance, always the same for a seed.
    record AtRandom(long seed) implements JoinChoice {}

    /// A tree, for all joins of as many inputs as it has, counted as FROM names them; others are ordered by cost.
    record Given(JoinTree tree) implements JoinChoice {}
}
