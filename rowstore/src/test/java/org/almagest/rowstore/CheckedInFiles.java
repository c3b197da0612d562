package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.io.WritableFile;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.EditCodec;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.CurrentFormat;
import org.almagest.rowstore.manifest.ManifestFormat;

/// The files of a database whose bytes are checked in, in a folder of the test's resources.
///
/// @param folder such as `format-1/rules`
record CheckedInFiles(String folder) {
    static final List<String> NAMES = List.of("CURRENT", "manifest-000003", "log/000004.log");

    byte[] read(String name) throws IOException {
        try (InputStream in = CheckedInFiles.class.getResourceAsStream("/" + folder + "/" + name)) {
            return in.readAllBytes();
        }
    }

    /// Holds what this version writes to what is checked in, or checks it in under `-Dalmagest.golden=write`.
    void hold(Map<String, byte[]> written) throws IOException {
        for (String name : NAMES) {
            if ("write".equals(System.getProperty("almagest.golden"))) {
                Path path = Path.of("src/test/resources").resolve(folder).resolve(name);
                Files.createDirectories(path.getParent());
                Files.write(path, written.get(name));
            } else {
                assertArrayEquals(read(name), written.get(name), name);
            }
        }
    }

    /// Puts the files into a database's directory, the log from another name.
    void put(CrashFileSystem files, String root, String log) throws IOException {
        for (String name : NAMES) {
            try (WritableFile file = files.create(root + "/" + name)) {
                file.write(MemorySegment.ofArray(read(name.startsWith("log") ? log : name)));
            }
        }
    }

    void put(CrashFileSystem files, String root) throws IOException {
        put(files, root, NAMES.getLast());
    }

    /// What is written into a log.
    interface Logged {
        void write(LogWriter log) throws IOException;
    }

    /// Answers the files of a database with a catalog, whose memory is given back, and a log behind it.
    static Map<String, byte[]> written(CatalogVersion catalog, Logged logged) throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        try (LogWriter log = LogWriter.create(files, "/log", 4)) {
            logged.write(log);
        }
        Recovery.release(catalog);
        return Map.of(
                "CURRENT", CurrentFormat.write(3, Optional.empty()),
                "manifest-000003", ManifestFormat.write(new ManifestFormat.Manifest(3, 4, catalog)),
                "log/000004.log", FileContent.read(files, "/log"));
    }

    /// Answers a commit as the log has it.
    static byte[] commit(List<Edit> edits) {
        FieldWriter out = new FieldWriter();
        EditCodec.write(out, edits);
        return out.toByteArray();
    }
}
