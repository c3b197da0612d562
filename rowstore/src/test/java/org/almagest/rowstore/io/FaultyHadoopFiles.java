package org.almagest.rowstore.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/// Hadoop's local files under the scheme `faulty`, which is slow, gives reads in pieces, and fails
/// when told to. Hadoop makes it, so what it is told stands in statics: one test at a time.
public final class FaultyHadoopFiles extends RawLocalFileSystem {
    private static volatile boolean failReads;
    private static volatile boolean failCloses;
    private static volatile boolean shortReads;
    private static volatile int pauseMillis;

    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.faulty.impl", FaultyHadoopFiles.class.getName());
        return configuration;
    }

    public static void behave() {
        failReads = false;
        failCloses = false;
        shortReads = false;
        pauseMillis = 0;
    }

    public static void failReads(boolean fail) {
        failReads = fail;
    }

    public static void failCloses() {
        failCloses = true;
    }

    public static void shortReads() {
        shortReads = true;
    }

    public static void pause(int millis) {
        pauseMillis = millis;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
    }

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        return new FSDataInputStream(new Input(super.open(path, bufferBytes)));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            org.apache.hadoop.fs.permission.FsPermission permission,
            boolean overwrite,
            int bufferBytes,
            short replication,
            long blockBytes,
            org.apache.hadoop.util.Progressable progress)
            throws IOException {
        FSDataOutputStream all =
                super.create(path, permission, overwrite, bufferBytes, replication, blockBytes, progress);
        return failing(all);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            boolean overwrite,
            int bufferBytes,
            short replication,
            long blockBytes,
            org.apache.hadoop.util.Progressable progress)
            throws IOException {
        return failing(super.create(path, overwrite, bufferBytes, replication, blockBytes, progress));
    }

    private static FSDataOutputStream failing(FSDataOutputStream all) throws IOException {
        return new FSDataOutputStream(
                new FilterOutputStream(all) {
                    @Override
                    public void write(byte[] bytes, int from, int count) throws IOException {
                        out.write(bytes, from, count);
                    }

                    @Override
                    public void close() throws IOException {
                        super.close();
                        if (failCloses) {
                            throw new IOException("the last block was lost");
                        }
                    }
                },
                null);
    }

    /// A stream that does what the switches say.
    private static final class Input extends FSInputStream {
        private final FSDataInputStream all;
        private final Random random = new Random(5);

        Input(FSDataInputStream all) {
            this.all = all;
        }

        @Override
        public int read(long position, byte[] bytes, int from, int count) throws IOException {
            if (pauseMillis > 0) {
                try {
                    Thread.sleep(pauseMillis);
                } catch (InterruptedException later) {
                    Thread.currentThread().interrupt();
                }
            }
            if (failReads) {
                throw new IOException("no data node answers");
            }
            int most;
            synchronized (random) {
                most = shortReads ? 1 + random.nextInt(count) : count;
            }
            return all.read(position, bytes, from, most);
        }

        @Override
        public void seek(long position) throws IOException {
            all.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return all.getPos();
        }

        @Override
        public boolean seekToNewSource(long position) throws IOException {
            return all.seekToNewSource(position);
        }

        @Override
        public int read() throws IOException {
            return all.read();
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }
}
