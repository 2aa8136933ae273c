package unfurl.arch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The compiled classes of every module of this checkout, tests left out.
final class Classes {
    // Tests run in their module's folder; the checkout is the one above it.
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private Classes() {}

    /// Every class in `MODULE/target/classes`, but for the benchmarks, which are compiled later.
    static List<ClassModel> ofEveryModule() {
        var classes = new ArrayList<ClassModel>();
        for (Path module : children(CHECKOUT)) {
            Path root = module.resolve("target/classes");
            boolean compiled = Files.isRegularFile(module.resolve("pom.xml")) && Files.isDirectory(root);
            if (compiled && !module.endsWith("benchmarks")) {
                classes.addAll(under(root));
            }
        }
        return classes;
    }

    /// Every class of one module.
    static List<ClassModel> of(String module) {
        return under(CHECKOUT.resolve(module).resolve("target/classes"));
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ClassModel> under(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(Classes::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
