/// Arrow IPC files: the door to the world of data frames. `ArrowWriter` writes them in bulk, from
/// vectors, by the classes that Arrow makes of its format; no allocator and no vectors of Arrow's.
package org.almagest.ingest.arrow;
