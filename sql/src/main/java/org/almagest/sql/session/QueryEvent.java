package org.almagest.sql.session;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// A query in a Java Flight Recording, from its start to the moment its result is closed. Costs
/// nothing unless somebody records it.
@Name("org.almagest.Query")
@Label("Query")
@Category("Almagest")
@Description("One query, or the query of an INSERT, CREATE TABLE AS or COPY")
final class QueryEvent extends Event {
    @Label("Plan")
    String plan = "";

    @Label("Operators")
    int operators;

    @Label("Rows")
    long rows;

    @Label("Peak Memory")
    @Description("The most that the query's operators held at once")
    @DataAmount
    long peakBytes;

    @Label("Spilled Bytes")
    @DataAmount
    long spilledBytes;
}
