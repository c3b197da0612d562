package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.TreeSet;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.WritableFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CrashFileSystemTest extends FileSystemContract {
    private final CrashFileSystem files = new CrashFileSystem();
    private final Random random = new Random(20261122);

    @BeforeEach
    void makeDirectory() throws IOException {
        files.createDirectories("/d");
        files.syncDirectory("/");
    }

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return "/d";
    }

    @Test
    void whatWasSyncedSurvives() throws IOException {
        try (WritableFile file = files.create("/d/a")) {
            file.write(MemorySegment.ofArray(new byte[1000]));
            file.force();
            files.syncDirectory("/d");
            file.write(MemorySegment.ofArray(new byte[1000]));
        }
        TreeSet<Long> sizes = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            sizes.add(files.crash(random).size("/d/a"));
        }
        assertTrue(sizes.first() >= 1000 && sizes.last() <= 2000 && sizes.size() > 10, sizes.toString());
    }

    @Test
    void unsyncedNamesMayGo() throws IOException {
        files.create("/d/a").close();
        int survived = 0;
        for (int i = 0; i < 50; i++) {
            survived += files.crash(random).exists("/d/a") ? 1 : 0;
        }
        assertTrue(survived > 5 && survived < 45, "survived " + survived);
    }

    @Test
    void afterAPowerLossNothingWorks() throws IOException {
        files.failAt(2, CrashFileSystem.Fault.POWER_LOSS);
        files.createDirectories("/d/e");
        assertFalse(files.hasFailed());
        assertThrows(IOException.class, () -> files.create("/d/a"));
        assertThrows(IOException.class, () -> files.list("/d"));
        assertTrue(files.hasFailed());
    }

    @Test
    void aFullDiskTakesAPart() throws IOException {
        try (WritableFile file = files.create("/d/a")) {
            files.failAt(1, CrashFileSystem.Fault.DISK_FULL);
            IOException full = assertThrows(IOException.class, () -> file.write(MemorySegment.ofArray(new byte[10])));
            assertTrue(full.getMessage().startsWith("No space left"));
        }
        assertEquals(5, files.size("/d/a"));
        files.delete("/d/a");
        assertEquals(0, files.list("/d").size());
    }

    @Test
    void aFailedSyncIsNotMadeGoodByTheNext() throws IOException {
        try (WritableFile file = files.create("/d/a")) {
            files.syncDirectory("/d");
            file.write(MemorySegment.ofArray(new byte[10]));
            files.failAt(1, CrashFileSystem.Fault.ERROR);
            assertThrows(IOException.class, file::force);
            file.force();
        }
        boolean lost = false;
        for (int i = 0; i < 20; i++) {
            lost |= files.crash(random).size("/d/a") < 10;
        }
        assertTrue(lost);
    }
}
