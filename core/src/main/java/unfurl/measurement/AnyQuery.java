package unfurl.measurement;

import java.util.Optional;
import java.util.Set;

/// What is drawn in one figure: a histogram, or one in slices of another observable.
public sealed interface AnyQuery permits Query, SlicedQuery {
    /// The histogram, or that of each slice.
    Query each();

    /// The slices, when there are any.
    Optional<SlicedQuery> sliced();

    /// The same, with every integral 1.
    AnyQuery asNormalised();

    /// The columns that it needs.
    Set<String> columns();
}
