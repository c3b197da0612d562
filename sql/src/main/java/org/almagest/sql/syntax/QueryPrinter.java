package org.almagest.sql.syntax;

import java.util.List;
import org.almagest.sql.ast.CommonTable;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.GroupBy;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Query;
import org.almagest.sql.ast.QueryBody;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.TableAlias;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.ast.Window;

/// Prints queries.
final class QueryPrinter {
    private final TextWriter out;

    QueryPrinter(TextWriter out) {
        this.out = out;
    }

    private void any(Expression expression) {
        out.expressions.print(expression, Precedence.LOWEST);
    }

    void query(Query query) {
        if (!query.with().isEmpty()) {
            out.add("WITH ").addIf(query.recursive(), "RECURSIVE ");
            out.list(query.with(), this::commonTable).add(" ");
        }
        body(query.body(), false);
        if (!query.orderBy().isEmpty()) {
            out.add(" ");
            out.expressions.orderBy(query.orderBy());
        }
        query.limit().ifPresent(limit -> {
            out.add(query.withTies() ? " FETCH FIRST " : " LIMIT ");
            // A column called row or rows would be read as a word of FETCH.
            boolean apart = query.withTies() && !(limit instanceof Literal);
            out.addIf(apart, "(");
            any(limit);
            out.addIf(apart, ")").addIf(query.withTies(), " ROWS WITH TIES");
        });
        query.offset().ifPresent(offset -> {
            out.add(" OFFSET ");
            any(offset);
        });
    }

    void commonTable(CommonTable table) {
        out.name(table.name());
        if (!table.columns().isEmpty()) {
            out.add(" ").names(table.columns());
        }
        out.add(" AS ");
        table.materialized().ifPresent(yes -> out.add(yes ? "MATERIALIZED " : "NOT MATERIALIZED "));
        parenthesised(table.query());
    }

    void parenthesised(Query query) {
        out.add("(");
        query(query);
        out.add(")");
    }

    /// `nested`: inside a set operation, where another one needs parentheses.
    void body(QueryBody body, boolean nested) {
        switch (body) {
            case QueryBody.Select select -> select(select);
            case QueryBody.Values values ->
                out.add("VALUES ").list(values.rows(), row -> {
                    out.add("(");
                    out.list(row, this::any);
                    out.add(")");
                });
            case QueryBody.SetOperation set -> {
                out.addIf(nested, "(");
                String operator = " " + set.operator() + (set.all() ? " ALL " : " ");
                out.list(set.inputs(), operator, input -> body(input, true));
                out.addIf(nested, ")");
            }
            case QueryBody.Nested inner -> parenthesised(inner.query());
        }
    }

    private void select(QueryBody.Select select) {
        out.add("SELECT ");
        select.distinct().ifPresent(distinct -> {
            out.add("DISTINCT ");
            if (!distinct.on().isEmpty()) {
                out.add("ON (").list(distinct.on(), this::any).add(") ");
            }
        });
        out.list(select.items(), this::item);
        if (!select.from().isEmpty()) {
            out.add(" FROM ").list(select.from(), this::table);
        }
        select.where().ifPresent(condition -> clause(" WHERE ", condition));
        select.groupBy().ifPresent(groupBy -> {
            out.add(" ");
            groupBy(groupBy);
        });
        select.having().ifPresent(condition -> clause(" HAVING ", condition));
        if (!select.windows().isEmpty()) {
            out.add(" WINDOW ").list(select.windows(), this::windowDefinition);
        }
        select.qualify().ifPresent(condition -> clause(" QUALIFY ", condition));
    }

    private void clause(String word, Expression condition) {
        out.add(word);
        any(condition);
    }

    void windowDefinition(Window.Definition definition) {
        out.name(definition.name()).add(" AS ");
        out.expressions.window(definition.window());
    }

