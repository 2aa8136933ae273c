package unfurl.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import unfurl.InputException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;

/// Reads the simulated events, with what each effect of the study changes of them.
final class SimulationReader {
    private final Study study;
    private final String role;
    private final String key;
    private final Study.Simulation of;
    private final InputReader reader;
    private final List<EffectReader> effects;
    private final EventLevel genLevel;
    private final EventLevel recoLevel;
    private final Map<String, Beside> besides;

    /// What else is wanted of each event.
    ///
    /// @param value  a formula of its columns
    /// @param asker  the key that asks for it
    record Beside(Expression value, String asker) {}

    /// The nominal simulation of a study.
    static SimulationReader nominal(Study study, InputReader reader) {
        return new SimulationReader(study, reader, "simulation", "simulation", ofFormulas(study));
    }

    /// @param key     where the simulation stands in the study
    /// @param besides what else is wanted, by name
    SimulationReader(Study study, InputReader reader, String role, String key, Map<String, Beside> besides) {
        this.study = study;
        this.besides = besides;
        this.role = role;
        this.key = key;
        this.of = study.simulation();
        this.reader = reader;
        this.effects = EffectReader.all(study);
        this.genLevel = new EventLevel(study, true);
        this.recoLevel = new EventLevel(study, false);
    }

    /// What was read.
    ///
    /// @param varied  what each effect changes, in the order of [EffectReader#all]
    /// @param besides (n) what else was wanted, by name
    record Read(Inputs.Simulated events, List<Inputs.Varied> varied, Map<String, Column> besides) {}

    /// An effect's columns, and what they say of the detector where that is another.
    private record Opened(
            EffectReader effect, EffectReader.Columns columns, Mask passReco, Optional<EventLevel.Events> reco) {}

    Read read() {
        return read(tables());
    }

