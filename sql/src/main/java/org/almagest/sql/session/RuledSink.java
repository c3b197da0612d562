package org.almagest.sql.session;

import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;

/// Holds the rows that go into a sink to the rules of its table, NOT NULL and CHECK, as INSERT does: a part
/// fails with 23502 or 23514 at the first row that breaks one. For loads that go past SQL.
public final class RuledSink implements TableSink {
    private final TableSink sink;
    private final String table;

    /// @param table what failures call it
    public RuledSink(TableSink sink, String table) {
        this.sink = sink;
        this.table = table;
    }

    @Override
    public TableSchema schema() {
        return sink.schema();
    }

    @Override
    public Part part(long sequence) {
        RowRules rules = new RowRules(sink.schema(), table);
        Part part = sink.part(sequence);
        return new Part() {
            @Override
            public void append(Batch batch) {
                rules.check(batch);
                part.append(batch);
            }

            @Override
            public void close() {
                part.close();
            }
        };
    }

    @Override
    public void complete() {
        sink.complete();
    }

    @Override
    public long commit() {
        return sink.commit();
    }

    @Override
    public void close() {
        sink.close();
    }
}
