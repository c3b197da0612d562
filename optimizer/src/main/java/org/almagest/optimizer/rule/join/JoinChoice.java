package org.almagest.optimizer.rule.join;

/// Who orders joins.
public sealed interface JoinChoice {
    /// What they are expected to cost.
    record Cheapest() implements JoinChoice {}

    /// Chance, always the same for a seed.
    record AtRandom(long seed) implements JoinChoice {}

    /// A tree, for all joins of as many inputs as it has, counted as FROM names them; others are ordered by cost,
    /// and so are those for which it is none: the right side of a LEFT join is joined to what its condition names.
    record Given(JoinTree tree) implements JoinChoice {}
}
