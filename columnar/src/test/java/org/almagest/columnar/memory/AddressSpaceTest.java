package org.almagest.columnar.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressSpaceTest {
    @Test
    void partsHoldBytesUntilTheyAreGivenBack() {
        Optional<AddressSpace> reserved = AddressSpace.reserve(1L << 36);
        assumeTrue(reserved.isPresent(), "this system gives no address space");
        try (AddressSpace space = reserved.get()) {
            assertTrue(space.size() >= 1L << 36);
            MemorySegment part = space.part((1L << 35) + 4096, 8192);
            assertEquals(0, part.get(ValueLayout.JAVA_LONG, 8184));
            part.fill((byte) 7);
            assertEquals(7, part.get(ValueLayout.JAVA_BYTE, 8191));
            space.giveBack(part);
            assertEquals(0, part.get(ValueLayout.JAVA_BYTE, 8191));
            assertThrows(IndexOutOfBoundsException.class, () -> space.part(space.size() - 10, 11));
        }
    }
}
