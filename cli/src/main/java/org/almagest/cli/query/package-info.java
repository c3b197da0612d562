/// Statements on their way to the engine and their results on the way out.
package org.almagest.cli.query;
