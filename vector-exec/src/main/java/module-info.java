/// Bound expressions, functions, physical plans, and their execution by batches.
module org.almagest.exec {
    requires static jdk.incubator.vector;
    requires transitive org.almagest.columnar;
    requires org.almagest.sky;
    requires ch.randelshofer.fastdoubleparser;
    requires datasketches.java;
    requires org.apache.commons.numbers.gamma;

    exports org.almagest.exec;
    exports org.almagest.exec.cast;
    exports org.almagest.exec.evaluate;
    exports org.almagest.exec.expression;
    exports org.almagest.exec.function;
    exports org.almagest.exec.metrics;
    exports org.almagest.exec.plan;
    exports org.almagest.exec.schedule;
}
