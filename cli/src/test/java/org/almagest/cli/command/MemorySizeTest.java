package org.almagest.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MemorySizeTest {
    @Test
    void unitsAreBinaryOrDecimal() {
        MemorySize size = new MemorySize();
        assertEquals(4L << 30, size.convert("4GiB"));
        assertEquals(4L << 30, size.convert("4g"));
        assertEquals(4_000_000_000L, size.convert("4 GB"));
        assertEquals(100L << 20, size.convert("100M"));
        assertEquals(1536L << 20, size.convert("1.5GiB"));
        assertEquals(100_000_000, size.convert("100000000"));
    }

    @Test
    void nonsenseIsRefused() {
        for (String text : new String[] {"", "lots", "-1GiB", "4XB", "1MiB", "99999999999TiB"}) {
            assertThrows(CommandLine.TypeConversionException.class, () -> new MemorySize().convert(text), text);
        }
    }
}
