package org.almagest.exec.pipeline;

/// Opens a source when its pipeline starts, which is after every pipeline that it depends on.
public interface SourceFactory {
    Source open(QueryScope scope);
}
