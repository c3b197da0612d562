/// Column segments on disk. `docs/format/segment.md` is the specification of the bytes.
///
/// ```text
/// format    SegmentFormat (header, trailer), SegmentFooter, SchemaFormat, PageDirectory,
///           ZoneFormat, CompositePage; FooterOutput and FooterInput are their bytes
/// writing   SegmentTableSink -> SegmentPart -> RowGroupBuilder (ColumnBuffer per type)
///           -> ChunkWriter -> EncodedRowGroup -> SegmentWriter, FooterBuilder -> SegmentDescription
/// zone maps ZoneMaps (arrays over pages), ZoneBuilder, TextBounds, ZoneStatistics
/// reading   SegmentFile -> OpenSegment (pages in the pool) -> OpenPage (SimplePage, HugePage, ArrayPage)
/// scanning  SegmentTable -> ScanPlan (prunes) -> SegmentScan -> SegmentMorselReader
///           -> FilterState and ColumnReader per column
/// filters   FilterCompiler, FilterRanges -> ColumnFilter (NullFilter, IntegerFilter, FloatFilter,
///           HugeFilter, BytesFilter, LikeFilter)
/// ```
///
/// To add a physical type: a `ColumnBuffer` that collects it, a case in `ChunkWriter` that encodes
/// it, an `OpenPage` that decodes it, a `ZoneMaps` record, a `ColumnFilter`, and a column of it in
/// the tests' `RandomTable`. The exhaustive switches name the places.
package org.almagest.columnar.segment;
