package unfurl.nn;

import unfurl.event.Features;
import unfurl.event.Mask;

/// What a network learns from.
///
/// @param features   (n × d)
/// @param objective  (n) weights and targets of the same rows; rows whose weights are 0 are absent
/// @param train      the rows that the gradient sees
/// @param validation the rows that decide when to stop and which state is best; none of them in `train`
public record TrainingSample(Features features, Objective objective, Mask train, Mask validation) {
    /// @throws IllegalArgumentException when the sizes differ or the two masks share a row
    public TrainingSample {
        int n = features.rows();
        if (objective.rows() != n || train.size() != n || validation.size() != n) {
            throw new IllegalArgumentException("%d events, %d weights, masks of %d and %d are not the same rows"
                    .formatted(n, objective.rows(), train.size(), validation.size()));
        }
        if (train.and(validation).count() > 0) {
            throw new IllegalArgumentException(train.and(validation).count() + " rows are in training and validation");
        }
    }
}
