/// Templates of PostgreSQL's `to_char`, `to_date` and `to_timestamp`.
package org.almagest.exec.function.template;
