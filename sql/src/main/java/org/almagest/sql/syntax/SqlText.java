package org.almagest.sql.syntax;

import org.almagest.sql.ast.AlterAction;
import org.almagest.sql.ast.Assignment;
import org.almagest.sql.ast.ClusterBy;
import org.almagest.sql.ast.ColumnDefinition;
import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Frame;
import org.almagest.sql.ast.GroupBy;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.MergeClause;
import org.almagest.sql.ast.Node;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.SortItem;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableConstraint;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.TypeName;
import org.almagest.sql.ast.Window;

/// Prints a syntax tree as SQL on one line, with no more parentheses than it needs. Parsing the
/// text again gives an equal tree.
public final class SqlText {
    private SqlText() {}

    /// Answers the text of any node.
    public static String of(Node node) {
        var out = new TextWriter(true);
        print(node, out);
        return out.toString();
    }

    private static void print(Node node, TextWriter out) {
        switch (node) {
            case Statement statement -> out.statements.statement(statement);
            case Query query -> out.queries.query(query);
            case QueryBody body -> out.queries.body(body, false);
            case CommonTable table -> out.queries.commonTable(table);
            case SelectItem item -> out.queries.item(item);
            case GroupBy groupBy -> out.queries.groupBy(groupBy);
            case GroupBy.Element element -> out.queries.element(element);
            case TableReference table -> out.queries.table(table);
            case TableAlias alias -> out.queries.alias(alias);
            case Expression expression -> out.expressions.print(expression, Precedence.LOWEST);
            case Expression.When when -> out.expressions.when(when);
            case SortItem item -> out.expressions.sortItem(item);
            case Window window -> out.expressions.window(window);
            case Window.Definition definition -> out.queries.windowDefinition(definition);
            case Frame frame -> out.expressions.frame(frame);
            case Identifier name -> out.name(name);
            case QualifiedName name -> out.name(name);
            case TypeName type -> out.type(type);
            case ColumnDefinition column -> out.statements.definitions.column(column);
            case TableConstraint constraint -> out.statements.definitions.constraint(constraint);
            case ClusterBy clusterBy -> out.statements.definitions.clusterBy(clusterBy);
            case AlterAction action -> out.statements.definitions.alterAction(action);
            case Assignment assignment -> out.statements.assignment(assignment);
            case MergeClause clause -> out.statements.mergeClause(clause);
            case Option option -> out.statements.option(option);
        }
    }
}
