package unfurl.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.event.Encoding;
import unfurl.event.Expression;

/// The particles of an event, as a study file states them.
///
/// @param features what a particle has, in order; at least one
/// @param padding  how places without a particle are told from particles
/// @param with     observables that the estimators see beside the particles
/// @param publish  whether the measurement has the particles at gen
public record ParticleBlock(List<Feature> features, Padding padding, List<String> with, boolean publish) {
    /// Copies the lists.
    public ParticleBlock {
        features = List.copyOf(features);
        with = List.copyOf(with);
    }

    /// What a particle has.
    ///
    /// @param name      what it is called in expressions and in the measurement
    /// @param gen       lists at gen
    /// @param reco      lists at reco
    /// @param unit      its unit, in the markup of figures; empty for a pure number
    /// @param transform how it is shown to an estimator
    public record Feature(String name, Expression gen, Expression reco, String unit, Encoding.Transform transform) {}

    /// How places without a particle are told from particles, in files whose lists all have one length.
    public sealed interface Padding {
        /// Every place has a particle.
        record None() implements Padding {}

        /// A place whose every number is exactly 0 has none.
        record Zero() implements Padding {}

        /// The first places have one, as many as a column of whole numbers says.
        ///
        /// @param name what the study calls the column
        /// @param gen  the column at gen
        /// @param reco the column at reco
        record Count(String name, Expression gen, Expression reco) implements Padding {}

        /// The places with 1 in a column of lists have one, those with 0 have none.
        ///
        /// @param name what the study calls the column
        /// @param gen  the column at gen
        /// @param reco the column at reco
        record Marks(String name, Expression gen, Expression reco) implements Padding {}

        /// What the study calls the column that it needs.
        default Optional<String> called() {
            return switch (this) {
                case None ignored -> Optional.empty();
                case Zero ignored -> Optional.empty();
                case Count count -> Optional.of(count.name);
                case Marks marks -> Optional.of(marks.name);
            };
        }

        /// The column that it needs.
        default Optional<Expression> column(boolean isGen) {
            return switch (this) {
                case None ignored -> Optional.empty();
                case Zero ignored -> Optional.empty();
                case Count count -> Optional.of(isGen ? count.gen : count.reco);
                case Marks marks -> Optional.of(isGen ? marks.gen : marks.reco);
            };
        }
    }

    /// The features' names, in order.
    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /// Every expression that is read at a level.
    Stream<Expression> expressions(boolean isGen) {
        return Stream.concat(features.stream().map(f -> isGen ? f.gen() : f.reco()), padding.column(isGen).stream());
    }
}
