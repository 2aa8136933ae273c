package unfurl.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.math.Workers;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.WeightTemplate;

/// Learns and checks the templates of a study's effects, one on each thread, before anything is unfolded:
/// one that does not pass its checks is told in minutes. Each is kept as soon as it has passed.
///
/// @param files    where the template of an effect of that name is kept
/// @param study    what is asked
/// @param prepared the nominal problem
/// @param inputs   the events
/// @param progress hears of it
record TemplateRunner(Function<String, Path> files, Study study, Prepared prepared, Inputs inputs, Progress progress) {

    /// The templates of all effects that have one: of other simulated events, and where toys draw them or nuisance
    /// parameters interpolate them of the same events in another detector too.
    ///
    /// @param replicas of the study, some of its effects among them, or its varied detectors
    /// @throws InputException when one does not pass its checks; those that do are kept
    Templates learn(List<Replica> replicas, Workers workers) {
        List<Replica> effects = effects(replicas);
        List<Optional<TemplateFile>> kept = effects.stream().map(this::read).toList();
        List<Replica> missing = IntStream.range(0, effects.size())
                .filter(i -> kept.get(i).isEmpty())
                .mapToObj(effects::get)
                .toList();
        if (!missing.isEmpty()) {
            progress.phase(
                    missing.size() == 1
                            ? "learning " + Templates.what(missing.getFirst().name())
                            : "learning %d templates".formatted(missing.size()));
        }
        var learned = new TemplateFile[effects.size()];
        workers.run(
                effects.size(), i -> learned[i] = kept.get(i).orElseGet(() -> learnedAndKept(effects.get(i), workers)));
        var byEffect = new LinkedHashMap<String, TemplateFile>();
        for (int i = 0; i < learned.length; i++) {
            byEffect.put(effects.get(i).name(), learned[i]);
        }
        return new Templates(byEffect);
    }

    /// Those of them whose template is to be learned, by the files.
    List<Replica> missing(List<Replica> replicas) {
        return effects(replicas).stream()
                .filter(effect -> read(effect).isEmpty())
                .toList();
    }

    private List<Replica> effects(List<Replica> replicas) {
        return replicas.stream()
                .filter(replica -> WeightTemplate.resembles(replica.variation())
                        || (isScaled(replica.name()) && WeightTemplate.isLearned(replica.variation())))
                .toList();
    }

    /// Whether an effect becomes a function of a nuisance parameter.
    private boolean isScaled(String effect) {
        return study.uncertainty().isDrawn(effect)
                || EffectReader.all(study).stream()
                        .anyMatch(one -> one.isOfNuisance() && one.name().equals(effect));
    }

    private Optional<TemplateFile> read(Replica effect) {
        return TemplateFile.read(files.apply(effect.name()), inputs.nominal(), definition(effect));
    }

    private String definition(Replica effect) {
        return new Definitions(study, inputs).template(effect.name());
    }

    private TemplateFile learnedAndKept(Replica effect, Workers workers) {
        TemplateFile learned = learn(effect, workers);
        learned.write(files.apply(effect.name()), inputs.nominal(), definition(effect));
        return learned;
    }

    private TemplateFile learn(Replica effect, Workers workers) {
        try {
            return Attempts.of(
                    Templates.what(effect.name()),
                    study.uncertainty().retries(),
                    failure -> progress.phase(failure.sentence()),
                    failures -> new TemplateFile(learn(effect, failures.size(), workers), failures));
        } catch (InputException refused) {
            throw refused.askedBy(EffectReader.asker(study, effect.name()));
        }
    }

    private WeightTemplate learn(Replica effect, int failed, Workers workers) {
        return WeightTemplate.learn(
                effect.variation(),
                prepared.problem(),
                study.method().templates().ratios(),
                Attempts.seed(effect.draws(), failed),
                workers);
    }
}
