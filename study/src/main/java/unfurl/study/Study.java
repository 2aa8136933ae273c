package unfurl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import unfurl.InputException;
import unfurl.event.Encoding;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Luminosity;

/// What a study file states, checked, with every default filled in.
///
/// @param name        what the study is called; names its run folder and measurement
/// @param title       for people: above the figures and in the measurement
/// @param folder      where the files lie
/// @param data        what was measured
/// @param simulation  gen and reco of simulated events
/// @param background  what is subtracted from the data
/// @param truth       the answer, for pseudo-data whose answer is known
/// @param observables what is unfolded, in order
/// @param recoOnly    what is measured at reco and not unfolded, in order: columns that no file has at gen
/// @param particles   the particles that the estimators see, where they see any
/// @param transforms  how observables are shown to a network, where not as they are
/// @param categories  events in which some observables have no value
/// @param method      how it is unfolded
/// @param nuisances   the detector's unknown parameters, which are fitted with the spectrum
/// @param response    what those of them are learned from that nothing else says
/// @param phaseSpace  which gen events are published; all that pass the gen selection when empty
/// @param luminosity  of the data; with it the result is a cross section, without it a yield
/// @param uncertainty which replicas are unfolded beside the nominal result
/// @param missing     what becomes of events with a value that is not finite
/// @param seed        of every random number
public record Study(
        String name,
        Title title,
        Path folder,
        Data data,
        Simulation simulation,
        List<Background> background,
        Optional<Truth> truth,
        List<Observable> observables,
        List<Observable> recoOnly,
        Optional<ParticleBlock> particles,
        Map<String, Encoding.Transform> transforms,
        List<Category> categories,
        Method method,
        List<NuisanceBlock> nuisances,
        Optional<ResponseBlock> response,
        Optional<Expression> phaseSpace,
        Optional<Luminosity> luminosity,
        UncertaintyBlock uncertainty,
        Missing missing,
        long seed) {
    /// Copies the collections.
    public Study {
        background = List.copyOf(background);
        observables = List.copyOf(observables);
        recoOnly = List.copyOf(recoOnly);
        transforms = Map.copyOf(transforms);
        categories = List.copyOf(categories);
        nuisances = List.copyOf(nuisances);
    }

    /// What stands above the figures.
    ///
    /// @param about a sentence on what is measured
    /// @param left  on the left above each figure
    /// @param right on the right above each figure
    public record Title(String about, String left, String right) {}

    /// What was measured.
    ///
    /// @param file     its table
    /// @param weight   of an event; 1 when empty
    /// @param passReco which events are selected; all when empty
    public record Data(String file, Optional<Expression> weight, Optional<Expression> passReco) {}

    /// Simulated events.
    ///
    /// @param file       their table
    /// @param genWeight  w; 1 when empty
    /// @param recoWeight v; w when empty
    /// @param passGen    the fiducial gen selection
    /// @param passReco   the reco selection
    /// @param scale      takes the weights to the luminosity of the data
    public record Simulation(
            String file,
            Optional<Expression> genWeight,
            Optional<Expression> recoWeight,
            Expression passGen,
            Expression passReco,
            double scale) {}

    /// A background.
    ///
    /// @param name     what it is called
    /// @param file     its table
    /// @param weight   its yield in the data; 1 when empty
    /// @param passReco which events are selected; all when empty
    /// @param scale    takes the weights to the luminosity of the data
    public record Background(
            String name, String file, Optional<Expression> weight, Optional<Expression> passReco, double scale) {}

    /// The answer.
    ///
    /// @param file    its table, with the gen columns
    /// @param weight  of an event; 1 when empty
    /// @param passGen the fiducial gen selection; all when empty
    /// @param scale   takes the weights to the luminosity of the data
    /// @param sameEvents whether its events are those of the data, and not others of the same distribution
    public record Truth(
            String file, Optional<Expression> weight, Optional<Expression> passGen, double scale, boolean sameEvents) {}

    /// A quantity of an event.
    ///
    /// @param name  what it is called in expressions and in the measurement
    /// @param gen   its column at gen, with `{}` where the name goes
    /// @param reco  its column at reco, with `{}` where the name goes
    /// @param label for figures, in their markup
    /// @param unit  its unit, in their markup; empty for a pure number
    /// @param edges the bins of the figures, published with the result; chosen from the events when empty
    /// @param from  what it is made of at either level: observables that are columns, and particles; a
    ///              column when empty
    public record Observable(
            String name,
            String gen,
            String reco,
            String label,
            String unit,
            List<Double> edges,
            Optional<Expression> from) {
        /// Copies the list.
        public Observable {
            edges = List.copyOf(edges);
        }

        /// The bins that the study gives.
        Optional<Axis> axis() {
            return edges.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Axis.of(
                            name, unit, edges.stream().mapToDouble(d -> d).toArray()));
        }

        /// Its column at gen.
        public String genColumn() {
            return gen.replace("{}", name);
        }

        /// Its column at reco.
        public String recoColumn() {
            return reco.replace("{}", name);
        }
    }

    /// Events in which some observables have no value.
    ///
    /// @param name    what it is called
    /// @param when    its condition, on the observables' names
    /// @param without the observables without a value
    public record Category(String name, Expression when, Set<String> without) {}

    /// What becomes of events with a value that is not finite.
    public enum Missing {
        /// They are refused.
        REFUSE,
        /// They are dropped, and counted in the report.
        DROP
    }

    /// The same study with another simulation, and nothing varied.
    Study with(Simulation other) {
        return new Study(
                name,
                title,
                folder,
                data,
                other,
                background,
                truth,
                observables,
                recoOnly,
                particles,
                transforms,
                categories,
                method,
                List.of(),
                Optional.empty(),
                phaseSpace,
                luminosity,
                UncertaintyFile.none(),
                missing,
                seed);
    }

    /// The names of the nuisance parameters, in order.
    List<String> nuisanceNames() {
        return nuisances.stream().map(NuisanceBlock::name).toList();
    }

    /// The observables' names, in order.
    public List<String> names() {
        return names(observables);
    }

    private static List<String> names(List<Observable> observables) {
        return observables.stream().map(Observable::name).toList();
    }

    /// What an event has at a level: the observables and, at reco, those that are measured there alone.
    List<Observable> observables(boolean isGen) {
        return isGen
                ? observables
                : Stream.concat(observables.stream(), recoOnly.stream()).toList();
    }

    /// The names of what an event has at a level.
    List<String> names(boolean isGen) {
        return names(observables(isGen));
    }

    /// The observable of that name.
    ///
    /// @param asker who asks, such as `--observables`
    /// @throws InputException when there is none
    Observable observable(String name, String asker) {
        return observables.stream()
                .filter(observable -> observable.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.notFound(
                        "observable", name, "the study '%s'".formatted(this.name), asker, names()));
    }

    /// The observables that the estimators see as features: all, or with particles those that stand beside
    /// them; at reco those that are measured there alone, too.
    List<String> seen(boolean isGen) {
        var seen = new ArrayList<>(particles.map(ParticleBlock::with).orElseGet(this::names));
        if (!isGen) {
            seen.addAll(names(recoOnly));
        }
        return seen;
    }

    /// The path of one of the study's files.
    public Path path(String file) {
        return folder.resolve(file);
    }
}
