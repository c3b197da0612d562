/// The write-ahead log: edits, their bytes, and how a torn tail is told from damage.
package org.almagest.rowstore.log;
