/// The program that people type.
module org.almagest.cli {
    requires info.picocli;
    requires org.almagest.sky;
    requires org.almagest.sql;
    requires org.jline;
}
