package org.almagest.rowstore;

import java.lang.ref.WeakReference;
import org.almagest.rowstore.manifest.TableVersion;

/// Tells one version of a table from all others, of any database, without holding it: what is kept with the mark
/// is of no use once the table has changed.
public final class VersionMark {
    private final WeakReference<TableVersion> version;
    private final int hash;

    VersionMark(TableVersion version) {
        this.version = new WeakReference<>(version);
        hash = System.identityHashCode(version);
    }

    /// Answers whether nobody can see the version any more.
    public boolean isGone() {
        return version.refersTo(null);
    }

    @Override
    public boolean equals(Object other) {
        TableVersion here = version.get();
        return other == this || here != null && other instanceof VersionMark mark && mark.version.refersTo(here);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
