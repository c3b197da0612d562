package org.almagest.optimizer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostConstantsTest {
    @Test
    void textComesBack() {
        CostConstants constants = CostConstants.DEFAULT.with(Map.of(Cost.PACKED_VALUE, 0.75, Cost.PROBE_FAR, 41.5));
        CostConstants read = CostConstants.parse(constants.text());
        assertEquals(0.75, read.of(Cost.PACKED_VALUE));
        assertEquals(41.5, read.of(Cost.PROBE_FAR));
        assertEquals(constants.text(), read.text());
    }

    @Test
    void whatIsNotNamedHasItsDefault() {
        CostConstants read = CostConstants.parse("# measured\n\n sort_step = 9 \n");
        assertEquals(CostConstants.DEFAULT.with(Map.of(Cost.SORT_STEP, 9.0)), read);
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        assertTrue(failure("sort_step = 3\npacked = 1").contains("line 2: there is no cost packed"));
        assertTrue(failure("sort_step = -3").contains("line 1: sort_step is a number above 0"));
        assertTrue(failure("sort_step").contains("line 1: sort_step is a number above 0"));
        assertTrue(failure("sort_step = NaN").contains("line 1"));
        assertTrue(failure("sort_step = many").contains("'many'"));
    }

    private static String failure(String text) {
        return assertThrows(IllegalArgumentException.class, () -> CostConstants.parse(text))
                .getMessage();
    }

    @Test
    void beyondTheCacheAccessesCostMoreUpToALimit() {
        CostConstants constants = CostConstants.DEFAULT.with(Map.of(Cost.PROBE_NEAR, 4.0, Cost.PROBE_FAR, 36.0));
        double cache = constants.of(Cost.CACHE_BYTES);
        assertEquals(4, constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, cache / 2));
        assertEquals(4, constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, cache));
        assertEquals(12, constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, 2 * cache), 1e-9);
        assertEquals(36, constants.bySize(Cost.PROBE_NEAR, Cost.PROBE_FAR, 1000 * cache));
    }
}
