/// The interactive shell.
package org.almagest.cli.shell;
