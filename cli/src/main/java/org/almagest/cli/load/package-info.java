/// Files into tables.
package org.almagest.cli.load;
