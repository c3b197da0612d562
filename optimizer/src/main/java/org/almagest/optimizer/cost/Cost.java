package org.almagest.optimizer.cost;

import java.util.Locale;

/// A kind of work, and the nanoseconds that one thread takes for it by default. `almagest calibrate`
/// measures the machine at hand. The defaults are medians of three such runs on a virtual server with two cores
/// of an AMD EPYC (Zen 3, 256-bit vectors); what calibration leaves alone (pages, blocks, threads, the disk and
/// the cache) was chosen after runs of `bench/access`.
///
/// In text a cost has its name in small letters.
public enum Cost {
    /// To find, pin and open one page in the buffer pool.
    PAGE_START(1_200),

    /// To read a byte from the disk, in order.
    COLD_BYTE(0.6),

    /// To go elsewhere on the disk.
    COLD_SEEK(90_000),

    /// To ask the Bloom filters of a row group.
    BLOOM_PROBE(800),

    /// To find a bound in the run of an index.
    INDEX_SEARCH(3_600),

    /// To take the row of an index's entry and to note it.
    INDEX_ENTRY(8.5),

    /// To look at a block of 1,024 rows: which of them are asked for.
    BLOCK_START(120),

    /// To take one value out of a block that is in a core's cache.
    PICK_NEAR(46),

    /// The same where the pages of the column are far larger.
    PICK_FAR(850),

    /// To have other threads take part.
    THREAD_START(30_000),

    /// To decode a value of a page of runs, or of one value.
    REPEATED_VALUE(0.87),

    /// To decode a packed integer.
    PACKED_VALUE(1.4),

    /// To decode a float.
    REAL_VALUE(1.1),

    /// To decode a text.
    TEXT_VALUE(25),

    /// To decode a value of a page in the form of a block codec.
    SQUEEZED_VALUE(37),

    /// To take a value from a file that is read in place, or from the delta.
    FOREIGN_VALUE(62),

    /// To test one condition.
    FILTER_ROW(0.61),

    /// To compute one expression.
    COMPUTE_VALUE(1.1),

    /// To add a value to an aggregate.
    AGGREGATE_VALUE(0.32),

    /// To find the group of a row by its keys' place.
    GROUP_DIRECT(3.4),

    /// To find the group of a row by hash, where the table is within the cache.
    GROUP_NEAR(8.2),

    /// The same where the table is far larger.
    GROUP_FAR(87),

    /// To put a row into the table of a join within the cache.
    BUILD_NEAR(4.5),

    /// The same of a far larger one.
    BUILD_FAR(40),

    /// To look a row up in the table of a join within the cache.
    PROBE_NEAR(6),

    /// The same in a far larger one.
    PROBE_FAR(54),

    /// To try one pair of a join without an equality.
    PAIR(15),

    /// To sort a row, for each halving of the rows.
    SORT_STEP(2.3),

    /// To copy a value of a row that is kept or joined.
    COPY_VALUE(2.2),

    /// To write a byte to a temporary file and read it again.
    SPILL_BYTE(0.5),

    /// How large a table is that stays in a core's cache; bytes, not nanoseconds.
    CACHE_BYTES(1 << 20);

    private final double byDefault;

    Cost(double byDefault) {
        this.byDefault = byDefault;
    }

    /// Answers what it costs where nothing was measured.
    public double byDefault() {
        return byDefault;
    }

    /// Answers the name in text.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
