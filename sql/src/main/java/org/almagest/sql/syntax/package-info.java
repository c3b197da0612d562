/// From the text of a statement to its syntax tree and back.
///
/// ```text
/// text -> Lexer -> Tokens -> TokenStream -> StatementParser -> Statement
///                                            QueryParser
///                                            ExpressionParser
///                                            TypeParser
/// ```
///
/// [org.almagest.sql.syntax.Parser] is the way in; [org.almagest.sql.syntax.SqlText] prints a tree
/// as SQL again, [org.almagest.sql.syntax.Script] finds the statements of a script without parsing
/// them, [org.almagest.sql.syntax.ErrorText] shows a failure under the line it happened in.
package org.almagest.sql.syntax;
