package unfurl.reweight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import unfurl.event.Mask;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.nn.CrossEntropy;
import unfurl.nn.Fit;
import unfurl.nn.FitReport;
import unfurl.nn.Network;
import unfurl.nn.NetworkShape;
import unfurl.nn.Trainer;
import unfurl.nn.TrainingJob;
import unfurl.nn.TrainingOptions;
import unfurl.nn.TrainingSample;

/// The ratio as the odds of a classifier: a network is trained to tell the numerator from the
/// denominator, and the ratio is exp(logit) times the ratio of the two yields, in double precision.
///
/// Several members, each with its own first parameters and its own validation events, are averaged in the
/// logit. Which events validate depends on the event's number and the seed alone, so both weights of a
/// row are on one side, and all rows of an event.
///
/// Source: M. Sugiyama, T. Suzuki, T. Kanamori, "Density ratio estimation in machine learning", Cambridge
/// (2012), chapter 4; Cranmer, Pavez, Louppe, arXiv:1506.02169, eq. (2.6).
///
/// @param shape      of each member
/// @param training   how each member is trained
/// @param members    how many networks are averaged, at least 1
/// @param validation share of the events that validate, in (0, 1)
/// @param warmStart  whether a member starts from the parameters it had one iteration earlier
/// @param clip       the bound on |logit|, when there is one; clipped events are counted
public record NetworkEstimator(
        NetworkShape shape,
        TrainingOptions training,
        int members,
        double validation,
        boolean warmStart,
        OptionalDouble clip)
        implements RatioEstimator {
    /// @throws IllegalArgumentException when a value is outside its range
    public NetworkEstimator {
        if (members < 1 || !(validation > 0 && validation < 1) || !(clip.orElse(1) > 0)) {
            throw new IllegalArgumentException(
                    "members %d must be at least 1, validation %s in (0, 1), clip %s positive"
                            .formatted(members, validation, clip));
        }
    }

    /// The same with networks that go on from given ones for so many epochs.
    public NetworkEstimator goingOn(int epochs) {
        return new NetworkEstimator(
                shape, training.withEpochs(epochs, training.patience()), members, validation, true, clip);
    }

    /// How many of so many threads work on average while a ratio is fitted.
    public double busy(int threads) {
        return Trainer.busy(members, training.batchSize(), threads);
    }

    @Override
    public RatioFit fit(
            RatioSample sample, Optional<Ratio> previous, Seed seed, Workers workers, FitProgress progress) {
        var trainer = new Trainer(shape.of(sample.features()), training);
        List<Optional<Network>> starts = starts(previous);
        List<Fit> fits = trainer.fitAll(
                members,
                member -> {
                    Seed own = seed.child("member").child(member);
                    var split = split(sample, own.child("validation"));
                    return new TrainingJob(split, starts.get(member), own.child("training"));
                },
                workers,
                member -> (epoch, maxEpochs, train, loss) -> progress.epoch(member, members, epoch, maxEpochs, loss));
        var networks = new ArrayList<NetworkRatio.Member>();
        var curves = new ArrayList<FitSummary.Curve>();
        for (Fit fit : fits) {
            networks.add(new NetworkRatio.Member(fit.network(), fit.report().logBalance()));
            curves.add(curve(fit.report()));
        }
        var report = new FitSummary(sample.present().count(), curves, List.of());
        return new RatioFit(new NetworkRatio(networks, clip), report);
    }

    private List<Optional<Network>> starts(Optional<Ratio> previous) {
        if (warmStart && previous.isPresent() && previous.get() instanceof NetworkRatio ratio) {
            if (ratio.members().size() != members) {
                throw new IllegalArgumentException("%d networks cannot start from %d"
                        .formatted(members, ratio.members().size()));
            }
            return ratio.members().stream().map(m -> Optional.of(m.network())).toList();
        }
        return IntStream.range(0, members)
                .mapToObj(member -> Optional.<Network>empty())
                .toList();
    }

    private TrainingSample split(RatioSample sample, Seed seed) {
        Mask validating = sample.drawn(seed, validation);
        Mask present = sample.present();
        return new TrainingSample(
                sample.features(),
                new CrossEntropy(sample.numerator(), sample.denominator()),
                present.and(validating.not()),
                present.and(validating));
    }

    private static FitSummary.Curve curve(FitReport report) {
        return new FitSummary.Curve(
                report.epochs().stream().map(FitReport.Epoch::trainLoss).toList(),
                report.epochs().stream().map(FitReport.Epoch::validationLoss).toList(),
                report.bestEpoch() - 1);
    }
}
