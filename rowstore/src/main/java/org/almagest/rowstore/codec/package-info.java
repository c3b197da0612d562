/// Fields, schemas and values in bytes: what the log and the manifest are written in.
package org.almagest.rowstore.codec;
