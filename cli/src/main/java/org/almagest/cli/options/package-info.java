/// Reads command lines and writes their help: a few classes instead of a library, because a start
/// takes half a second in all and reflection over annotations took half of that.
package org.almagest.cli.options;
