package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import unfurl.InputException;

/// Which columns of a study another detector's values may take the place of: those of observables and of
/// particles at reco. What is made of them follows.
///
/// @param study what is asked
record RecoColumns(Study study) {
    /// Something that may change.
    ///
    /// @param column its column at reco; empty where an expression makes it
    /// @param made   the expression
    /// @param follows whether it is an observable, made of others that may change
    private record Quantity(String name, Optional<String> column, String made, boolean follows) {}

    /// The columns of an effect's file, each by the nominal one that it stands for.
    ///
    /// @param pattern  with `{}` where the name goes
    /// @param chosen   the names of those that change; those that have such a column when empty
    /// @param has      what the file has
    /// @param describe the file, for messages
    /// @param key      of the effect
    /// @throws InputException when there is none, or one of them is made by an expression
    Map<String, String> varied(String pattern, List<String> chosen, Set<String> has, String describe, String key) {
        var out = new LinkedHashMap<String, String>();
        List<Quantity> quantities = quantities();
        for (Quantity one : quantities) {
            String column = pattern.replace("{}", one.name);
            boolean asked = chosen.contains(one.name);
            if (asked || (chosen.isEmpty() && has.contains(column) && !one.follows)) {
                out.put(one.column.orElseThrow(() -> noColumn(one, column, key)), column);
            }
        }
        if (out.isEmpty()) {
            String example = quantities.stream()
                    .filter(one -> one.column.isPresent())
                    .map(Quantity::name)
                    .findFirst()
                    .orElseGet(() -> study.names().getFirst());
            throw InputException.notFound(
                    "column", pattern.replace("{}", example), describe, "study: " + key + ".reco", has);
        }
        return out;
    }

    private static InputException noColumn(Quantity quantity, String column, String key) {
        return new InputException(
                "'%s' cannot take the place of '%s', which is no column at reco but made of some: %s\n  asked by   study: %s.reco\n  allowed    other columns for what it is made of; `observables` says which change"
                        .formatted(column, quantity.name, quantity.made, key));
    }

    private List<Quantity> quantities() {
        var out = new ArrayList<Quantity>();
        for (Study.Observable one : study.observables(false)) {
            out.add(one.from()
                    .map(made -> new Quantity(one.name(), Optional.empty(), made.text(), true))
                    .orElseGet(() -> new Quantity(one.name(), Optional.of(one.recoColumn()), "", false)));
        }
        study.particles().ifPresent(block -> {
            block.features()
                    .forEach(f -> out.add(
                            new Quantity(f.name(), f.reco().column(), f.reco().text(), false)));
            block.padding()
                    .called()
                    .ifPresent(name -> block.padding()
                            .column(false)
                            .ifPresent(e -> out.add(new Quantity(name, e.column(), e.text(), false))));
        });
        return out;
    }
}
