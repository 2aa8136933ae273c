package unfurl.study;

import java.util.Optional;
import java.util.function.LongSupplier;
import unfurl.math.Seed;
import unfurl.math.Workers;
import unfurl.reweight.RatioSample;

/// Tells what a run will do and about how long it takes, before anything is trained.
///
/// @param study    what is asked
/// @param prepared the problem and the method
/// @param progress hears of the trial
/// @param nanoTime a clock
record Forecasting(Study study, Prepared prepared, Progress progress, LongSupplier nanoTime) {

    /// By a trial of the study's estimator on the study's events; histograms take no time that is worth a trial.
    Forecast of(Workload work, Workers workers) {
        Workload timed = study.method() instanceof Method.Ibu ? work.ofTemplates() : work;
        return new Forecast(
                work.templates().size(),
                work.nominal().size(),
                work.choosing().size(),
                Workload.sum(work.choosing()).rows() / work.whole().rows(),
                work.replicas().size(),
                Workload.sum(work.replicas()).rows() / work.whole().rows(),
                workers.threads(),
                timed.all().number() == 0 ? Optional.empty() : time(timed, workers));
    }

    private Optional<Forecast.Time> time(Workload work, Workers workers) {
        progress.phase("a short trial of the training");
        Estimator estimator = study.method().trained();
        double busy = estimator.busy(workers.threads());
        var begin = prepared.method().init(prepared.problem());
        RatioSample first =
                prepared.method().sample(prepared.problem(), begin, workers).orElseThrow();
        Seed seed = Seed.of(study.seed()).child("trial");
        return Trial.of(
                        estimator.ratios(),
                        first,
                        seed,
                        workers,
                        nanoTime,
                        perRow -> work.seconds(perRow, busy, workers.threads()))
                .map(trial -> new Forecast.Time(
                        work.seconds(trial.perRow(), busy, workers.threads()),
                        trial.perRow() * work.whole().rows() / workers.threads(),
                        trial.rows(),
                        trial.spent()));
    }
}
