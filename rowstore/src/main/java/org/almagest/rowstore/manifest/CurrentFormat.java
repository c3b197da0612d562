package org.almagest.rowstore.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;

/// The text of `CURRENT`: the database's format version, the manifest in force, where the segments
/// are if not in the database's directory, and the CRC32C of these lines in eight hexadecimal
/// digits.
///
/// ```text
/// almagest database 1
/// manifest-000042
/// segments hdfs://namenode/sky
/// crc32c 5f0e6d9a
/// ```
public final class CurrentFormat {
    private static final int VERSION = 1;
    private static final String FIRST_WORDS = "almagest database ";
    private static final Pattern TEXT =
            Pattern.compile("(almagest database (\\d{1,9})\n(?:.*\n)*?)crc32c ([0-9a-f]{8})\n");
    private static final Pattern BODY =
            Pattern.compile("almagest database 1\nmanifest-(\\d{6,18})\n(?:segments ([!-~]+)\n)?");

    private CurrentFormat() {}

    /// What `CURRENT` says.
    public record Current(long manifestNumber, Optional<String> segments) {}

    /// Answers whether a URI can stand in `CURRENT`: printable ASCII without blanks, as URIs are.
    public static boolean canName(String uri) {
        return uri.matches("[!-~]+");
    }

    public static byte[] write(long manifestNumber, Optional<String> segments) {
        String body = FIRST_WORDS + VERSION + "\n" + DatabaseLayout.manifestName(manifestNumber) + "\n"
                + segments.map(uri -> "segments " + uri + "\n").orElse("");
        return (body + "crc32c " + checksum(body) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Answers the manifest in force and the place of the segments. The checksum is that of every version, so that
    /// a newer one is told from damage.
    public static Current read(byte[] bytes, String path) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher whole = TEXT.matcher(text);
        if (!whole.matches() || !checksum(whole.group(1)).equals(whole.group(3))) {
            throw new CorruptionException(
                    path, text.startsWith(FIRST_WORDS) ? "a wrong checksum" : "other text", "the name of a manifest");
        }
        if (Integer.parseInt(whole.group(2)) != VERSION) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            path + " says database format " + whole.group(2) + ", this program reads format " + VERSION)
                    .hint("open the database with the newer version of Almagest that wrote it");
        }
        Matcher body = BODY.matcher(whole.group(1));
        if (!body.matches()) {
            throw new CorruptionException(path, "another second line", "manifest-NNNNNN");
        }
        return new Current(Long.parseLong(body.group(1)), Optional.ofNullable(body.group(2)));
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }
}
