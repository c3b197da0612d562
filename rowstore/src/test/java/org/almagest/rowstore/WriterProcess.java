package org.almagest.rowstore;

import java.io.IOException;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;

/// A process of its own that writes a database until someone ends it. Each line that it prints is
/// the number of stars that are acknowledged.
final class WriterProcess {
    private WriterProcess() {}

    public static void main(String[] arguments) throws IOException {
        MemoryBudget budget = MemoryBudget.root(512 << 20);
        BufferPool pool = BufferPool.open(budget, 32 << 20);
        Database database = Database.open(new LocalFileSystem(), arguments[0], OpenMode.CREATE, budget, pool);
        TableWriter writer = database.writer();
        writer.createTable("stars", TestTables.STARS);
        say(0);
        if (arguments[1].equals("hold")) {
            System.in.read();
            return;
        }
        int rows = 0;
        for (int i = 0; ; i++) {
            int more = i % 3 == 2 ? 20_000 : 7;
            if (more == 7) {
                writer.insertRows("stars", TestTables.stars(rows, more));
            } else {
                try (TableSink sink = writer.appendSink("stars")) {
                    TestTables.load(sink, rows, more);
                    sink.commit();
                }
            }
            rows += more;
            say(rows);
            if (i % 10 == 9) {
                database.checkpoint();
            }
        }
    }

    private static void say(int rows) {
        System.out.println(rows);
        System.out.flush();
    }
}
