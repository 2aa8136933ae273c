package unfurl.study;

import static unfurl.formats.Document.entries;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import unfurl.formats.Document;
import unfurl.unfold.NuisanceFit;
import unfurl.unfold.NuisanceParameter;

/// What is known of the nuisance parameters of a run, for programs: `nuisances.json`.
///
/// @param fitted   the fit
/// @param replicas the finished ones
record NuisancesDocument(FittedNuisances fitted, List<ReplicaFile> replicas) {

    Document document() {
        Map<String, Object> out = entries(
                "nuisances",
                parameters(),
                "nuisanceCorrelation",
                correlation(),
                "slowest",
                slowest(),
                "replicas",
                replicas(ReplicaFile::theta, name -> true),
                "starts",
                replicas(ReplicaFile::course, ReplicaKind.START::has));
        fitted.detector().response().ifPresent(response -> out.put("response", ChecksFile.document(response.checks())));
        return Document.of("nuisances.json", out);
    }

    private Map<String, Object> parameters() {
        var out = new LinkedHashMap<String, Object>();
        for (int k = 0; k < fitted.nuisances().size(); k++) {
            Map<String, Object> one = parameter(k);
            spread(k).ifPresent(spread -> one.put("spread", spread));
            out.put(fitted.nuisances().parameters().get(k).name(), one);
        }
        return out;
    }

    private Map<String, Object> parameter(int k) {
        NuisanceParameter parameter = fitted.nuisances().parameters().get(k);
        NuisanceFit fit = fitted.fit();
        NuisanceFit.Interval interval = fit.intervals().get(k);
        return entries(
                "value",
                fitted.value(k),
                "error",
                fit.error(k),
                "errorOfDataAlone",
                Optional.of(fit.ofDataAlone().get(k)).filter(Double::isFinite),
                "interval",
                List.of(interval.low(), interval.high()),
                "prior",
                parameter.prior().describe(),
                "start",
                parameter.start(),
                "trajectory",
                fitted.course().stream().map(theta -> theta.get(k)).toList(),
                "weights",
                fitted.quality().stream()
                        .filter(one -> one.parameter().equals(parameter.name()))
                        .map(ChecksFile::entries)
                        .toList());
    }

    /// How far the ends of other starts are from the fit, at most; empty without others.
    private OptionalDouble spread(int k) {
        return replicas.stream()
                .filter(replica -> ReplicaKind.START.has(replica.name()))
                .mapToDouble(replica -> Math.abs(replica.theta().get(k) - fitted.value(k)))
                .max();
    }

    private Map<String, Object> correlation() {
        int p = fitted.nuisances().size();
        List<List<Double>> matrix = IntStream.range(0, p)
                .mapToObj(k -> IntStream.range(0, p)
                        .mapToObj(l -> fitted.fit().correlation(k, l))
                        .toList())
                .toList();
        return entries("names", fitted.study().nuisanceNames(), "matrix", matrix);
    }

    private Map<String, Object> slowest() {
        NuisanceFit.Direction slowest = fitted.fit().slowest();
        return entries("share", slowest.share(), "parts", slowest.parts(), "words", slowest.words());
    }

    private Map<String, Object> replicas(Function<ReplicaFile, Object> what, Predicate<String> which) {
        var out = new LinkedHashMap<String, Object>();
        replicas.stream()
                .filter(replica -> which.test(replica.name()))
                .forEach(replica -> out.put(replica.name(), what.apply(replica)));
        return out;
    }
}
