/// Rows brought into the order that a table is clustered by, on their way into segments.
///
/// ```text
/// ClusteredSink -> part -> SortInput ................ ExternalSort -> segments, at the end
///                       -> the segments' own part, where OrderSurvey finds rows nearly in order
/// SkyKeys makes keys of positions, ClusterKeys chooses them
/// ```
package org.almagest.columnar.cluster;
