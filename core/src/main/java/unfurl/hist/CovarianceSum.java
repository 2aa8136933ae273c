package unfurl.hist;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// A covariance that is a sum of independent parts, each known or estimated from replicas, and so how
/// well it is known itself.
///
/// @param parts at least one, all of one size
public record CovarianceSum(List<Part> parts) {
    /// Copies the list.
    public CovarianceSum {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a sum of covariances needs one");
        }
    }

    /// One of the parts.
    ///
    /// @param covariance       (n × n)
    /// @param degreesOfFreedom K − 1 of the sample covariance of K replicas; infinite when it is known
    public record Part(Covariance covariance, double degreesOfFreedom) {
        /// Checks the number.
        public Part {
            if (!(degreesOfFreedom >= 1)) {
                throw new IllegalArgumentException(
                        "a covariance cannot have %s degrees of freedom".formatted(degreesOfFreedom));
            }
        }

        /// A covariance that is known.
        public static Part known(Covariance covariance) {
            return new Part(covariance, Double.POSITIVE_INFINITY);
        }

        /// The sample covariance of replicas, or a multiple of it.
        ///
        /// @param replicas K ≥ 2
        public static Part ofReplicas(Covariance covariance, int replicas) {
            return new Part(covariance, replicas - 1.0);
        }

        /// Whether it is known.
        public boolean isKnown() {
            return Double.isInfinite(degreesOfFreedom);
        }

        /// Whether it may have variance in more directions than its replicas show.
        boolean mayHideDirections(UnaryOperator<Covariance> held) {
            return !isKnown() && held.apply(covariance).rank() >= degreesOfFreedom;
        }

        Part shrunk() {
            return isKnown() ? this : new Part(covariance.shrunk((int) degreesOfFreedom + 1), degreesOfFreedom);
        }
    }

    /// A single covariance that is known.
    public static CovarianceSum known(Covariance covariance) {
        return new CovarianceSum(List.of(Part.known(covariance)));
    }

    /// A single sample covariance.
    ///
    /// @param replicas K ≥ 2, how many replicas it was made of
    public static CovarianceSum ofReplicas(Covariance covariance, int replicas) {
        return new CovarianceSum(List.of(Part.ofReplicas(covariance, replicas)));
    }

    /// The sum with one more part.
    public CovarianceSum plus(Part part) {
        var all = new ArrayList<Part>(parts);
        all.add(part);
        return new CovarianceSum(all);
    }

    /// The covariance of all parts together.
    public Covariance total() {
        return Covariance.of(parts.getFirst().covariance().size(), (i, j) -> {
            double sum = 0;
            for (Part part : parts) {
                sum += part.covariance().get(i, j);
            }
            return sum;
        });
    }

    /// Whether every part is known.
    public boolean isKnown() {
        return parts.stream().allMatch(Part::isKnown);
    }

    /// The sum of the parts after each was changed: what a linear map makes of them.
    public CovarianceSum map(UnaryOperator<Covariance> change) {
        return new CovarianceSum(parts.stream()
                .map(part -> new Part(change.apply(part.covariance()), part.degreesOfFreedom()))
                .toList());
    }

    /// The sum with the correlations of each part of replicas shrunk by its own number:
    /// [Covariance#shrunk].
    public CovarianceSum shrunk() {
        return new CovarianceSum(parts.stream().map(Part::shrunk).toList());
    }

    /// ν: how many degrees of freedom one sample covariance would need for χ² to be as uncertain as
    /// with this sum: K − 1 for K replicas alone, infinite when all is known. [EffectiveDegrees] has
    /// the formula.
    ///
    /// @throws unfurl.NumericalException when a variance is negative
    public double degreesOfFreedom() {
        return degreesOfFreedom(UnaryOperator.identity());
    }

    /// The same where the bins have to keep something, such as their sum; NaN where the replicas give variance to
    /// fewer directions than the bins have, as nothing is known of the others.
    ///
    /// @param held what holds a covariance to it, a linear map
    /// @throws unfurl.NumericalException when a variance is negative
    public double degreesOfFreedom(UnaryOperator<Covariance> held) {
        if (isKnown()) {
            return Double.POSITIVE_INFINITY;
        }
        Covariance total = held.apply(total());
        Spectral spectral = Spectral.of(total);
        return directionsBeyond(spectral.rank(), total, held).isPresent()
                ? Double.NaN
                : degreesOfFreedom(spectral, held);
    }

    /// The same where no direction is hidden.
    ///
    /// @param spectral of the total, held
    double degreesOfFreedom(Spectral spectral, UnaryOperator<Covariance> held) {
        return isKnown() ? Double.POSITIVE_INFINITY : EffectiveDegrees.of(spectral, shrunk().map(held));
    }

    /// How many directions the bins have, where the replicas give variance to fewer; empty where they hide none.
    ///
    /// @param rank of the total
    /// @param total held
    OptionalInt directionsBeyond(int rank, Covariance total, UnaryOperator<Covariance> held) {
        if (parts.stream().noneMatch(part -> part.mayHideDirections(held))) {
            return OptionalInt.empty();
        }
        int directions = held.apply(Covariance.diagonal(total.variances())).rank();
        return rank < directions ? OptionalInt.of(directions) : OptionalInt.empty();
    }
}
