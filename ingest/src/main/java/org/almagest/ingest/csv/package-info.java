/// Text catalogues: CSV and its relatives read in place or loaded. `CsvTable` is the door,
/// `CsvOptions` what one may say, `CsvSniffer` what is found out otherwise.
package org.almagest.ingest.csv;
