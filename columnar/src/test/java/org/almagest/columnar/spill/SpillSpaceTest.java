package org.almagest.columnar.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillSpaceTest {
    @TempDir
    Path parent;

    private Path root() {
        return parent.resolve("tmp");
    }

    private SpillSpace space() {
        return new SpillSpace(new LocalFileSystem(), root().toString());
    }

    /// Leaves a file unfinished, as an operator does that is stopped.
    private static SpillOutput begun(SpillSpace space) {
        return SpillOutput.create(space.files(() -> false));
    }

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        try (SpillSpace space = space()) {
            space.files(() -> false).close();
            assertFalse(Files.exists(root()));
        }
    }

    @Test
    void whereTheFirstRootCannotBeTheSecondIs() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        try (SpillSpace space = new SpillSpace(
                new LocalFileSystem(), List.of(file.resolve("tmp").toString(), root().toString()))) {
            begun(space);
            assertTrue(space.directory().startsWith(root().toString()));
        }
        try (SpillSpace space =
                new SpillSpace(new LocalFileSystem(), file.resolve("tmp").toString())) {
            assertThrows(AlmagestException.class, () -> begun(space));
        }
    }

    @Test
    void closingRemovesWhateverIsLeft() throws IOException {
        try (SpillSpace space = space()) {
            begun(space);
            begun(space);
            assertEquals(2, Files.list(Path.of(space.directory())).count());
        }
        assertFalse(Files.exists(root()));
    }

    @Test
    void whatAnEndedProcessLeftIsRemoved() throws IOException {
        Path dead = Files.createDirectories(root().resolve("spill-123456789-0123456789abcdef"));
        Files.writeString(dead.resolve("spill-1.tmp"), "rows");
        Files.writeString(root().resolve(dead.getFileName() + ".lock"), "process 123456789");
        Path unlocked = Files.createDirectories(root().resolve("spill-99-00000000000000ff"));
        Path lockAlone = Files.writeString(root().resolve("spill-99-00000000000000aa.lock"), "");
        space().close();
        assertFalse(Files.exists(dead));
        assertFalse(Files.exists(unlocked));
        assertFalse(Files.exists(lockAlone));
        assertEquals(0, Files.list(root()).count());
    }

    @Test
    void whatALivingEngineHasStays() throws IOException {
        try (SpillSpace living = space()) {
            begun(living);
            String directory = living.directory();
            try (SpillSpace other = space()) {
                begun(other);
                assertFalse(directory.equals(other.directory()));
            }
            assertEquals(1, Files.list(Path.of(directory)).count());
        }
        assertFalse(Files.exists(root()));
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Files.createDirectories(root().resolve("spill-1-2"));
        Files.writeString(root().resolve("notes.txt"), "mine");
        try (SpillSpace space = space()) {
            begun(space);
        }
        assertTrue(Files.exists(root().resolve("notes.txt")));
        assertTrue(Files.exists(root().resolve("spill-1-2")));
    }

    @Test
    void aClosedSpaceMakesNoFiles() {
        SpillSpace space = space();
        space.close();
        assertThrows(IllegalStateException.class, () -> begun(space));
    }

    @Test
    void aBlockOfAnotherFileIsNotBelieved() throws IOException {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        try (SpillSpace space = space();
                SpillFiles files = space.files(() -> false)) {
            SpilledFile one = written(files, budget);
            SpilledFile two = written(files, budget);
            Files.copy(Path.of(one.path()), Path.of(two.path()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            try (SpillReader reader = SpillReader.open(files, two, 64, budget)) {
                assertThrows(CorruptionException.class, reader::next);
            }
            try (SpillReader reader = SpillReader.open(files, one, 64, budget)) {
                assertTrue(reader.next());
                assertEquals(1, reader.rows());
                assertFalse(reader.next());
            }
        }
        assertEquals(0, budget.reserved());
    }

    private static SpilledFile written(SpillFiles files, MemoryBudget budget) {
        try (NativeBuffer block = NativeBuffer.allocate(budget, 64, "a test");
                SpillOutput output = SpillOutput.create(files)) {
            block.segment().set(NativeSpace.INT, SpillOutput.HEADER_BYTES, 48);
            output.write(block.segment(), 1);
            return output.finish();
        }
    }
}
