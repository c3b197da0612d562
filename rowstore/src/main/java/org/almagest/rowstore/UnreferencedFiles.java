package org.almagest.rowstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.TableVersion;

/// Finds and removes what a crash left: files of a database that neither the manifest nor its log names.
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

    /// Removes them; at a URI nothing, for another database may have been told the same place.
    void remove() throws IOException {
        for (String path : list(recovered.catalog())) {
            if (!RoutedFileSystem.isUri(path)) {
                files.delete(path);
            }
        }
        if (layout.segments().isPresent()) {
            return;
        }
        for (String name : files.list(layout.dataDirectory())) {
            if (isTableDirectory(name) && tableOf(name, recovered.catalog()).isEmpty()) {
                files.delete(layout.dataDirectory() + "/" + name);
            }
        }
    }

    /// Answers the paths of the files; those that `other` refers to do not count.
    List<String> list(CatalogVersion other) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String name : files.list(layout.root())) {
            boolean ours = DatabaseLayout.number(name).isPresent() || name.equals("CURRENT.tmp");
            if (ours && !name.equals(DatabaseLayout.manifestName(recovered.manifestNumber()))) {
                paths.add(layout.root() + "/" + name);
            }
        }
        for (String name : files.list(layout.logDirectory())) {
            boolean counts = name.equals(DatabaseLayout.logName(recovered.logNumber()))
                    || name.equals(DatabaseLayout.sealName(recovered.logNumber()));
            if (DatabaseLayout.number(name).isPresent() && !counts) {
                paths.add(layout.logDirectory() + "/" + name);
            }
        }
        for (String name : files.list(layout.dataDirectory())) {
            if (isTableDirectory(name)) {
                listTable(name, other, paths);
            }
        }
        return paths;
    }

    private static boolean isTableDirectory(String name) {
        return name.matches("t\\d{6,}");
    }

    private void listTable(String directoryName, CatalogVersion other, List<String> paths) throws IOException {
        String directory = layout.dataDirectory() + "/" + directoryName;
        Set<String> referenced = new HashSet<>();
        for (CatalogVersion catalog : List.of(recovered.catalog(), other)) {
            tableOf(directoryName, catalog)
                    .ifPresent(table -> table.files()
                            .forEach(segment ->
                                    referenced.add(segment.description().path())));
        }
        for (String name : files.list(directory)) {
            if (!referenced.contains(name)) {
                paths.add(directory + "/" + name);
            }
        }
    }

    private static Optional<TableVersion> tableOf(String directoryName, CatalogVersion catalog) {
        return catalog.tables().stream()
                .filter(table -> DatabaseLayout.tableDirectoryName(table.id()).equals(directoryName))
                .findFirst();
    }
}
