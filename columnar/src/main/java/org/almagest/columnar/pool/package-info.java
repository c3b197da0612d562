/// The buffer pool: pages of files in native memory, as they are stored, within a byte limit.
package org.almagest.columnar.pool;
