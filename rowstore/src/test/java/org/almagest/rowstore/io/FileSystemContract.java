package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;
import org.junit.jupiter.api.Test;

/// What every file system does.
abstract class FileSystemContract {
    abstract FileSystem files();

    /// Answers an empty directory.
    abstract String directory();

    private String path(String name) {
        return files().resolve(directory(), name);
    }

    private void write(String name, byte... bytes) throws IOException {
        try (WritableFile file = files().create(path(name))) {
            file.write(MemorySegment.ofArray(bytes));
            file.force();
        }
    }

    private byte[] read(String name) throws IOException {
        try (ReadableFile file = files().open(path(name))) {
            byte[] bytes = new byte[(int) file.size()];
            file.read(0, MemorySegment.ofArray(bytes));
            return bytes;
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        byte[] content = new byte[9_000_000];
        new Random(7).nextBytes(content);
        try (WritableFile file = files().create(path("big"))) {
            MemorySegment all = MemorySegment.ofArray(content);
            file.write(all.asSlice(0, 10));
            assertEquals(10, file.position());
            file.write(all.asSlice(10, 5_000_000));
            file.write(all.asSlice(5_000_010));
            file.force();
            assertEquals(content.length, file.position());
        }
        assertArrayEquals(content, read("big"));
        assertEquals(content.length, files().size(path("big")));
        try (ReadableFile file = files().open(path("big"))) {
            byte[] middle = new byte[5000];
            file.read(4_194_000, MemorySegment.ofArray(middle));
            assertArrayEquals(java.util.Arrays.copyOfRange(content, 4_194_000, 4_199_000), middle);
        }
    }

    @Test
    void readingBeyondTheEndFails() throws IOException {
        write("short", (byte) 1, (byte) 2);
        try (ReadableFile file = files().open(path("short"))) {
            MemorySegment three = MemorySegment.ofArray(new byte[3]);
            assertThrows(EOFException.class, () -> file.read(0, three));
            assertThrows(EOFException.class, () -> file.read(2, three));
            assertThrows(EOFException.class, () -> file.read(100, three));
        }
    }

    @Test
    void createTakesNewNamesAndOpenOldOnes() throws IOException {
        write("a", (byte) 1);
        assertThrows(FileAlreadyExistsException.class, () -> files().create(path("a")));
        assertThrows(NoSuchFileException.class, () -> files().open(path("b")));
        assertThrows(NoSuchFileException.class, () -> files().create(path("missing/b")));
        assertArrayEquals(new byte[] {1}, read("a"));
    }

    @Test
    void appendContinuesAndMakes() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (WritableFile file = files().append(path("log"))) {
                assertEquals(i, file.position());
                file.write(MemorySegment.ofArray(new byte[] {(byte) i}));
            }
        }
        assertArrayEquals(new byte[] {0, 1, 2}, read("log"));
    }

    @Test
    void namesAreListedInOrder() throws IOException {
        write("b", (byte) 1);
        write("a", (byte) 1);
        files().createDirectories(path("d/e"));
        assertEquals(List.of("a", "b", "d"), files().list(directory()));
        assertEquals(List.of("e"), files().list(path("d")));
        assertEquals(List.of(), files().list(path("none")));
        assertTrue(files().isDirectory(path("d/e")));
        assertFalse(files().isDirectory(path("a")));
        assertTrue(files().exists(path("a")));
        assertFalse(files().exists(path("c")));
        files().syncDirectory(path("d"));
    }

    @Test
    void renameReplaces() throws IOException {
        write("old", (byte) 1);
        write("new", (byte) 2);
        files().rename(path("new"), path("old"));
        assertArrayEquals(new byte[] {2}, read("old"));
        assertEquals(List.of("old"), files().list(directory()));
        assertThrows(NoSuchFileException.class, () -> files().rename(path("none"), path("x")));
    }

    @Test
    void deleteRemovesFilesAndEmptyDirectories() throws IOException {
        files().createDirectories(path("d"));
        write("d/a", (byte) 1);
        assertThrows(DirectoryNotEmptyException.class, () -> files().delete(path("d")));
        files().delete(path("d/a"));
        files().delete(path("d"));
        files().delete(path("never"));
        assertEquals(List.of(), files().list(directory()));
    }

    @Test
    void anOpenFileOutlivesItsName() throws IOException {
        write("a", (byte) 1, (byte) 2);
        try (ReadableFile file = files().open(path("a"))) {
            files().delete(path("a"));
            byte[] bytes = new byte[2];
            file.read(0, MemorySegment.ofArray(bytes));
            assertArrayEquals(new byte[] {1, 2}, bytes);
        }
        assertFalse(files().exists(path("a")));
    }

    @Test
    void truncateCuts() throws IOException {
        write("a", (byte) 1, (byte) 2, (byte) 3);
        files().truncate(path("a"), 2);
        assertArrayEquals(new byte[] {1, 2}, read("a"));
        try (WritableFile file = files().append(path("a"))) {
            file.write(MemorySegment.ofArray(new byte[] {9}));
        }
        assertArrayEquals(new byte[] {1, 2, 9}, read("a"));
    }

    @Test
    void aLockHasOneHolder() throws IOException {
        try (LockAttempt.Taken taken = assertInstanceOf(LockAttempt.Taken.class, files().tryLock(path("LOCK"), "me"))) {
            assertEquals(new LockAttempt.Busy("me"), files().tryLock(path("LOCK"), "you"));
            assertEquals(new LockAttempt.Busy("me"), files().tryLock(path("LOCK"), "you"));
            assertTrue(taken != null);
        }
        try (LockAttempt.Taken again =
                assertInstanceOf(LockAttempt.Taken.class, files().tryLock(path("LOCK"), "you"))) {
            assertEquals(new LockAttempt.Busy("you"), files().tryLock(path("LOCK"), "me"));
            assertTrue(again != null);
        }
    }
}
