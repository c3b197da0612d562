/// How a scan comes at its rows.
package org.almagest.optimizer.physical.access;
