/// The in-memory delta: rows of small INSERTs, logged, in native memory, until they are flushed
/// into a segment.
package org.almagest.rowstore.delta;
