package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

final class RehearsalTest {
    /// The launcher cannot tell a failed rehearsal from a slow start, so this test does.
    @Test
    void everyCommandOfTheRehearsalWorks() {
        assertDoesNotThrow(() -> Rehearsal.main(new String[0]));
    }

    @Test
    void everyLoadOfTheRehearsalWorks() {
        assertDoesNotThrow(() -> Rehearsal.main(new String[] {"loads"}));
    }
}
