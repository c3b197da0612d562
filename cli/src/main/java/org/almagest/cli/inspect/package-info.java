/// What files and databases hold, told in a few tables.
package org.almagest.cli.inspect;
