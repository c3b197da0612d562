package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.scan.KeyParts;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// Brings the rows of a large build side into the order of their keys' parts, so that each part is
/// filled by one thread and stays in its cache, as does what the probe asks of it. Within a part rows
/// keep the order in which they came: nothing depends on threads.
///
/// ```text
///            block 0 of run 0    block 1 of run 0    block 0 of run 1  ...
/// count      rows per part       rows per part       rows per part        at once
/// place      part 0: first places of the blocks, part 1: ...              one thread
/// scatter    each row to the next place of its part in its block          at once
/// ```
final class Arrangement {
    private final JoinLayout layout;
    private final KeyParts parts;
    private final List<RowStore> runs;
    private final List<Unit> units = new ArrayList<>();
    private final RowSlabs slabs;
    private final RowStore target;
    private final boolean[] nullable;
    private final int[] starts;

    /// A block of a run: its rows' parts are counted, then `next` says where their next rows go.
    private record Unit(RowStore run, int block, int[] next) {}

    /// Reserves the memory for all rows, or fails with 53200.
    Arrangement(List<RowStore> runs, JoinLayout layout, KeyParts parts, OperatorMemory memory) {
        this.layout = layout;
        this.parts = parts;
        this.runs = List.copyOf(runs);
        starts = new int[parts.count() + 1];
        nullable = new boolean[layout.types().size()];
        long rows = 0;
        for (RowStore run : runs) {
            rows += run.rowCount();
            for (int block = 0; block < run.blockCount(); block++) {
                units.add(new Unit(run, block, new int[parts.count()]));
            }
            for (int c = 0; c < nullable.length; c++) {
                nullable[c] |= run.hasNulls(c);
            }
        }
        slabs = new RowSlabs(memory);
        try {
            target = RowStore.ofRows(memory, slabs, layout.types(), rows);
        } catch (AlmagestException refused) {
            slabs.close();
            throw refused;
        }
    }

    int units() {
        return units.size();
    }

    void count(int number) {
        Unit unit = units.get(number);
        int[] counts = unit.next();
        int rows = unit.run().rows(unit.block());
        Keys keys = new Keys(unit.run(), layout);
        for (int row = 0; row < rows; row++) {
            counts[keys.part(parts, RowStore.id(unit.block(), row))]++;
        }
    }

    /// Turns counts into places.
    void place() {
        int at = 0;
        for (int part = 0; part < parts.count(); part++) {
            starts[part] = at;
            for (Unit unit : units) {
                int count = unit.next()[part];
                unit.next()[part] = at;
                at += count;
            }
        }
        starts[parts.count()] = at;
    }

    void scatter(int number) {
        Unit unit = units.get(number);
        int[] ids = new int[unit.run().rows(unit.block())];
        Keys keys = new Keys(unit.run(), layout);
        for (int row = 0; row < ids.length; row++) {
            ids[row] = unit.next()[keys.part(parts, RowStore.id(unit.block(), row))]++;
        }
        unit.run().scatter(unit.block(), ids, nullable, target);
    }

    /// Ends the scattering; the runs' rows are no longer needed.
    void end() {
        runs.forEach(target::absorbBytes);
        units.clear();
    }

    int parts() {
        return parts.count();
    }

    KeyParts keyParts() {
        return parts;
    }

    RowStore rows() {
        return target;
    }

    /// Answers the first id of each part, and behind them the number of rows.
    int[] starts() {
        return starts;
    }

    /// Finds the part of a row.
    private static final class Keys {
        private final long[][] words;

        Keys(RowStore rows, JoinLayout layout) {
            words = JoinTable.wordAddresses(rows, layout);
        }

        int part(KeyParts parts, int id) {
            return parts.byRange()
                    ? KeyParts.ofWord(RowStore.longAt(words[0], id), parts.low(), parts.shift(), parts.count())
                    : KeyParts.ofHash(JoinTable.hash(words, id), parts.count());
        }
    }
}
