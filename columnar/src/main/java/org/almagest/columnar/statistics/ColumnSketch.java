package org.almagest.columnar.statistics;

import java.util.List;
import java.util.Optional;

/// What is summed up of a column beyond bounds and counts. Each is empty where nobody gathered it;
/// only numbers have quantiles, and only the right ascension of a table's position a density map.
public record ColumnSketch(
        Optional<DistinctSketch> distinct, Optional<Quantiles> quantiles, Optional<DensityMap> density) {
    /// Nothing is known.
    public static final ColumnSketch NONE = new ColumnSketch(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return equals(NONE);
    }

    /// Merges the sketches of parts of a column; a kind that one part lacks is lacking. A part whose
    /// values are counted and that has no quantiles has no number to cut.
    /// Density maps of the parts that have one are added up: rows of a delta are in none.
    public static ColumnSketch merge(List<ColumnSketch> parts) {
        if (parts.isEmpty()) {
            return NONE;
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<DistinctSketch> distinct = parts.stream()
                .map(ColumnSketch::distinct)
                .flatMap(Optional::stream)
                .toList();
        List<Quantiles> quantiles = parts.stream()
                .map(ColumnSketch::quantiles)
                .flatMap(Optional::stream)
                .toList();
        List<DensityMap> density = parts.stream()
                .map(ColumnSketch::density)
                .flatMap(Optional::stream)
                .toList();
        boolean cut = parts.stream()
                .allMatch(
                        part -> part.quantiles().isPresent() || part.distinct().isPresent());
        return new ColumnSketch(
                distinct.size() == parts.size() ? Optional.of(DistinctSketch.merge(distinct)) : Optional.empty(),
                cut && !quantiles.isEmpty() ? Optional.of(Quantiles.merge(quantiles)) : Optional.empty(),
                density.stream().reduce(DensityMap::merge));
    }
}
