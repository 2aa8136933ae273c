package unfurl.model;

import java.util.ArrayList;
import java.util.List;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// What the numbers of a network are called in files.
final class Naming {
    static final String MEAN = "standardisation.mean";
    static final String INVERSE_SCALE = "standardisation.inverseScale";
    static final String PARTICLE_MEAN = "standardisation.particle.mean";
    static final String PARTICLE_INVERSE_SCALE = "standardisation.particle.inverseScale";
    static final String PER_PARTICLE = "standardisation.perParticle";
    static final String LAYERS = "layers";
    static final String PARTICLE_LAYERS = "particle.layers";
    static final String EVENT_LAYERS = "event.layers";
    static final String EMBEDDING = "embedding";

    private Naming() {}

    /// The names of an architecture's layers, in their order.
    static List<String> layers(Architecture architecture) {
        var names = new ArrayList<String>();
        switch (architecture) {
            case Perceptron p -> chain(names, LAYERS, p.hidden().size() + 1);
            case DeepSets d -> {
                chain(names, PARTICLE_LAYERS, d.particle().size());
                chain(names, EVENT_LAYERS, d.event().size() + 1);
            }
            case ParticleAttention a -> {
                names.add(EMBEDDING);
                for (int block = 0; block < a.blocks(); block++) {
                    names.addAll(List.of(queryKeyValue(block), attended(block), widened(block), narrowed(block)));
                }
                chain(names, EVENT_LAYERS, a.event().size() + 1);
            }
        }
        return names;
    }

    private static void chain(List<String> names, String name, int count) {
        for (int depth = 0; depth < count; depth++) {
            names.add(name + "." + depth);
        }
    }

    static String weight(String layer) {
        return layer + ".weight";
    }

    static String bias(String layer) {
        return layer + ".bias";
    }

    static String queryKeyValue(int block) {
        return "blocks.%d.queryKeyValue".formatted(block);
    }

    static String attended(int block) {
        return "blocks.%d.attended".formatted(block);
    }

    static String widened(int block) {
        return "blocks.%d.widened".formatted(block);
    }

    static String narrowed(int block) {
        return "blocks.%d.narrowed".formatted(block);
    }
}
