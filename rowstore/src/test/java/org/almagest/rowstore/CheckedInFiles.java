package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.io.WritableFile;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.EditCodec;

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

    /// Answers a commit as the log has it.
    static byte[] commit(List<Edit> edits) {
        FieldWriter out = new FieldWriter();
        EditCodec.write(out, edits);
        return out.toByteArray();
    }
}
