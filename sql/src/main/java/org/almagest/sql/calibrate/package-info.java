/// Measures what work costs on this machine.
package org.almagest.sql.calibrate;
