package unfurl.study;

import java.util.ArrayList;
import java.util.List;
import unfurl.provenance.Citation;
import unfurl.provenance.Environment;
import unfurl.report.BinRules;
import unfurl.report.Fact;
import unfurl.report.Notice;
import unfurl.report.Provenance;
import unfurl.report.Title;
import unfurl.report.ValidationReport;
import unfurl.report.ValidationTest;

/// Makes the page of a validation.
record ValidationReporting(
        StudyFile.Read read, ValidationOptions options, Inputs inputs, Prepared prepared, Environment environment) {

    ValidationReport report(List<ValidationTest> tests, List<BinRules> rules, List<String> remarks) {
        Study study = read.study();
        var title = new Title(
                "Validation of " + study.name(),
                "Half of the simulation is unfolded as if it were data, with the other half; its truth is known.",
                study.title().left(),
                study.title().right());
        return new ValidationReport(title, headline(), tests, rules, notices(remarks), provenance());
    }

    private List<Fact> headline() {
        return List.of(
                new Fact("Simulated events", "%,d".formatted(prepared.problem().size())),
                new Fact(
                        "Iterations",
                        Integer.toString(read.study().method().iterations().most())),
                new Fact("Bootstraps", Integer.toString(options.bootstraps())));
    }

    private List<Notice> notices(List<String> remarks) {
        var notices = new ArrayList<Notice>();
        prepared.warnings().forEach(w -> notices.add(Notice.of(Notice.Severity.WARNING, w)));
        remarks.forEach(remark -> notices.add(Notice.of(Notice.Severity.NOTE, remark + ".")));
        notices.add(Notice.of(
                Notice.Severity.NOTE,
                "Errors are those of %d bootstraps of both halves together, each with its own truth and its own networks."
                        .formatted(options.bootstraps())));
        notices.add(Notice.of(
                Notice.Severity.NOTE,
                "The rules on bins are asked of half the simulation and of as many pseudo-data; the whole simulation has "
                        + "about twice the effective events."));
        return notices;
    }

    private Provenance provenance() {
        return new Provenance(
                inputs.files().stream()
                        .map(i -> new Provenance.Input(
                                i.role(), i.name(), i.rows(), i.digest().hex()))
                        .toList(),
                List.of(
                        new Fact("Seed", Long.toString(read.study().seed())),
                        new Fact("Unfurl", (environment.unfurl() + " " + environment.commit()).strip()),
                        new Fact("Java", environment.java()),
                        new Fact("System", environment.system()),
                        new Fact("Processor", environment.cpu() + ", " + environment.cores() + " cores")),
                read.document().toYaml(),
                Citation.bibliography(Publication.citations(read.study())));
    }
}
