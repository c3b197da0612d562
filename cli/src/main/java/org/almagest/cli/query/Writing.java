package org.almagest.cli.query;

import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Statement;

/// Which statements change a database.
public final class Writing {
    private Writing() {}

    /// Answers whether a statement needs the database open for writing.
    public static boolean isNeededBy(Statement statement) {
        return switch (statement) {
            case MaintenanceStatement.Check _ -> false;
            case DefinitionStatement _, ChangeStatement _, MaintenanceStatement _ -> true;
            case Statement.Explain explain -> explain.analyze() && isNeededBy(explain.statement());
            case Statement.Prepare prepare -> isNeededBy(prepare.statement());
            case Statement.Select _, Statement.Execute _, Statement.Deallocate _, SessionStatement _ -> false;
        };
    }
}
