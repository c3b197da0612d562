/// Readers of FITS, Parquet and text files, and the loader that fills tables from them.
module org.almagest.ingest {
    requires transitive org.almagest.columnar;
    requires ch.randelshofer.fastdoubleparser;
    requires com.github.luben.zstd_jni;
    requires java.xml;
    requires org.snakeyaml.engine;

    exports org.almagest.ingest;
    exports org.almagest.ingest.csv;
    exports org.almagest.ingest.fits;
    exports org.almagest.ingest.parquet;
}
