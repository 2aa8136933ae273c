package unfurl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unfurl.InputException;
import unfurl.formats.Document;
import unfurl.formats.MeasurementFolder;
import unfurl.model.ModelFolder;
import unfurl.unfold.Stage;

/// How far a run is and what came of it.
///
/// @param path  the run folder
/// @param study the resolved study
/// @param log   the records of `log.jsonl`
record RunInfo(Path path, Document study, List<Document> log) implements Answer {
    private static final String STUDY = "study.resolved.yaml";

    static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve(STUDY));
    }

    static RunInfo of(Path path) {
        return new RunInfo(path, Document.read(path.resolve(STUDY)), log(path.resolve("log.jsonl")));
    }

    private static List<Document> log(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            var records = new ArrayList<Document>();
            for (String line : Files.readAllLines(log)) {
                Document record = Document.json(line, "%s, line %d".formatted(log, records.size() + 1));
                records.add(record);
            }
            return records;
        } catch (IOException wrong) {
            throw new InputException("cannot read %s: %s".formatted(log, InputException.reason(wrong)), wrong);
        }
    }

    /// The steps that are over.
    private List<Document> steps() {
        return log.stream().filter(record -> record.find("step").isPresent()).toList();
    }

    /// The number of iterations that was chosen.
    private Optional<Long> chosen() {
        return log.stream()
                .flatMap(record -> record.find("chosen").stream())
                .map(Document::whole)
                .findFirst();
    }

    private long iterations() {
        Document asked = study.get("method").get("iterations");
        return asked.isMap() ? chosen().orElseGet(() -> asked.get("most").whole()) : asked.whole();
    }

    /// Iterations whose last step is over.
    private long iterationsDone() {
        Stage last = study.find("nuisances").isPresent() ? Stage.STEP_3 : Stage.STEP_2B;
        return steps().stream()
                .filter(step -> step.get("step").text().equals(last.label()))
                .count();
    }

    private Optional<Path> measurement() {
        Path folder = path.resolve("measurement");
        return MeasurementFolder.isMeasurement(folder) ? Optional.of(folder) : Optional.empty();
    }

    private Optional<Path> models() {
        Path folder = path.resolve("models");
        return ModelFolder.isOne(folder) ? Optional.of(folder) : Optional.empty();
    }

    private Optional<Path> report() {
        Path index = path.resolve("report").resolve("index.html");
        return Files.isRegularFile(index) ? Optional.of(index) : Optional.empty();
    }

    /// The files that were read, when the run has written them down.
    private List<Document> inputs() {
        for (Path folder : List.of(path, path.resolve("measurement"))) {
            Path file = folder.resolve("provenance.json");
            if (Files.isRegularFile(file)) {
                return Document.read(file).get("inputs").list();
            }
        }
        return List.of();
    }

    /// What is known of the nuisance parameters, once they are fitted.
    private Optional<Document> nuisances() {
        Path file = path.resolve("nuisances.json");
        return Files.isRegularFile(file) ? Optional.of(Document.read(file)) : Optional.empty();
    }

    private boolean isFinished() {
        return measurement().isPresent() && report().isPresent();
    }

    @Override
    public Document document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", "run");
        out.put("folder", path.toString());
        out.put("study", study.get("study").text());
        out.put("method", study.get("method").get("name").text());
        out.put("finished", isFinished());
        out.put("iterations", iterations());
        out.put("iterationsDone", iterationsDone());
        out.put("steps", steps().stream().map(RunInfo::step).toList());
        nuisances().ifPresent(known -> known.map().forEach(out::put));
        out.put("inputs", inputs());
        out.put("measurement", measurement().map(Path::toString));
        out.put("models", models().map(Path::toString));
        out.put("report", report().map(Path::toString));
        out.put("resolved", study);
        return Document.of("info", out);
    }

    private static Map<String, Object> step(Document record) {
        var out = new LinkedHashMap<String, Object>();
        for (String key : List.of("iteration", "step", "nEff", "change", "clipped", "scale")) {
            out.put(key, record.get(key));
        }
        out.put("validationLoss", losses(record));
        return out;
    }

    /// The loss of each network that was kept.
    private static List<Double> losses(Document record) {
        return record.find("fit").map(fit -> fit.get("curves").list()).orElse(List.of()).stream()
                .map(curve -> curve.get("validation")
                        .list()
                        .get((int) curve.get("bestEpoch").whole())
                        .number())
                .toList();
    }

    @Override
    public void print(PrintWriter out) {
        out.println("run %s of the study %s".formatted(path, study.get("study").text()));
        out.println();
        facts().print(out);
        nuisances().ifPresent(known -> {
            out.println();
            printNuisances(known, out);
        });
        if (!steps().isEmpty()) {
            out.println();
            printSteps(out);
        }
    }

    private Facts facts() {
        var facts = new Facts();
        facts.add("state", state());
        facts.add("method", study.get("method").get("name").text());
        facts.add("iterations", "%d of %d done".formatted(iterationsDone(), iterations()));
        facts.add("files from", study.get("folder").text());
        for (Document input : inputs()) {
            facts.add(
                    "  " + input.get("role").text(),
                    "%s, %s"
                            .formatted(
                                    input.get("name").text(),
                                    Shown.plural(input.get("rows").whole(), "row")));
        }
        measurement().ifPresent(folder -> facts.add("measurement", folder.toString()));
        models().ifPresent(folder -> facts.add("models", folder.toString()));
        report().ifPresent(page -> facts.add("report", page.toString()));
        return facts;
    }

    private String state() {
        if (isFinished()) {
            return "finished";
        }
        return steps().isEmpty()
                ? "begun, no step is over"
                : "not finished; `unfurl unfold STUDY --out %s --resume` goes on".formatted(path);
    }

    private static void printNuisances(Document known, PrintWriter out) {
        Document correlation = known.get("nuisanceCorrelation");
        List<String> names =
                correlation.get("names").list().stream().map(Document::text).toList();
        var columns = new ArrayList<>(List.of("nuisance", ">value", ">error", "prior", ">start"));
        names.forEach(name -> columns.add(">ρ " + name));
        var table = new TextTable(columns.toArray(String[]::new));
        for (int k = 0; k < names.size(); k++) {
            Document one = known.get("nuisances").get(names.get(k));
            var row = new ArrayList<>(List.of(
                    names.get(k),
                    Shown.number(one.get("value").number(), 5),
                    Shown.number(one.get("error").number(), 2),
                    one.get("prior").text(),
                    Shown.number(one.get("start").number(), 4)));
            correlation.get("matrix").list().get(k).list().forEach(rho -> row.add(Shown.number(rho.number(), 2)));
            table.row(row.toArray(String[]::new));
        }
        table.print(out);
    }

    private void printSteps(PrintWriter out) {
        var table = new TextTable(">iteration", "step", ">validation loss", ">N_eff", ">change", ">clipped");
        for (Document step : steps()) {
            List<Double> losses = losses(step);
            double mean = losses.stream().mapToDouble(loss -> loss).average().orElse(0);
            table.row(
                    Long.toString(step.get("iteration").whole()),
                    step.get("step").text(),
                    losses.isEmpty() ? "–" : Shown.number(mean, 5),
                    Shown.count(step.get("nEff").number()),
                    Shown.number(step.get("change").number(), 3),
                    Shown.count(step.get("clipped").whole()));
        }
        table.print(out);
    }
}
