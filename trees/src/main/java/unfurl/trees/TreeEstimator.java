package unfurl.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.FitProgress;
import unfurl.reweight.FitSummary;
import unfurl.reweight.Ratio;
import unfurl.reweight.RatioEstimator;
import unfurl.reweight.RatioFit;
import unfurl.reweight.RatioSample;
import unfurl.study.TreeOptions;

/// The ratio as the odds of a classifier made of gradient-boosted trees, of XGBoost: what
/// [unfurl.reweight.NetworkEstimator] does with networks.
///
/// An event is one row with both of its weights, and the derivatives of its loss are the sum over both; so
/// negative weights subtract, which the library alone refuses. Weight 2 is the event twice but for the
/// regularisation, which counts rows. Several members, each with its own validation events, are averaged in the
/// logit. The fit never starts from an earlier one.
///
/// Source: Chen, Guestrin, KDD 2016, arXiv:1603.02754; for reweighting, A. Rogozhnikov, J. Phys. Conf. Ser. 762
/// (2016) 012036, arXiv:1608.05806, which boosts another loss.
///
/// @param options    how each member is trained
/// @param members    how many are averaged, at least 1
/// @param validation share of the events that validate, in (0, 1)
public record TreeEstimator(TreeOptions options, int members, double validation) implements RatioEstimator {
    /// @throws IllegalArgumentException when a value is outside its range
    public TreeEstimator {
        if (members < 1 || !(validation > 0 && validation < 1)) {
            throw new IllegalArgumentException(
                    "members %d must be at least 1, validation %s in (0, 1)".formatted(members, validation));
        }
    }

    @Override
    public RatioFit fit(
            RatioSample sample, Optional<Ratio> previous, Seed seed, Workers workers, FitProgress progress) {
        if (sample.features().particles().isPresent()) {
            throw new InputException(
                    "trees would ignore the particles of the events\n  allowed    deep sets, attention, "
                            + "or events without particles");
        }
        Mask present = sample.present();
        var balance = new Balance(sample, present);
        int threads = Math.max(1, workers.threads() / members);
        var outcomes = new Boosting.Outcome[members];
        workers.run(members, member -> {
            Seed own = seed.child("member").child(member);
            Mask validating = sample.drawn(own.child("validation"), validation);
            try (var training = new Rows("training", balance, sample.features(), present.and(validating.not()));
                    var held = new Rows("validation", balance, sample.features(), present.and(validating));
                    var boosting = new Boosting(options, training, held, own.child("training"), workers, threads)) {
                outcomes[member] =
                        boosting.run((rounds, loss) -> progress.epoch(member, members, rounds, options.rounds(), loss));
            }
        });
        var ratio = new TreeRatio(
                Arrays.stream(outcomes).map(Boosting.Outcome::trees).toList(),
                balance.logBalance(),
                sample.features().columns());
        var curves = Arrays.stream(outcomes).map(Boosting.Outcome::curve).toList();
        return new RatioFit(ratio, new FitSummary(present.count(), curves, List.of()));
    }
}
