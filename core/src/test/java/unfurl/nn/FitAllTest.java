package unfurl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.NumericalException;
import unfurl.event.Mask;
import unfurl.event.Weights;
import unfurl.math.Seed;
import unfurl.math.Workers;

/// Several trainings at once against each alone.
class FitAllTest {
    private static final Seed SEED = Seed.of(41);
    private static final TrainingSample NOMINAL = TrainerTest.gaussians(3000, 0.3, 1.2);
    private static final Trainer TRAINER = new Trainer(
            new Perceptron(2, List.of(13, 6), Activation.SILU),
            TrainingOptions.defaults().withBatchSize(700).withEpochs(3, 3));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    void jobsTogetherAreEachAloneToTheBit(int jobs) {
        var alone = new ArrayList<Fit>();
        try (var workers = new Workers(1)) {
            for (int i = 0; i < jobs; i++) {
                TrainingJob job = bootstrap(i);
                alone.add(TRAINER.fit(job.sample(), job.warmStart(), job.seed(), workers, EpochListener.silent()));
            }
        }
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = new Workers(threads)) {
                assertThat(TRAINER.fitAll(jobs, FitAllTest::bootstrap, workers, i -> EpochListener.silent()))
                        .isEqualTo(alone);
            }
        }
        assertThat(new HashSet<>(alone)).hasSize(jobs);
    }

    /// A batch of 512 has 4 blocks, so that one network keeps 4 threads busy. 17 networks on 16 threads: one round, and
    /// a quarter of one; 3 on 16 are trained side by side, 2 one after the other.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 2, 2",
        "4, 2, 2",
        "3, 2, 2",
        "1, 16, 4",
        "2, 16, 4",
        "3, 16, 3",
        "4, 16, 4",
        "17, 16, 13.6"
    })
    void busyThreadsAreThoseOfTheRounds(int jobs, int threads, double busy) {
        assertThat(Trainer.busy(jobs, 512, threads)).isEqualTo(busy);
    }

    /// Seven jobs on three threads: the seventh is asked for when the six before it are done.
    @Test
    void theRemainderBeginsWhenTheOthersAreDone() {
        var asked = Collections.synchronizedList(new ArrayList<Integer>());
        var epochs = new ConcurrentHashMap<Integer, List<Integer>>();
        var before = new AtomicInteger();
        try (var workers = new Workers(3)) {
            TRAINER.fitAll(
                    7,
                    i -> {
                        asked.add(i);
                        before.set(
                                i == 6
                                        ? epochs.values().stream()
                                                .mapToInt(List::size)
                                                .sum()
                                        : 0);
                        return bootstrap(i);
                    },
                    workers,
                    i -> (epoch, maxEpochs, train, validation) -> {
                        epochs.computeIfAbsent(i, key -> new ArrayList<>()).add(epoch);
                    });
        }
        assertThat(asked).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(before).hasValue(18);
        assertThat(epochs).hasSize(7);
        assertThat(epochs.values()).allSatisfy(seen -> assertThat(seen).containsExactly(1, 2, 3));
    }

    /// A batch of 700 has six blocks, so one network would keep six of eight threads busy: four networks side
    /// by side are worth more. Passes only when four jobs are asked for while none is done.
    @Test
    @Timeout(60)
    void fewerJobsThanThreadsTrainSideBySideWhereOneCannotUseTheThreads() {
        var together = new CountDownLatch(4);
        try (var workers = new Workers(8)) {
            TRAINER.fitAll(
                    4,
                    i -> {
                        together.countDown();
                        await(together);
                        return bootstrap(i);
                    },
                    workers,
                    i -> EpochListener.silent());
        }
        assertThat(together.getCount()).isZero();
    }

    private static void await(CountDownLatch together) {
        try {
            assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theLowestFailureIsThrown(int threads) {
        try (var workers = new Workers(threads)) {
            assertThatThrownBy(() -> TRAINER.fitAll(
                            5, i -> i % 2 == 0 ? bootstrap(i) : without(i), workers, i -> EpochListener.silent()))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("none of the 1 validation rows has a weight");
        }
    }

    /// Job i has the nominal weights times Poisson counts; odd ones go on from a network.
    private static TrainingJob bootstrap(int i) {
        Seed seed = SEED.child("replica").child(i);
        Weights counts = Weights.tabulate(3000, row -> seed.poisson(row, 1));
        var entropy = (CrossEntropy) NOMINAL.objective();
        var objective = new CrossEntropy(
                entropy.positive().times(counts), entropy.negative().times(counts));
        var sample = new TrainingSample(NOMINAL.features(), objective, NOMINAL.train(), NOMINAL.validation());
        return new TrainingJob(sample, i % 2 == 0 ? Optional.empty() : Optional.of(start()), seed);
    }

    /// Job i fails, with a message that has i in it.
    private static TrainingJob without(int i) {
        Mask few = Mask.of(3000, row -> row < i);
        var entropy = (CrossEntropy) NOMINAL.objective();
        var objective = new CrossEntropy(
                entropy.positive().where(few.not()), entropy.negative().where(few.not()));
        return new TrainingJob(
                new TrainingSample(NOMINAL.features(), objective, few.not(), few), Optional.empty(), SEED);
    }

    private static Network start() {
        Architecture architecture = TRAINER.architecture();
        var parameters = Initialisation.of(architecture, 0, SEED);
        return Network.of(architecture, new float[] {0.1f, 0}, new float[] {1, 0.9f}, parameters);
    }
}
