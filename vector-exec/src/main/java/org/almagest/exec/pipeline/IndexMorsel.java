package org.almagest.exec.pipeline;

import org.almagest.columnar.scan.Morsel;

/// A morsel that is nothing but its number.
public record IndexMorsel(int index) implements Morsel {}
