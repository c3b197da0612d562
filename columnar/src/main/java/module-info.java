/// Types, vectors, pages, segments, the buffer pool, memory, and the contracts of files and scans.
module org.almagest.columnar {
    requires org.almagest.sky;
    requires static transitive jdk.incubator.vector;
    requires com.github.luben.zstd_jni;
    requires org.lz4.java;
    requires transitive datasketches.java;
    requires jdk.unsupported;
    requires transitive roaringbitmap;

    uses org.almagest.columnar.io.RemoteFiles;

    exports org.almagest.columnar.cluster;
    exports org.almagest.columnar.error;
    exports org.almagest.columnar.index;
    exports org.almagest.columnar.io;
    exports org.almagest.columnar.kernel;
    exports org.almagest.columnar.memory;
    exports org.almagest.columnar.pool;
    exports org.almagest.columnar.sample;
    exports org.almagest.columnar.scan;
    exports org.almagest.columnar.schema;
    exports org.almagest.columnar.segment;
    exports org.almagest.columnar.sort;
    exports org.almagest.columnar.spill;
    exports org.almagest.columnar.statistics;
    exports org.almagest.columnar.type;
    exports org.almagest.columnar.vector;
}
