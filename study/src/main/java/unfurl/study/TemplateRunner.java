package unfurl.study;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import unfurl.InputException;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.provenance.Provenance;
import unfurl.uncertainty.Replica;
import unfurl.uncertainty.WeightTemplate;

/// Learns and checks the templates of a study's effects, one on each thread, before anything is unfolded: one
/// that does not pass its checks is told in minutes. Each is kept in the run folder as soon as it has passed.
///
/// @param folder   where they are kept
/// @param study    what is asked
/// @param prepared the nominal problem
/// @param inputs   what the run read
/// @param progress hears of it
record TemplateRunner(
        RunFolder folder, Study study, Prepared prepared, List<Provenance.Input> inputs, Progress progress) {

    /// The templates of all effects that have one: of other simulated events, and with toys of the same events
    /// in another detector too.
    ///
    /// @param replicas of the study, those of its effects among them
    /// @throws InputException when one does not pass its checks; those that do are kept
    Templates learn(List<Replica> replicas, Workers workers) {
        boolean toys = study.uncertainty().toys() > 0;
        List<Replica> effects = replicas.stream()
                .filter(replica -> WeightTemplate.resembles(replica.variation())
                        || (toys && WeightTemplate.isLearned(replica.variation())))
                .toList();
        if (!effects.isEmpty()) {
            progress.phase("learning the templates of other simulated events");
        }
        var templates = new WeightTemplate[effects.size()];
        workers.run(effects.size(), i -> templates[i] = kept(effects.get(i), workers));
        var byEffect = new HashMap<String, WeightTemplate>();
        for (int i = 0; i < templates.length; i++) {
            byEffect.put(effects.get(i).name(), templates[i]);
        }
        return new Templates(byEffect);
    }

    private WeightTemplate kept(Replica effect, Workers workers) {
        Path file = folder.template(effect.name());
        return TemplateFile.read(file, inputs).orElseGet(() -> {
            WeightTemplate learned = learn(effect, workers);
            TemplateFile.write(learned, file, inputs);
            return learned;
        });
    }

    private WeightTemplate learn(Replica effect, Workers workers) {
        String what = "the template of '%s'".formatted(effect.name());
        try {
            return Attempts.of(what, study.uncertainty().retries(), failures -> {
                Seed seed = failures.isEmpty()
                        ? effect.draws()
                        : effect.draws().child("attempt").child(failures.size());
                return WeightTemplate.learn(
                        effect.variation(), prepared.problem(), study.method().templates(), seed, workers);
            });
        } catch (InputException refused) {
            throw refused.askedBy("study: uncertainty, '%s'".formatted(effect.name()));
        }
    }
}
