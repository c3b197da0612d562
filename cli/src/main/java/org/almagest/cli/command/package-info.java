/// What users type: one class per command.
package org.almagest.cli.command;
