/// Results in bulk: a query runs on a thread of its own and its columns are written into memory that
/// the caller owns, a numpy array's for one.
///
/// ```java
/// Fetch fetch = connection.unwrap(BulkSource.class).fetch("SELECT ra, dec FROM stars", Decimals.DOUBLES);
/// while (fetch.await(50) != Fetch.State.DONE) {
///     if (fetch.needsRoom()) {
///         fetch.place(larger(buffers, fetch.wantedBytes()));
///     }
/// }
/// ```
package org.almagest.jdbc.fetch;
