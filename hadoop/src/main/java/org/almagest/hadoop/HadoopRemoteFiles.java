package org.almagest.hadoop;

import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.RemoteFiles;
import org.apache.hadoop.conf.Configuration;

/// Serves URIs through Hadoop, configured as Hadoop is: by `core-site.xml` and the like on the class
/// path.
public final class HadoopRemoteFiles implements RemoteFiles {
    @Override
    public FileSystem open() {
        return new HadoopFileSystem(new Configuration());
    }
}
