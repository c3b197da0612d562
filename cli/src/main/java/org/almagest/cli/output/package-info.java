/// How results look: tables, CSV, JSON.
package org.almagest.cli.output;
