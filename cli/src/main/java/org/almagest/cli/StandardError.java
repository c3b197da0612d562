package org.almagest.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/// The launcher hides the JVM's own standard error, on which it warns of incubating modules before
/// any code runs, and hands the real one over as another descriptor.
final class StandardError {
    private StandardError() {}

    /// Makes `System.err` write to the descriptor that the launcher names, if it does.
    static void restore() {
        int descriptor = Integer.getInteger("almagest.stderr", -1);
        if (descriptor < 0) {
            return;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            FileOutputStream out = new FileOutputStream(constructor.newInstance(descriptor));
            System.setErr(new PrintStream(out, true, charset()));
        } catch (ReflectiveOperationException | RuntimeException withoutPermission) {
            // Without --add-opens there is no such door: System.err stays as the JVM made it.
            System.setErr(System.err);
        }
    }

    private static Charset charset() {
        return Charset.forName(System.getProperty("stderr.encoding", "UTF-8"), java.nio.charset.StandardCharsets.UTF_8);
    }
}