    /// @param tables the simulation's file and those of its effects
    private Read read(Map<String, Table> tables) {
        Table all = tables.get(of.file());
        Mask passGen = InputReader.flags(all, of.passGen(), key + ".passGen");
        Mask passReco = InputReader.flags(all, of.passReco(), key + ".passReco");
        EventLevel.Events gen = genLevel.read(all, passGen);
        EventLevel.Events reco = recoLevel.read(all, passReco);
        List<Opened> opened = effects.stream()
                .map(effect -> open(effect, effect.columns(all, tables.get(effect.file())), passReco))
                .toList();
        Mask any = passGen.or(passReco);
        Mask finite = gen.finite().and(reco.finite());
        for (Opened one : opened) {
            any = any.or(one.passReco);
            finite = one.reco.map(EventLevel.Events::finite).map(finite::and).orElse(finite);
        }
        Mask usable = reader.usable(role, all, any, finite);
        var events = new Inputs.Simulated(
                gen.select(InputReader.selected(all), usable),
                reco.select(InputReader.selected(all), usable),
                InputReader.chosen(passGen, usable),
                InputReader.chosen(passReco, usable),
                InputReader.weights(all, usable, passGen, of.genWeight(), of.scale(), key + ".genWeight"),
                recoWeight(all, usable, passReco),
                InputReader.rows(usable));
        Map<String, Inputs.Simulated> others = others();
        return new Read(
                events,
                opened.stream()
                        .map(one -> varied(one, all, usable, passGen, others))
                        .toList(),
                besides.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                one -> beside(one.getValue(), all).select(usable))));
    }

    private static Column beside(Beside beside, Table all) {
        return InputReader.asked(
                beside.asker,
                () -> beside.value
                        .column()
                        .map(name -> all.column(name, "study: " + beside.asker))
                        .orElseGet(() -> beside.value.evaluate(all)));
    }

    /// The columns of formulas of nuisance parameters, each with the key that asks for it.
    private static Map<String, Beside> ofFormulas(Study study) {
        var wanted = new LinkedHashMap<String, Beside>();
        List<String> parameters = study.nuisanceNames();
        for (NuisanceBlock nuisance : study.nuisances()) {
            if (nuisance.source() instanceof NuisanceBlock.Source.Formula(Expression logRatio, boolean ignored)) {
                String asker = "nuisances.%s.logRatio".formatted(nuisance.name());
                logRatio.columns().stream()
                        .filter(column -> !parameters.contains(column))
                        .forEach(column -> wanted.putIfAbsent(column, new Beside(Expression.ofColumn(column), asker)));
            }
        }
        return wanted;
    }

    /// Other simulated events, by the name of the effect that asks for them. Each file is read once.
    private Map<String, Inputs.Simulated> others() {
        List<SimulationReader> readers = effects.stream()
                .flatMap(effect -> effect.effect().other().stream()
                        .map(other -> new SimulationReader(
                                study.with(other.sample()),
                                reader,
                                effect.name(),
                                effect.key() + ".simulation",
                                Map.of())))
                .toList();
        var out = new HashMap<String, Inputs.Simulated>();
        readers.stream().map(one -> one.of.file()).distinct().forEach(file -> {
            List<SimulationReader> ofFile =
                    readers.stream().filter(one -> one.of.file().equals(file)).toList();
            out.putAll(ofOneFile(ofFile));
        });
        return out;
    }

    private static Map<String, Inputs.Simulated> ofOneFile(List<SimulationReader> readers) {
        var wanted = new LinkedHashMap<String, String>();
        readers.forEach(one -> one.wanted().forEach(wanted::putIfAbsent));
        SimulationReader first = readers.getFirst();
        String file = first.of.file();
        Map<String, Table> table = Map.of(file, first.reader.table(first.role, first.key, file, wanted));
        var known = new HashMap<Study.Simulation, Inputs.Simulated>();
        var out = new HashMap<String, Inputs.Simulated>();
        for (SimulationReader one : readers) {
            Inputs.Simulated events =
                    known.computeIfAbsent(one.of, of -> one.read(table).events());
            out.put(one.role, events);
        }
        return out;
    }

    /// The columns of the simulation's file that are needed whatever varies, each with the key that asks for
    /// it.
    private Map<String, String> wanted() {
        var wanted = new LinkedHashMap<String, String>();
        genLevel.want(wanted);
        recoLevel.want(wanted);
        InputReader.want(wanted, Optional.of(of.passGen()), key + ".passGen");
        InputReader.want(wanted, Optional.of(of.passReco()), key + ".passReco");
        InputReader.want(wanted, of.genWeight(), key + ".genWeight");
        InputReader.want(wanted, of.recoWeight(), key + ".recoWeight");
        besides.values().forEach(beside -> InputReader.want(wanted, Optional.of(beside.value), beside.asker));
        return wanted;
    }

    /// The files of the simulation and of its effects, each with all columns that somebody asks for.
    private Map<String, Table> tables() {
        Map<String, String> wanted = wanted();
        var asked = new LinkedHashMap<String, Map<String, String>>();
        asked.put(of.file(), wanted);
        var askers = new HashMap<String, String>();
        var names = new HashMap<String, Set<String>>();
        for (EffectReader effect : effects) {
            Set<String> has = names.computeIfAbsent(
                    effect.file(), file -> new LinkedHashSet<>(reader.names(file, effect.key() + ".file")));
            askers.putIfAbsent(effect.file(), effect.key());
            effect.want(has, asked.computeIfAbsent(effect.file(), file -> new LinkedHashMap<>()));
            effect.wantOfSimulation(has, wanted);
        }
        requireNoColumns();
        var tables = new HashMap<String, Table>();
        tables.put(of.file(), reader.table(role, key, of.file(), wanted));
        asked.forEach((file, columns) -> {
            if (file.equals(of.file())) {
                return;
            }
            if (columns.isEmpty()) {
                throw new InputException("no column of %s is asked for\n  asked by   study: %s.file"
                        .formatted(study.path(file), askers.get(file)));
            }
            String asker = askers.get(file);
            String who = asker.startsWith(EffectReader.KEY) ? "systematics" : "nuisances";
            tables.put(file, reader.table(who, asker, file, columns));
        });
        return tables;
    }

    /// In a formula a name is of a parameter or of a column.
    private void requireNoColumns() {
        List<String> columns = study.nuisances().isEmpty() ? List.of() : reader.names(of.file(), key + ".file");
        study.nuisances().stream()
                .filter(nuisance -> nuisance.source() instanceof NuisanceBlock.Source.Formula)
                .map(NuisanceBlock::name)
                .filter(columns::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "%s has a column '%s', and so has a formula a parameter\n  asked by   study: nuisances.%s\n  allowed    another name of the parameter"
                                    .formatted(study.path(of.file()), name, name));
                });
    }

    private Opened open(EffectReader effect, EffectReader.Columns columns, Mask nominal) {
        if (!effect.effect().isResimulated()) {
            return new Opened(effect, columns, nominal, Optional.empty());
        }
        Mask passReco = effect.effect()
                .passReco()
                .map(pass -> InputReader.flags(columns.merged(), pass, effect.asker("passReco")))
                .orElse(nominal);
        return new Opened(effect, columns, passReco, Optional.of(recoLevel.read(columns.replaced(), passReco)));
    }

    private Weights recoWeight(Table all, Mask usable, Mask passReco) {
        Optional<Expression> weight = of.recoWeight().or(of::genWeight);
        String asker = key + (of.recoWeight().isPresent() ? ".recoWeight" : ".genWeight");
        return InputReader.weights(all, usable, passReco, weight, of.scale(), asker);
    }

    private Inputs.Varied varied(
            Opened opened, Table all, Mask usable, Mask passGen, Map<String, Inputs.Simulated> others) {
        Table merged = opened.columns.merged();
        var weights = new EffectWeights(of, opened.effect, all, merged, usable, passGen, opened.passReco);
        Optional<Weights> gen = weights.gen();
        return new Inputs.Varied(
                opened.effect,
                opened.reco.map(events -> new Inputs.Resimulated(
                        events.select(InputReader.selected(merged), usable),
                        InputReader.chosen(opened.passReco, usable),
                        recoWeight(all, usable, opened.passReco))),
                gen,
                weights.reco(gen),
                Optional.ofNullable(others.get(opened.effect.name())));
    }
}
