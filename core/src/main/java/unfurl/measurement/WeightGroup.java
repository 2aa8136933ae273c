package unfurl.measurement;

import java.util.List;
import java.util.Objects;
import unfurl.InputException;

/// Weight columns that belong together, and how they are used.
///
/// @param name        what it is called in a breakdown of uncertainties: `bootstrap_data`
/// @param columns     columns of the events; none for a recipe that needs none
/// @param recipe      how they become an uncertainty
/// @param description one sentence for a stranger
public record WeightGroup(String name, List<String> columns, Recipe recipe, String description) {
    /// @throws InputException when the recipe cannot use that many columns or has others, or the name is blank
    public WeightGroup {
        columns = List.copyOf(columns);
        Objects.requireNonNull(description);
        if (name.isBlank()) {
            throw new InputException("a group of weights needs a name");
        }
        if (columns.size() < recipe.fewestColumns() || columns.size() > recipe.mostColumns()) {
            String most = recipe.mostColumns() == Integer.MAX_VALUE ? "or more" : "to " + recipe.mostColumns();
            throw new InputException("the weights '%s' have %d columns; their recipe %s uses %d %s"
                    .formatted(name, columns.size(), recipe.getClass().getSimpleName(), recipe.fewestColumns(), most));
        }
        if (recipe instanceof Recipe.UpDown && columns.size() % 2 != 0) {
            throw new InputException("the weights '%s' have %d columns; their recipe UpDown uses pairs, up and down"
                    .formatted(name, columns.size()));
        }
        if (recipe instanceof Recipe.Nuisances nuisances && !nuisances.columns().equals(columns)) {
            throw new InputException("the weights '%s' have the columns %s; the effects of their recipe have %s"
                    .formatted(name, columns, nuisances.columns()));
        }
    }
}
