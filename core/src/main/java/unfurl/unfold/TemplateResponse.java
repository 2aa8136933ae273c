package unfurl.unfold;

import java.util.List;
import java.util.Optional;
import unfurl.event.Weights;
import unfurl.math.Workers;

/// The response ratio of one parameter from templates: the ratio is t_up at θ = 1, t_down at θ = −1 and 1 at θ = 0.
///
/// log w is θ·log t_up above 1 and −θ·log t_down below −1, and between them the polynomial of sixth degree that has
/// the same value and the same first two derivatives at both ends. Without t_down it is θ·log t_up everywhere.
///
/// Source: K. Cranmer et al., HistFactory, CERN-OPEN-2012-016, section 4.1, with ROOT's interpolation code 4, here of
/// log w.
///
/// @param parameter its name
/// @param up        (n) t_up, above 0
/// @param down      (n) t_down, above 0
public record TemplateResponse(String parameter, Weights up, Optional<Weights> down) implements ResponseRatio {
    /// @throws IllegalArgumentException when a template is not above 0, or the two differ in length
    public TemplateResponse {
        requirePositive(up);
        down.ifPresent(TemplateResponse::requirePositive);
        if (down.isPresent() && down.get().size() != up.size()) {
            throw new IllegalArgumentException("templates of %d and %d events"
                    .formatted(up.size(), down.get().size()));
        }
    }

    private static void requirePositive(Weights template) {
        for (int i = 0; i < template.size(); i++) {
            if (!(template.get(i) > 0)) {
                throw new IllegalArgumentException("the template of event %d is %s".formatted(i, template.get(i)));
            }
        }
    }

    @Override
    public int events() {
        return up.size();
    }

    @Override
    public List<String> parameters() {
        return List.of(parameter);
    }

    /// The mean of a power of a template is another one: [ResponseRatio#normalised] has the mean 1.
    @Override
    public boolean keepsEfficiency() {
        return false;
    }

    @Override
    public double[] log(double[] theta, Workers workers) {
        return combined(theta[0], even(theta[0]));
    }

    @Override
    public double[][] gradient(double[] theta, Workers workers) {
        return new double[][] {combined(1, evenSlope(theta[0]))};
    }

    /// (n) odd part · odd + even part · even.
    private double[] combined(double odd, double even) {
        double[] out = new double[up.size()];
        for (int i = 0; i < out.length; i++) {
            double above = Math.log(up.get(i));
            double below = down.isPresent() ? Math.log(down.get().get(i)) : -above;
            out[i] = odd * (above - below) / 2 + even * (above + below) / 2;
        }
        return out;
    }

    /// |θ|, made smooth within ±1.
    private static double even(double theta) {
        double square = theta * theta;
        return square >= 1 ? Math.abs(theta) : square * (15 + square * (-10 + 3 * square)) / 8;
    }

    private static double evenSlope(double theta) {
        double square = theta * theta;
        return square >= 1 ? Math.signum(theta) : theta * (30 + square * (-40 + 18 * square)) / 8;
    }
}
