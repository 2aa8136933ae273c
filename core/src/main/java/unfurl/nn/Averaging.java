package unfurl.nn;

/// The mean of the parameters over the steps of a training, in which a step counts (1 − 1/w)ᵏ after k further
/// ones; of the first w steps all count the same.
///
/// A step of the optimiser follows the noise of one batch; the mean of many does not.
///
/// Source: B. T. Polyak, A. B. Juditsky, SIAM J. Control Optim. 30 (1992) 838, with the exponential weights of
/// D. P. Kingma, J. Ba, arXiv:1412.6980, section 7.2.
final class Averaging {
    private final double window;
    private final float[] mean;
    private long steps;

    /// @param window w, in steps; at least 1
    /// @param size   how many of the parameters, from the first on
    Averaging(double window, int size) {
        this.window = window;
        this.mean = new float[size];
    }

    /// Counts the parameters after one more step.
    void add(float[] parameters) {
        steps++;
        float share = (float) (1 / Math.min((double) steps, window));
        for (int i = 0; i < mean.length; i++) {
            mean[i] += share * (parameters[i] - mean[i]);
        }
    }

    /// The mean so far: not to be changed.
    float[] mean() {
        return mean;
    }
}
