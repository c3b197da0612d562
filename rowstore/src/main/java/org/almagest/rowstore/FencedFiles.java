package org.almagest.rowstore;

import java.io.IOException;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;

/// A file system that deletes nothing once the fence is up: whether the commit that failed is on
/// disk after all shows at the next open, and its segments must be there then.
final class FencedFiles extends ForwardingFileSystem {
    private final FileSystem files;
    private final Fence fence;

    FencedFiles(FileSystem files, Fence fence) {
        this.files = files;
        this.fence = fence;
    }

    @Override
    protected FileSystem of(String path) {
        return files;
    }

    @Override
    public void delete(String path) throws IOException {
        if (!fence.isRaised()) {
            super.delete(path);
        }
    }
}
