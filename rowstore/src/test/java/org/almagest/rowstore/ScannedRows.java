package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;

/// The rows that a scan gives, each as the text of its values.
final class ScannedRows {
    private ScannedRows() {}

    static List<String> of(TableSnapshot table, ScanRequest request) {
        List<String> lines = new ArrayList<>();
        List<Integer> columns = request.columns();
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(columns.size());
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        List<String> cells = new ArrayList<>();
                        for (int c : columns) {
                            cells.add(Cells.get(batch.column(c), batch.row(i)).toString());
                        }
                        lines.add(cells.toString());
                    }
                }
            }
        }
        return lines;
    }
}
