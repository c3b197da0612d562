/// What `almagest demo` shows: questions, their SQL, the answers and drawings of them.
package org.almagest.cli.demo.show;
