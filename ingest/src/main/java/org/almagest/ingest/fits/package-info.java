/// Reads FITS files in place: headers, binary and ASCII tables.
///
/// A file becomes a list of header and data units (`FitsFile`, `Hdu`); a table's header becomes a
/// layout of cells that is checked against the file's size (`TableLayout`); a scan reads rows in
/// chunks and transposes the requested columns into vectors (`FitsTable`, `CellReader`).
package org.almagest.ingest.fits;
