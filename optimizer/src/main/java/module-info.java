/// Logical plans, the rules that rewrite them, and the choice of physical ones.
module org.almagest.optimizer {
    requires transitive org.almagest.exec;
    requires org.apache.commons.numbers.gamma;

    exports org.almagest.optimizer;
    exports org.almagest.optimizer.cost;
    exports org.almagest.optimizer.estimate;
    exports org.almagest.optimizer.logical;
    exports org.almagest.optimizer.physical;
    exports org.almagest.optimizer.rule;
    exports org.almagest.optimizer.rule.join;
}
