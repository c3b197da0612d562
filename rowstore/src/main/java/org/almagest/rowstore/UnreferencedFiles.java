package org.almagest.rowstore;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.io.FileSystem;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.TableVersion;

/// Removes what a crash left: files of a database that neither the manifest nor its log names.
/// Files with names that are not a database's are left alone. The opening writer does it.
final class UnreferencedFiles {
    private final FileSystem files;
    private final DatabaseLayout layout;
    private final Recovery.Recovered recovered;

    UnreferencedFiles(FileSystem files, DatabaseLayout layout, Recovery.Recovered recovered) {
        this.files = files;
        this.layout = layout;
        this.recovered = recovered;
    }

    void remove() throws IOException {
        for (String name : files.list(layout.root())) {
            boolean ours = DatabaseLayout.number(name).isPresent() || name.equals("CURRENT.tmp");
            if (ours && !name.equals(DatabaseLayout.manifestName(recovered.manifestNumber()))) {
                files.delete(layout.root() + "/" + name);
            }
        }
        for (String name : files.list(layout.logDirectory())) {
            if (DatabaseLayout.number(name).isPresent()
                    && !name.equals(DatabaseLayout.logName(recovered.logNumber()))) {
                files.delete(layout.logDirectory() + "/" + name);
            }
        }
        for (String name : files.list(layout.dataDirectory())) {
            if (name.matches("t\\d{6,}")) {
                removeFromTable(name);
            }
        }
    }

    private void removeFromTable(String directoryName) throws IOException {
        String directory = layout.dataDirectory() + "/" + directoryName;
        Optional<TableVersion> table = tableOf(directoryName, recovered.catalog());
        Set<String> referenced = new HashSet<>();
        table.ifPresent(t -> t.segments()
                .forEach(segment -> referenced.add(segment.description().path())));
        for (String name : files.list(directory)) {
            if (!referenced.contains(name)) {
                files.delete(directory + "/" + name);
            }
        }
        if (table.isEmpty()) {
            files.delete(directory);
        }
    }

    private static Optional<TableVersion> tableOf(String directoryName, CatalogVersion catalog) {
        return catalog.tables().stream()
                .filter(table -> DatabaseLayout.tableDirectoryName(table.id()).equals(directoryName))
                .findFirst();
    }
}
