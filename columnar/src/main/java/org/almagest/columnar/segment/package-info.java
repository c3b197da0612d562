/// Column segments on disk: their format, writer, reader, zone maps and scan.
package org.almagest.columnar.segment;
