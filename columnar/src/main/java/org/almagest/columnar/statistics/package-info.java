/// Small mergeable summaries of a column's values: distinct counts, quantiles, the density of
/// positions on the sky. `docs/format/statistics.md` has their bytes.
package org.almagest.columnar.statistics;
