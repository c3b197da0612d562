package org.almagest.jdbc;

import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Statement;

/// What JDBC must know of a statement before it runs.
enum StatementKind {
    /// Answers rows.
    QUERY,
    /// Changes the database.
    CHANGE,
    /// Neither.
    OTHER;

    static StatementKind of(Statement statement) {
        return switch (statement) {
            case Statement.Select select -> QUERY;
            case Statement.Explain explain -> QUERY;
            case Statement.Execute execute -> OTHER;
            case Statement.Prepare prepare -> OTHER;
            case Statement.Deallocate deallocate -> OTHER;
            case DefinitionStatement definition -> CHANGE;
            case ChangeStatement.CopyTo copy -> OTHER;
            case ChangeStatement change -> CHANGE;
            case MaintenanceStatement maintenance -> CHANGE;
            case SessionStatement session -> ofSession(session);
        };
    }

    private static StatementKind ofSession(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.DescribeTable describe -> QUERY;
            case SessionStatement.DescribeQuery describe -> QUERY;
            case SessionStatement.Summarize summarize -> QUERY;
            case SessionStatement.ShowObjects show -> QUERY;
            case SessionStatement.ShowStatistics show -> QUERY;
            case SessionStatement.ShowSetting show -> QUERY;
            case SessionStatement.Set set -> OTHER;
            case SessionStatement.Reset reset -> OTHER;
            case SessionStatement.Begin begin -> OTHER;
            case SessionStatement.Commit commit -> OTHER;
            case SessionStatement.Rollback rollback -> OTHER;
            case SessionStatement.Savepoint savepoint -> OTHER;
            case SessionStatement.ReleaseSavepoint release -> OTHER;
        };
    }
}
