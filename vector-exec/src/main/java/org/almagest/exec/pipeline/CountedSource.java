package org.almagest.exec.pipeline;

import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Morsel;
import org.almagest.exec.plan.PhysicalPlan;

/// A source with a known number of morsels that are nothing but their numbers.
public abstract class CountedSource implements Source {
    private final PhysicalPlan node;
    private final int morsels;
    private int next;

    protected CountedSource(PhysicalPlan node, int morsels) {
        this.node = node;
        this.morsels = morsels;
    }

    @Override
    public final PhysicalPlan node() {
        return node;
    }

    @Override
    public final OptionalInt morselCount() {
        return OptionalInt.of(morsels);
    }

    @Override
    public final Optional<? extends Morsel> claim() {
        return next < morsels ? Optional.of(new IndexMorsel(next++)) : Optional.empty();
    }
}
