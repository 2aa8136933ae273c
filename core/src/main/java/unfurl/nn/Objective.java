package unfurl.nn;

/// What a network is trained to minimise: a weighted mean over rows of a loss of the output z.
public sealed interface Objective permits CrossEntropy, SquaredError {
    /// How many rows carry weights.
    int rows();
}
