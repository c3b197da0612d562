/// Files at URIs through Hadoop's `FileSystem`.
package org.almagest.hadoop;
