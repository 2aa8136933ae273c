package unfurl.unfold;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Weights;
import unfurl.math.Matrix;
import unfurl.math.Workers;

/// What is known of nuisance parameters after an unfolding.
///
/// @param names       (p)
/// @param values      (p) θ
/// @param covariance  (p × p) of the values: from the statistics of data, background and simulation, and from
///                    the priors
/// @param information (p × p) what the data tell, with the spectrum fitted too; the priors' is not in it
/// @param inverseInformation (p × p) the inverse of what data and priors tell together: θ moves by its product with
///                    a small slope that is added to the likelihood; 0 of parameters that are held
/// @param ofDataAlone (p) the standard deviation of each value if nothing were known before, of no parameter; infinite
///                    where the data do not tell it, 0 of one that is held
/// @param intervals   (p) where the profile likelihood is within ½ of its greatest value, wider by what the statistics
///                    of the simulation add
/// @param slowest     the direction in which the data have the smallest part of the information that they would have
///                    if gen were known, priors included in both: EM goes so large a part of its way in an iteration
public record NuisanceFit(
        List<String> names,
        List<Double> values,
        Matrix covariance,
        Matrix information,
        Matrix inverseInformation,
        List<Double> ofDataAlone,
        List<Interval> intervals,
        Direction slowest) {

    /// Where a parameter may be.
    ///
    /// @param low  its lower end, that of the range where the likelihood does not fall before; other
    ///             parameters that meet theirs on the way stay there
    /// @param high its upper end
    public record Interval(double low, double high) {}

    /// A direction in the space of parameters.
    ///
    /// @param share  a part of the information, 0 to 1
    /// @param parts  (p) unit vector, in units of what each parameter may vary by
    /// @param words  `0.71·a − 0.71·b`
    public record Direction(double share, List<Double> parts, String words) {
        /// Copies the list.
        public Direction {
            parts = List.copyOf(parts);
        }
    }

    /// Copies the lists.
    public NuisanceFit {
        names = List.copyOf(names);
        values = List.copyOf(values);
        ofDataAlone = List.copyOf(ofDataAlone);
        intervals = List.copyOf(intervals);
    }

    /// The standard deviation of a parameter.
    public double error(int k) {
        return Math.sqrt(covariance.get(k, k));
    }

    /// The correlation of two parameters, −1 to 1.
    public double correlation(int k, int l) {
        return covariance.get(k, l) / (error(k) * error(l));
    }

    /// (p) how the parameters change when the centre of the prior of one of them moves up by its width s: by
    /// (I + P)⁻¹·eₖ/s, with I of the data and P of the priors. Of a log-normal the centre moves in the logarithm.
    ///
    /// @param prior of that parameter
    public List<Double> perWidth(int k, NuisancePrior prior) {
        double slope = Math.sqrt(prior.information(values.get(k)));
        return IntStream.range(0, values.size())
                .mapToObj(l -> inverseInformation.get(l, k) * slope)
                .toList();
    }

    /// Refuses parameters of which neither data nor priors tell some direction; in far less time than [#of] takes.
    ///
    /// @param problem   with a response ratio
    /// @param nuisances not empty
    /// @param theta     (p) the parameters
    /// @param push      (n) the spectrum
    /// @throws InputException when there is one; the message names it
    public static void requireKnown(
            UnfoldingProblem problem, Nuisances nuisances, List<Double> theta, Weights push, Workers workers) {
        estimate(problem, nuisances, theta, push, workers).unknown().ifPresent(direction -> {
            throw new InputException(
                    "the data do not tell the nuisance parameters along %s: they have, beyond what fluctuations make, %s %% of the information that they would have there if gen of each event were known, and so any value goes with some spectrum; a prior can tell it, or another observable at reco"
                            .formatted(direction.words(), String.format(Locale.ROOT, "%.2g", 100 * direction.share())));
        });
    }

    /// What is known at the end of an unfolding, or, of its first state, what the data could tell.
    ///
    /// Parameters that are held have the variance 0. What [#requireKnown] refuses has no intervals.
    ///
    /// @param problem   with a response ratio
    /// @param nuisances not empty
    /// @param theta     (p) the parameters
    /// @param push      (n) the spectrum
    public static NuisanceFit of(
            UnfoldingProblem problem, Nuisances nuisances, List<Double> theta, Weights push, Workers workers) {
        return estimate(problem, nuisances, theta, push, workers).fit();
    }

    private static NuisanceEstimate estimate(
            UnfoldingProblem problem, Nuisances nuisances, List<Double> theta, Weights push, Workers workers) {
        return new NuisanceEstimate(nuisances, theta, new EfficientScore(problem, theta, push, workers));
    }
}
