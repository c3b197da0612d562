package org.almagest.cli.inspect;

import java.util.List;
import java.util.Locale;
import org.almagest.cli.output.ValueTable;
import org.almagest.cli.progress.Quantities;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.CheckReport;

/// What a check of a database read, and its faults.
public final class CheckPortrait {
    private CheckPortrait() {}

    public static Portrait of(String path, CheckReport report) {
        ValueTable shown = Portrait.texts("file", "place", "found", "expected");
        for (Fault fault : report.faults()) {
            shown.row(
                    Value.of(fault.file()),
                    Portrait.text(fault.place()),
                    Value.of(fault.found()),
                    Value.of(fault.expected()));
        }
        String verdict = report.isSound()
                ? "sound"
                : report.faults().size() + (report.faults().size() == 1 ? " fault" : " faults");
        String title = String.format(
                Locale.ROOT,
                "%s: %s; read %d tables, %d segments, %,d pages, %s",
                path,
                verdict,
                report.tables(),
                report.segments(),
                report.pages(),
                Quantities.bytes(report.bytes()));
        List<String> notes = report.unreferenced().stream()
                .map(file -> "nothing leads to " + file
                        + (RoutedFileSystem.isUri(file) ? "; remove it by hand" : "; the next writer removes it"))
                .toList();
        return new Portrait(List.of(new Portrait.Part(title, shown, notes)));
    }
}
