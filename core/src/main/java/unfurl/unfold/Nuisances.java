package unfurl.unfold;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import unfurl.InputException;

/// The nuisance parameters of an unfolding, and how they are fitted.
///
/// @param parameters (p) in order; none for a detector that is known
/// @param step       how step 3 goes on
public record Nuisances(List<NuisanceParameter> parameters, Step step) {
    /// A detector that is known.
    public static final Nuisances NONE = new Nuisances(List.of(), Step.EM);

    /// How step 3 goes on.
    public enum Step {
        /// To the θ that maximises the expected log-likelihood of gen and reco together: EM. It never lowers the
        /// likelihood, and goes a part of the way that is as small as the part of the information that reco
        /// has.
        EM,
        /// By a Newton step with the efficient score, that is with the spectrum's part taken out of it: it takes the
        /// whole way however little reco tells.
        EFFICIENT_SCORE
    }

    /// @throws InputException when two have one name
    public Nuisances {
        parameters = List.copyOf(parameters);
        var names = new HashSet<String>();
        for (NuisanceParameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new InputException("there are two nuisance parameters '%s'".formatted(parameter.name()));
            }
        }
    }

    /// (p) their names.
    public List<String> names() {
        return parameters.stream().map(NuisanceParameter::name).toList();
    }

    /// How many.
    public int size() {
        return parameters.size();
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    /// (p) where they start.
    public List<Double> starts() {
        return parameters.stream().map(NuisanceParameter::start).toList();
    }

    /// The places of those that are fitted.
    int[] free() {
        return IntStream.range(0, size()).filter(k -> parameters.get(k).free()).toArray();
    }

    /// The same with other parameters of the same names.
    public Nuisances with(UnaryOperator<NuisanceParameter> change) {
        return new Nuisances(parameters.stream().map(change).toList(), step);
    }

    /// (p) the step to the maximum, within the ranges, of the parabola that a function is near θ. A parameter that its
    /// bound keeps from going on stays there, and the others go to their maximum beside it.
    ///
    /// @param slope       (p) of the function
    /// @param information (p × p) minus its second derivatives
    double[] step(double[] theta, double[] slope, RealMatrix information) {
        double[] step = new double[theta.length];
        int[] moving = IntStream.of(free())
                .filter(k -> !parameters.get(k).isHeld(theta[k], slope[k]))
                .toArray();
        while (moving.length > 0) {
            move(moving, step, slope, information);
            OptionalInt farthest = farthestOutside(moving, theta, step, information);
            if (farthest.isEmpty()) {
                break;
            }
            int stopped = farthest.getAsInt();
            NuisanceParameter parameter = parameters.get(stopped);
            step[stopped] = (step[stopped] > 0 ? parameter.high() : parameter.low()) - theta[stopped];
            moving = IntStream.of(moving).filter(k -> k != stopped).toArray();
        }
        return step;
    }

    /// Sets the part of a step in which some parameters move while the others' part is given.
    private static void move(int[] moving, double[] step, double[] slope, RealMatrix information) {
        for (int k : moving) {
            step[k] = 0;
        }
        double[] given = information.operate(step);
        double[] moved = Symmetric.inverseOfAnyUnits(information.getSubMatrix(moving, moving))
                .operate(IntStream.of(moving)
                        .mapToDouble(k -> slope[k] - given[k])
                        .toArray());
        for (int j = 0; j < moving.length; j++) {
            step[moving[j]] = moved[j];
        }
    }

    /// The parameter that a step takes farthest beyond its range, in its standard deviations.
    private OptionalInt farthestOutside(int[] moving, double[] theta, double[] step, RealMatrix information) {
        double most = 0;
        OptionalInt farthest = OptionalInt.empty();
        for (int k : moving) {
            double there = theta[k] + step[k];
            double beyond = Math.max(
                            parameters.get(k).low() - there,
                            there - parameters.get(k).high())
                    * Math.sqrt(information.getEntry(k, k));
            if (beyond > most) {
                most = beyond;
                farthest = OptionalInt.of(k);
            }
        }
        return farthest;
    }

    /// (p) a part of a step from a θ, cut off at the ranges.
    double[] within(double[] theta, double[] step, double part) {
        double[] out = theta.clone();
        for (int k : free()) {
            NuisanceParameter parameter = parameters.get(k);
            out[k] = Math.clamp(theta[k] + part * step[k], parameter.low(), parameter.high());
        }
        return out;
    }

    /// log prior(θ), up to a constant.
    double logPrior(double[] theta) {
        double sum = 0;
        for (int k = 0; k < size(); k++) {
            sum += parameters.get(k).prior().log(theta[k]);
        }
        return sum;
    }

    /// (p) ∂ log prior/∂θ.
    double[] priorSlope(double[] theta) {
        double[] slope = new double[size()];
        for (int k = 0; k < size(); k++) {
            slope[k] = parameters.get(k).prior().slope(theta[k]);
        }
        return slope;
    }

    /// (p × p) what the priors tell.
    RealMatrix priorInformation(double[] theta) {
        RealMatrix information = MatrixUtils.createRealMatrix(size(), size());
        for (int k = 0; k < size(); k++) {
            information.setEntry(k, k, parameters.get(k).prior().information(theta[k]));
        }
        return information;
    }
}