    void item(SelectItem item) {
        switch (item) {
            case SelectItem.Single single -> {
                any(single.expression());
                single.alias().ifPresent(alias -> out.add(" AS ").name(alias));
            }
            case SelectItem.Star star -> {
                star.table().ifPresent(table -> out.name(table).add("."));
                out.add("*");
                if (!star.exclude().isEmpty()) {
                    out.add(" EXCLUDE ").names(star.exclude());
                }
                if (!star.replace().isEmpty()) {
                    out.add(" REPLACE (").list(star.replace(), this::item).add(")");
                }
            }
        }
    }

    void groupBy(GroupBy groupBy) {
        out.add("GROUP BY ").addIf(groupBy.all(), "ALL").list(groupBy.elements(), this::element);
    }

    void element(GroupBy.Element element) {
        switch (element) {
            case GroupBy.Key key -> any(key.expression());
            case GroupBy.KeySet set -> {
                out.addIf(set.expressions().size() == 1, "ROW");
                out.add("(").list(set.expressions(), this::any).add(")");
            }
            case GroupBy.Rollup rollup -> elements("ROLLUP (", rollup.elements());
            case GroupBy.Cube cube -> elements("CUBE (", cube.elements());
            case GroupBy.GroupingSets sets -> elements("GROUPING SETS (", sets.sets());
        }
    }

    private void elements(String word, List<GroupBy.Element> elements) {
        out.add(word).list(elements, this::element).add(")");
    }

    void table(TableReference table) {
        switch (table) {
            case TableReference.Named named -> {
                out.name(named.name());
                named.asOf().ifPresent(time -> {
                    out.add(" FOR SYSTEM_TIME AS OF ");
                    out.expressions.print(time, Precedence.ADDITIVE);
                });
                named.alias().ifPresent(this::spacedAlias);
            }
            case TableReference.File file -> {
                out.string(file.path());
                file.alias().ifPresent(this::spacedAlias);
            }
            case TableReference.Function function -> {
                out.addIf(function.lateral(), "LATERAL ").name(function.name());
                out.add("(").list(function.arguments(), this::any).add(")");
                out.addIf(function.withOrdinality(), " WITH ORDINALITY");
                function.alias().ifPresent(this::spacedAlias);
            }
            case TableReference.Subquery subquery -> {
                out.addIf(subquery.lateral(), "LATERAL ");
                parenthesised(subquery.query());
                subquery.alias().ifPresent(this::spacedAlias);
            }
            case TableReference.Sampled sampled -> {
                table(sampled.table());
                out.add(" TABLESAMPLE " + sampled.method() + " (");
                any(sampled.percent());
                out.add(")");
                sampled.seed().ifPresent(seed -> {
                    out.add(" REPEATABLE (");
                    any(seed);
                    out.add(")");
                });
            }
            case TableReference.Join join -> join(join);
        }
    }

    private void spacedAlias(TableAlias alias) {
        out.add(" AS ");
        alias(alias);
    }

    void alias(TableAlias alias) {
        out.name(alias.name());
        if (!alias.columns().isEmpty()) {
            out.add(" ").names(alias.columns());
        }
    }

    private void join(TableReference.Join join) {
        table(join.left());
        out.add(" ").addIf(join.condition() instanceof TableReference.Natural, "NATURAL ");
        out.add(
                switch (join.type()) {
                    case INNER -> "";
                    case LEFT, RIGHT, FULL, CROSS, SEMI, ANTI, ASOF -> join.type() + " ";
                    case ASOF_LEFT -> "ASOF LEFT ";
                });
        out.add("JOIN ");
        boolean nested = join.right() instanceof TableReference.Join;
        out.addIf(nested, "(");
        table(join.right());
        out.addIf(nested, ")");
        switch (join.condition()) {
            case TableReference.On on -> clause(" ON ", on.condition());
            case TableReference.Using using -> out.add(" USING ").names(using.columns());
            case TableReference.Natural _, TableReference.None _ -> {}
        }
    }
}
