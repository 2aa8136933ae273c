package unfurl.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import unfurl.measurement.Compatibility;
import unfurl.reweight.TwoSampleTest;

/// What a classifier between a measurement and a truth found.
///
/// @param observables how many it saw
/// @param test        of the events that it was not trained on, with the statistics of the two samples
/// @param bins        of its score
/// @param score       χ² of its score, with every source that counts. It was learned from the weights that it
///                    tests, fluctuations and all, so that its p-value is a lower bound
record ClassifierAnswer(int observables, TwoSampleTest test, int bins, Compatibility score) {
    Map<String, Object> document() {
        var out = new LinkedHashMap<String, Object>();
        out.put("areaUnderCurve", test.area().value());
        out.put("error", test.area().error());
        out.put("pValue", test.pValue());
        out.put("permutations", test.permutations());
        out.put("nEffUnfolded", test.denominatorNEff());
        out.put("nEffTruth", test.numeratorNEff());
        var ofScore = new LinkedHashMap<String, Object>();
        ofScore.put("bins", bins);
        TestNumbers.put(ofScore, score);
        ofScore.put("pValueIs", "a lower bound");
        out.put("score", ofScore);
        return out;
    }

    void print(PrintWriter out) {
        out.println();
        out.println("classifier of %s, on events that it was not trained on:"
                .formatted(Shown.plural(observables, "observable")));
        out.println(String.format(
                Locale.ROOT,
                "  area under the curve %.4f ± %.4f, p %s of %d permutations, the statistics of the two samples alone",
                test.area().value(),
                test.area().error(),
                Shown.number(test.pValue(), 2),
                test.permutations()));
        out.println("  its score in %s: χ² %.1f, dof %d, p at least %s, V as above%s"
                .formatted(
                        Shown.plural(bins, "bin"),
                        score.chiSquare().value(),
                        score.chiSquare().degreesOfFreedom(),
                        TestNumbers.pValue(score.chiSquare()),
                        score.leftOut().isEmpty() ? "" : " without " + String.join(", ", score.leftOut())));
        out.println("  that p is a lower bound, as the score was learned from these very weights: only a large one");
        out.println("  says something, that the uncertainties cover what the classifier found");
    }
}
