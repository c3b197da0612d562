/// Several files read as one table: patterns of names, common columns, and a scan that goes from
/// file to file.
package org.almagest.ingest.fileset;
