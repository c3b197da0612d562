/// How long work is told of while it goes on.
package org.almagest.cli.progress;
