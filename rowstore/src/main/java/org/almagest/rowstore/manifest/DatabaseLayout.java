package org.almagest.rowstore.manifest;

import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.io.RoutedFileSystem;

/// Where the files of a database stand; `docs/format/database.md` draws it.
///
/// @param root the database's directory, without a slash at its end
/// @param dataDirectory where the tables' directories are: in the root, or at a URI
public record DatabaseLayout(String root, String dataDirectory) {
    private static final String MANIFEST = "manifest-";
    private static final String LOG_SUFFIX = ".log";
    private static final String SEAL_SUFFIX = ".seal";

    /// A database with everything in its directory.
    public DatabaseLayout(String root) {
        this(root, root + "/data");
    }

    /// Answers the URI of the segments where they are not in the root.
    public Optional<String> segments() {
        return RoutedFileSystem.isUri(dataDirectory) ? Optional.of(dataDirectory) : Optional.empty();
    }

    public String lock() {
        return root + "/LOCK";
    }

    public String current() {
        return root + "/CURRENT";
    }

    public String currentTemporary() {
        return root + "/CURRENT.tmp";
    }

    public static String manifestName(long number) {
        return MANIFEST + sixDigits(number);
    }

    public String manifest(long number) {
        return root + "/" + manifestName(number);
    }

    public String manifestTemporary(long number) {
        return manifest(number) + ".tmp";
    }

    public String logDirectory() {
        return root + "/log";
    }

    public static String logName(long number) {
        return sixDigits(number) + LOG_SUFFIX;
    }

    public String log(long number) {
        return logDirectory() + "/" + logName(number);
    }

    public static String sealName(long logNumber) {
        return sixDigits(logNumber) + SEAL_SUFFIX;
    }

    /// Answers the path of the file that says where a log ends, while its database is closed.
    public String seal(long logNumber) {
        return logDirectory() + "/" + sealName(logNumber);
    }

    public String sealTemporary(long logNumber) {
        return seal(logNumber) + ".tmp";
    }

    public static String tableDirectoryName(int tableId) {
        return "t" + sixDigits(tableId);
    }

    public String tableDirectory(int tableId) {
        return dataDirectory + "/" + tableDirectoryName(tableId);
    }

    public String segment(int tableId, String fileName) {
        return tableDirectory(tableId) + "/" + fileName;
    }

    /// Answers the number in a name such as `manifest-000042`, `manifest-000042.tmp`, `000043.log`,
    /// `000043.seal` or `000043.seal.tmp`; empty for other names.
    public static OptionalLong number(String name) {
        String digits = name.replaceFirst("^" + MANIFEST, "").replaceFirst("(\\.log|(\\.seal)?(\\.tmp)?)$", "");
        boolean ours = name.startsWith(MANIFEST) || name.endsWith(LOG_SUFFIX) || name.contains(SEAL_SUFFIX);
        return ours && digits.matches("\\d{6,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private static String sixDigits(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }
}
