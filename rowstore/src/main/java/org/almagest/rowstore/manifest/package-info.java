/// The catalog, version by version, and its checkpoint on disk: manifest and `CURRENT`.
package org.almagest.rowstore.manifest;
