/// The JDBC driver: `jdbc:almagest:PATH`, in the process that asks, without a server.
///
/// ```text
/// AlmagestDriver ──> OpenEngines ──> EngineLease        one Engine per database and process
///       └─> AlmagestConnection ──> EngineStatement ──> AlmagestResultSet ──> QueryRows
///                  └─> AlmagestDatabaseMetaData ──> Listing ──┘
/// ```
///
/// `Unsupported...` and `...Answers` are lists: what the interfaces of `java.sql` ask for and
/// Almagest does not have, family by family.
package org.almagest.jdbc;
