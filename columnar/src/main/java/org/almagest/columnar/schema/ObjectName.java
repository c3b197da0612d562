package org.almagest.columnar.schema;

/// The name of a table or view in a database: the SQL schema that it stands in, and its own.
public record ObjectName(String schema, String name) implements Comparable<ObjectName> {
    /// The schema that every database has.
    public static final String MAIN = "main";

    public ObjectName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a schema and a name must not be empty: " + schema + "." + name);
        }
    }

    /// Names something in the schema `main`.
    public static ObjectName inMain(String name) {
        return new ObjectName(MAIN, name);
    }

    /// Answers whether two names differ in case at most.
    public boolean isLike(ObjectName other) {
        return schema.equalsIgnoreCase(other.schema) && name.equalsIgnoreCase(other.name);
    }

    @Override
    public int compareTo(ObjectName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /// Answers the name as messages have it: without `main`.
    @Override
    public String toString() {
        return schema.equals(MAIN) ? name : schema + "." + name;
    }
}
