package unfurl.report;

import unfurl.report.figure.Numbers;

/// The losses of one fit.
///
/// @param step       which fit of an iteration: `step 1`, `step 1b`
/// @param members    how many were fitted alike; the losses are those of the first
/// @param iteration  1, 2, …
/// @param training   loss after each epoch
/// @param validation loss after each epoch, as many
/// @param best       the epoch, from 1, whose state was kept
public record LossCurve(String step, int members, int iteration, Numbers training, Numbers validation, int best) {
    public LossCurve {
        if (training.size() != validation.size()) {
            throw new IllegalArgumentException(
                    "%d training and %d validation losses".formatted(training.size(), validation.size()));
        }
    }

    /// The step and, of several members, which: `step 1, first of 2 members`.
    String title() {
        return members == 1 ? step : "%s, first of %d members".formatted(step, members);
    }
}
