/// The syntax tree of a statement: sealed interfaces of records, exactly what the text says and
/// nothing that a catalog would have to answer. Every node knows its place in the text
/// ([Span]); places do not take part in equality, so two trees are equal when they say the same.
///
/// [org.almagest.sql.ast.Statement] is the root; [org.almagest.sql.ast.Query],
/// [org.almagest.sql.ast.TableReference] and [org.almagest.sql.ast.Expression] are the rest.
package org.almagest.sql.ast;
