package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.MemoryFileSystem;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MemoryFileSystemTest extends FileSystemContract {
    private final MemoryBudget budget = MemoryBudget.root(64 << 20);
    private final MemoryFileSystem files = new MemoryFileSystem(budget);

    @BeforeEach
    void makeDirectory() throws IOException {
        files.createDirectories(directory());
    }

    @AfterEach
    void everythingIsGivenBack() {
        files.close();
        assertEquals(0, budget.reserved());
    }

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return "/a/b";
    }

    @Test
    void aFullBudgetRefusesAndKeepsWhatIsThere() throws IOException {
        try (WritableFile file = files.create("/a/b/file")) {
            file.write(MemorySegment.ofArray(new byte[100]));
            MemorySegment tooMuch = MemorySegment.ofArray(new byte[65 << 20]);
            AlmagestException refused = assertThrows(AlmagestException.class, () -> file.write(tooMuch));
            assertEquals(SqlState.OUT_OF_MEMORY, refused.state());
            assertEquals(100, file.position());
            file.write(MemorySegment.ofArray(new byte[100]));
        }
        assertEquals(200, files.size("/a/b/file"));
    }
}
