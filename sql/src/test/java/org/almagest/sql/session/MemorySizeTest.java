package org.almagest.sql.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MemorySizeTest {
    @Test
    void unitsAreBinaryOrDecimal() {
        assertEquals(OptionalLong.of(4L << 30), MemorySize.parse("4GiB"));
        assertEquals(OptionalLong.of(4L << 30), MemorySize.parse("4g"));
        assertEquals(OptionalLong.of(4_000_000_000L), MemorySize.parse("4 GB"));
        assertEquals(OptionalLong.of(100L << 20), MemorySize.parse("100M"));
        assertEquals(OptionalLong.of(1536L << 20), MemorySize.parse("1.5GiB"));
        assertEquals(OptionalLong.of(100_000_000), MemorySize.parse("100000000"));
    }

    @Test
    void nonsenseIsRefused() {
        for (String text : new String[] {"", "lots", "-1GiB", "4XB", "0", "99999999999TiB"}) {
            assertEquals(OptionalLong.empty(), MemorySize.parse(text), text);
        }
    }
}
