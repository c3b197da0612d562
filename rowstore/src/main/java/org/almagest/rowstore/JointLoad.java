package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;

/// Loads into several tables that appear together: one record of the log has the edits of all
/// sinks, so that a crash, a full disk or a name that is taken leaves all of the tables as they
/// were.
///
/// ```text
/// commit ──> sink 1: segments durable ──> sink 2: segments durable ──> ... ──> one record
///            each sink still owns its files while the later ones go on, and removes them if these fail
/// ```
///
/// Sinks are filled side by side or one after the other; one that is closed instead of committed
/// takes no part. One thread.
public final class JointLoad {
    private final WritableDatabase database;
    private final TableWriter writer;
    private final List<CommitPipeline.Decision> decisions = new ArrayList<>();
    private List<TableSink> sinks = List.of();

    JointLoad(WritableDatabase database) {
        this.database = database;
        writer = new TableWriter(database, this::decide);
    }

    /// Opens a sink behind the rows that a table has when the load commits.
    public TableSink append(String name) {
        return writer.appendSink(name);
    }

    /// Opens a sink for a new table; 42P07 when the name is taken, now or then.
    public TableSink create(String name, TableSchema schema) {
        return writer.createTableWithSink(name, schema);
    }

    /// Opens a sink for a table that takes the place of the one with this name, if there is one.
    public TableSink replace(String name, TableSchema schema) {
        return writer.replaceTableWithSink(name, schema);
    }

    /// Makes the rows of these sinks of the load durable and visible in one step, once. Closing the
    /// sinks stays the caller's affair.
    public void commit(List<TableSink> filled) {
        if (!sinks.isEmpty() || !decisions.isEmpty()) {
            throw new IllegalStateException("a joint load must be committed once");
        }
        if (filled.isEmpty()) {
            return;
        }
        sinks = List.copyOf(filled);
        sinks.getFirst().commit();
    }

    /// Is told by a sink whose segments are durable what its commit changes; goes on with the next
    /// sink, so that the sink learns how the whole commit went.
    private void decide(CommitPipeline.Decision decision) {
        if (decisions.size() >= sinks.size()) {
            throw new IllegalStateException("a sink of a joint load must be committed by it");
        }
        decisions.add(decision);
        if (decisions.size() < sinks.size()) {
            sinks.get(decisions.size()).commit();
        } else {
            database.commit(this::decideAll);
        }
    }

    private List<Edit> decideAll(CatalogVersion newest) {
        List<Edit> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (CommitPipeline.Decision decision : decisions) {
            for (Edit edit : decision.decide(newest)) {
                if (edit instanceof Edit.CreateTable created && !names.add(created.name())) {
                    throw AlmagestException.of(
                            SqlState.DUPLICATE_TABLE, "one load makes the table " + created.name() + " twice");
                }
                all.add(edit);
            }
        }
        return all;
    }
}
