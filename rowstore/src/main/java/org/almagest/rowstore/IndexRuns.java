package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.index.IndexRunBuild;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.sample.SampleBuild;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// Makes the runs of indexes beside segments, before the commit that brings either.
final class IndexRuns {
    private final SegmentFiles segments;
    private final FileSystem files;
    private final DatabaseLayout layout;
    private final MemoryBudget budget;

    IndexRuns(SegmentFiles segments, FileSystem files, DatabaseLayout layout, MemoryBudget budget) {
        this.segments = segments;
        this.files = files;
        this.layout = layout;
        this.budget = budget;
    }

    /// Writes the run of an index for a segment, or its sample, durably; the description has the file's name
    /// alone.
    SegmentDescription build(
            TableVersion table, TableIndex index, SegmentDescription segment, BooleanSupplier cancelled) {
        if (index.isSample()) {
            return sample(table, segment, cancelled);
        }
        IndexKeys keys = IndexKeys.of(index.method(), table.schema(), index.columnIds());
        try (SegmentFile opened = segments.openApart(table.id(), segment)) {
            IndexRunBuild build = new IndexRunBuild(files, layout.tableDirectory(table.id()), budget, cancelled);
            SegmentDescription run = build.build(opened, table.schema(), keys, segments.newRunPath(table.id()));
            return WritableDatabase.named(run);
        }
    }

    private SegmentDescription sample(TableVersion table, SegmentDescription segment, BooleanSupplier cancelled) {
        try (SegmentFile opened = segments.openApart(table.id(), segment)) {
            SampleBuild build = new SampleBuild(files, layout.tableDirectory(table.id()), budget, cancelled);
            return WritableDatabase.named(build.build(opened, table.schema(), segments.newRunPath(table.id())));
        }
    }

    /// Commits new segments of a table together with the runs that they need, and leaves no run behind
    /// where that fails, nor one whose index is gone by then.
    ///
    /// @param table as it was when the segments were begun; its newest indexes count
    /// @param newest the catalog that is visible now
    void commit(
            TableVersion table,
            CatalogVersion newest,
            List<SegmentDescription> added,
            TableWriter.SinkCommits commits,
            CommitPipeline.Decision decision) {
        TableVersion now = newest.table(table.id())
                .filter(found -> found.schema().equals(table.schema()))
                .orElse(table);
        List<Edit.AddRun> runs = new ArrayList<>();
        List<Edit.AddRun> leftOut = new ArrayList<>();
        try {
            for (TableIndex index : now.indexes()) {
                for (SegmentDescription segment : added) {
                    runs.add(new Edit.AddRun(
                            now.id(), index.name(), segment.path(), build(now, index, segment, () -> false)));
                }
            }
            commits.commit(then -> {
                List<Edit> edits = new ArrayList<>(decision.decide(then));
                for (Edit.AddRun run : runs) {
                    if (fits(run, now, then)) {
                        edits.add(run);
                    } else {
                        leftOut.add(run);
                    }
                }
                return edits;
            });
        } catch (RuntimeException | Error failed) {
            remove(runs);
            throw failed;
        }
        remove(leftOut);
    }

    private void remove(List<Edit.AddRun> runs) {
        runs.forEach(run -> segments.remove(run.tableId(), run.run().path()));
    }

    /// Answers whether the index of a run is still there as it was.
    private static boolean fits(Edit.AddRun run, TableVersion built, CatalogVersion then) {
        Optional<TableIndex> index = then.table(built.id()).flatMap(table -> table.index(run.index()));
        return index.isPresent() && index.get().isLike(built.index(run.index()).orElseThrow());
    }
}
