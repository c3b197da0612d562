package org.almagest.columnar.scan;

/// The choice to find rows through an index: which keys are looked up follows from the predicates of
/// the request. Rows that the index does not cover are scanned, and all predicates hold as they do
/// without it. A source that has no such index, or finds no key in the predicates, scans.
///
/// @param index its name, as its [IndexDescription] has it
public record IndexAccess(String index) {}
