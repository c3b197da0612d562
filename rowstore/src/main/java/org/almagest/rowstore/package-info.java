/// Databases on disk and in memory: opening, snapshots, commits, checkpoints. `Database` is the
/// door.
package org.almagest.rowstore;
