package org.almagest.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.Hdu;

/// Names tables after the files that they come from: plain lower-case identifiers, so that nobody
/// has to quote them.
public final class TableNames {
    private static final Pattern ENDINGS = Pattern.compile(
            "(\\.(fits?|fts|parquet|csv|tsv|txt|dat|ecsv|tab|psv))?(\\.(gz|bz2|z|fz))?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private TableNames() {}

    /// Answers a name from the file's: `/data/gll_psc-v16.fit.gz` gives `gll_psc_v16`.
    public static String ofFile(String path) {
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String stem = ENDINGS.matcher(file).replaceFirst("");
        String name =
                stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+|_+$", "");
        if (name.isEmpty()) {
            return "catalogue";
        }
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /// Answers a name for each of some tables of a FITS file, all distinct: the file's where the
    /// file has one table; EXTNAME where it has several and that is a plain identifier; else the
    /// file's with the HDU's index.
    public static List<String> ofTables(FitsFile file, List<Hdu> tables) {
        String stem = ofFile(file.path());
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Hdu hdu : tables) {
            String name = stem;
            if (file.tables().size() > 1) {
                name = IDENTIFIER.matcher(hdu.name()).matches()
                        ? hdu.name().toLowerCase(Locale.ROOT)
                        : stem + "_" + hdu.index();
            }
            while (!taken.add(name)) {
                name = name + "_" + hdu.index();
            }
            names.add(name);
        }
        return names;
    }
}
