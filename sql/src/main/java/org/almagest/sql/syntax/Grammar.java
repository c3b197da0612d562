package org.almagest.sql.syntax;

/// The parsers of one text. They call each other (an expression holds a query, a query holds
/// expressions) and read from the same tokens.
final class Grammar {
    final TokenStream tokens;
    final TypeParser types;
    final ExpressionParser expressions;
    final PrimaryParser primaries;
    final CallParser calls;
    final SpecialForms specialForms;
    final QueryParser queries;
    final SelectParser selects;
    final FromParser from;
    final StatementParser statements;
    final DefinitionParser definitions;
    final ChangeParser changes;
    final SessionParser sessions;

    Grammar(Tokens text) {
        tokens = new TokenStream(text);
        types = new TypeParser(tokens);
        expressions = new ExpressionParser(this);
        primaries = new PrimaryParser(this);
        calls = new CallParser(this);
        specialForms = new SpecialForms(this);
        queries = new QueryParser(this);
        selects = new SelectParser(this);
        from = new FromParser(this);
        statements = new StatementParser(this);
        definitions = new DefinitionParser(this);
        changes = new ChangeParser(this);
        sessions = new SessionParser(this);
    }
}
