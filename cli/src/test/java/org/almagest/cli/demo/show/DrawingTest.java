package org.almagest.cli.demo.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DrawingTest {
    private static HeatMap map() {
        HeatMap map = new HeatMap(new HeatMap.Axes("x", 0, 0.5, 16, "y", -2, 1, 4));
        map.add(0, 0, 1);
        map.add(1, 1, 1000);
        map.add(15, 3, 30);
        map.add(16, 0, 5);
        map.add(0, -1, 2);
        return map;
    }

    @Test
    void countsBecomeShades() {
        List<String> lines = map().draw(false, true).lines().toList();
        assertTrue(lines.get(1).startsWith("   -2 ┤·"), lines.get(1));
        assertTrue(lines.get(1).charAt(8) == '█' || lines.get(1).charAt(8) == '▓', lines.get(1));
        assertEquals(5, lines.size());
        assertEquals(' ', lines.get(1).charAt(9));
        assertEquals(7, map().outside());
    }

    @Test
    void asciiHasNoOtherLetters() {
        assertTrue(map().draw(false, false).chars().allMatch(c -> c < 128));
        BarChart chart = new BarChart();
        chart.add("12", 5);
        assertTrue(chart.draw(20, false, false).chars().allMatch(c -> c < 128));
    }

    @Test
    void coloursEndOnEveryLine() {
        for (String line : map().draw(true, true).lines().toList()) {
            int last = line.lastIndexOf('\u001b');
            assertFalse(last >= 0 && !line.startsWith("\u001b[0m", last), line);
        }
    }

    @Test
    void barsAreInProportion() {
        BarChart chart = new BarChart();
        chart.add("9", 0);
        chart.add("10", 1);
        chart.add("11", 5000);
        chart.add("12", 10000);
        assertEquals("""
               9       0
              10       1  ▏
              11   5,000  █████
              12  10,000  ██████████
            """, chart.draw(10, false, true).replaceAll(" +\n", "\n"));
    }
}
