/// Readers of FITS and text files, and the loader that fills tables from them.
module org.almagest.ingest {
    requires transitive org.almagest.columnar;
    requires ch.randelshofer.fastdoubleparser;
    requires org.snakeyaml.engine;

    exports org.almagest.ingest;
    exports org.almagest.ingest.csv;
    exports org.almagest.ingest.fits;
}
