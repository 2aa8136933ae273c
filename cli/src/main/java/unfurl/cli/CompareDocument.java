package unfurl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.formats.Document;
import unfurl.hist.Distances;
import unfurl.hist.KolmogorovSmirnov;
import unfurl.hist.Spectrum;
import unfurl.measurement.Agreement;
import unfurl.measurement.Comparison;
import unfurl.measurement.Compatibility;
import unfurl.measurement.TestedBins;

/// A comparison with a truth for programs.
///
/// @param answer what is said
record CompareDocument(CompareAnswer answer) {
    Document document() {
        Comparison comparison = answer.comparison();
        var out = new LinkedHashMap<String, Object>();
        out.put("measurement", answer.measurement().head().name());
        out.put("truth", comparison.truth().events().source());
        out.put("weight", comparison.truth().weight());
        out.put("events", comparison.truth().events().rows());
        out.put("tested", comparison.truth().absolute() ? "absolute" : "shape");
        out.put("sum", sum());
        out.put("covarianceOf", answer.covarianceOf());
        out.put("sameEvents", comparison.truth().sameEvents());
        out.put("madeOfTruth", Document.entries("leftOut", answer.relation().closures(), "kept", answer.kept()));
        answer.inverse().ifPresent(inverse -> out.put("inverse", inverse.toString()));
        out.put(
                "observables",
                comparison.lines().stream().map(CompareDocument::document).toList());
        comparison.joint().ifPresent(joint -> out.put("joint", document(joint)));
        answer.classifier().ifPresent(test -> out.put("classifier", test.document()));
        out.put("mean", mean());
        return Document.of("compare", out);
    }

    private Map<String, Object> sum() {
        return Document.entries(
                "unfolded",
                answer.measurement().nominal().sum(),
                "truth",
                answer.comparison().sum(),
                "unit",
                answer.unit());
    }

    private static Map<String, Object> document(Comparison.Line line) {
        TestedBins tested = line.tested();
        Map<String, Object> unfolded = document(line.unfolded());
        unfolded.put("unit", tested.unfolded().spectra().getFirst().unit());
        SpectrumErrors errors = errors(tested, line.unfolded().compatibility());
        putBins(unfolded, tested, errors);
        errors.putCovariances(unfolded);
        var out = new LinkedHashMap<String, Object>();
        out.put("observable", line.observable().column());
        out.put("unit", line.observable().unit());
        out.put("edges", numbers(line.axis().edges()));
        out.put("unfolded", unfolded);
        out.put("truth", truth(tested));
        out.put("prior", line.prior().map(CompareDocument::document));
        out.put(
                "iterations",
                line.iterations().stream()
                        .map(Distances.Triangular::thousandfold)
                        .toList());
        return out;
    }

    private static Map<String, Object> document(Comparison.Joint joint) {
        var out = new LinkedHashMap<String, Object>();
        out.put("observables", joint.observables());
        out.put("firstBin", firstBins(joint.tested().truth()));
        TestNumbers.put(out, joint.compatibility());
        SpectrumErrors errors = errors(joint.tested(), joint.compatibility());
        putBins(out, joint.tested(), errors);
        errors.putJointly(out);
        out.put("truth", truth(joint.tested()));
        return out;
    }

    private static List<Integer> firstBins(List<Spectrum> spectra) {
        var first = new ArrayList<Integer>();
        int at = 0;
        for (Spectrum spectrum : spectra) {
            first.add(at);
            at += spectrum.bins();
        }
        return first;
    }

    /// Of the sources in V.
    private static SpectrumErrors errors(TestedBins tested, Compatibility test) {
        return SpectrumErrors.of(tested.unfolded(), test.sources());
    }

    private static void putBins(Map<String, Object> out, TestedBins tested, SpectrumErrors errors) {
        double[] values = tested.unfolded().values();
        out.put("value", numbers(values));
        out.put("uncertainty", errors.uncertainties(0, values.length));
    }

    private static Map<String, Object> truth(TestedBins tested) {
        return Document.entries(
                "value",
                numbers(tested.truthValues()),
                "covariance",
                SpectrumErrors.rows(tested.ofTruth().size(), tested.ofTruth()::get));
    }

    private static List<Double> numbers(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static Map<String, Object> document(Agreement agreement) {
        Distances.Triangular triangular = agreement.triangular();
        KolmogorovSmirnov test = agreement.kolmogorovSmirnov();
        var out = new LinkedHashMap<String, Object>();
        out.put("triangularTimes1000", triangular.thousandfold());
        out.put("errorTimes1000", 1000 * triangular.error());
        out.put("floorTimes1000", 1000 * triangular.floor());
        out.put("wasserstein", agreement.wasserstein());
        TestNumbers.put(out, agreement.compatibility());
        out.put(
                "kolmogorovSmirnov",
                Document.entries("distance", test.distance(), "nEff", test.nEff(), "pValue", test.pValue()));
        return out;
    }

    private Map<String, Object> mean() {
        Comparison comparison = answer.comparison();
        return Document.entries(
                "unfolded",
                Document.entries(
                        "triangularTimes1000",
                        1000 * comparison.meanUnfolded(),
                        "floorTimes1000",
                        1000 * comparison.meanFloor()),
                "prior",
                comparison.meanPrior().map(mean -> Map.of("triangularTimes1000", 1000 * mean)));
    }
}
