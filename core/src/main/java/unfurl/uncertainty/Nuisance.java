package unfurl.uncertainty;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.math.Seed;

/// An effect on the weights, as a continuous function of a nuisance parameter θ in standard deviations: the
/// factors exp(θ·log t) of a template t.
///
/// Effects with nuisances of one name have one θ: they are fully correlated. Those of other names are
/// independent.
///
/// Source: CMS, CMS-PAS-SMP-23-008, for templates of weights; the exponent keeps every weight's sign at any θ.
///
/// @param name of θ; not empty, without a slash
/// @param up   the template at θ = 1
/// @param down that at θ = −1; 1/t of the first when empty. It counts for θ < 0: t_down^|θ|
public record Nuisance(String name, WeightTemplate up, Optional<WeightTemplate> down) {
    /// Its θ: from the normal distribution of mean 0 and standard deviation 1, a function of the seed and the
    /// name alone.
    public double theta(Seed seed) {
        return seed.child("nuisance").child(name).gaussian(0);
    }

    /// The factors at a θ.
    public Factors at(double theta) {
        return theta < 0 && down.isPresent()
                ? down.get().factors().power(-theta)
                : up.factors().power(theta);
    }

    /// Checks of the templates, where they were learned.
    public List<Template.Checks> learned() {
        return Stream.concat(Stream.of(up), down.stream())
                .flatMap(template -> template.learned().stream())
                .toList();
    }
}
