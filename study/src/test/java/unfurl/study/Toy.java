package unfurl.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import unfurl.event.Column;
import unfurl.event.Table;
import unfurl.formats.Tables;
import unfurl.provenance.Digest;
import unfurl.provenance.Environment;
import unfurl.unfold.OmniFold;

/// Small studies of the linear-Gaussian problem, and runs of them.
final class Toy {
    /// A method that takes a second and answers nothing well.
    static final List<String> QUICK = List.of(
            "method.iterations=2",
            "method.minimumNEff=0",
            "method.estimator={network: [8], epochs: 2, patience: 2, batch: 256, members: 1}");

    static final Environment ENVIRONMENT = new Environment("test", "", "test", "test", "", 1);

    private Toy() {}

    /// Writes the example.
    ///
    /// @return its study file
    static Path gaussian(Path folder, String... settings) {
        Examples.write("gaussian", folder, List.of(settings), Optional.empty());
        return folder.resolve("study.yaml");
    }

    static StudyFile.Read quick(Path study, String... settings) {
        var all = new ArrayList<>(QUICK);
        all.addAll(List.of(settings));
        return StudyFile.read(study, all);
    }

    static Runner.Outcome run(StudyFile.Read read, Path out, int threads) {
        try (RunFolder folder = RunFolder.create(out, read.study())) {
            return new Runner(read, threads, new Silence(), ENVIRONMENT).run(folder);
        }
    }

    static Runner.Outcome resume(StudyFile.Read read, Path out) {
        try (RunFolder folder = RunFolder.resume(out, read.study())) {
            return new Runner(read, 1, new Silence(), ENVIRONMENT).run(folder);
        }
    }

    /// The digest of every file in a folder but the lock.
    static Map<String, String> digests(Path folder) {
        var out = new TreeMap<String, String>();
        for (Path file : files(folder)) {
            out.put(folder.relativize(file).toString(), Digest.of(file).hex());
        }
        out.remove(FolderLock.NAME);
        return out;
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /// Writes a file anew with one column replaced or added.
    static void replace(Path file, Column column) {
        Table table = Tables.read(file);
        var columns = new ArrayList<>(table.columns());
        columns.removeIf(c -> c.name().equals(column.name()));
        columns.add(column);
        Tables.write(Table.of(table.source(), columns), file);
    }

    static class Silence implements Progress {
        @Override
        public void phase(String what) {}

        @Override
        public void forecast(Forecast forecast) {}

        @Override
        public void plan(int replicas) {}

        @Override
        public void step(int iteration, int iterations, String step, int done, int steps) {}

        @Override
        public void epoch(int member, int members, int epoch, int maxEpochs, double validationLoss) {}

        @Override
        public void stepDone(OmniFold.Info info) {}

        @Override
        public void replicas(int done, int replicas) {}

        @Override
        public void replicaDone(String name, int done, int replicas) {}
    }
}
