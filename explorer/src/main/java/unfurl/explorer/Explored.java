package unfurl.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import unfurl.InputException;
import unfurl.NumericalException;
import unfurl.event.Column;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;
import unfurl.explorer.ViewRequest.Binning;
import unfurl.hist.Binned;
import unfurl.hist.Spectrum;
import unfurl.math.Workers;
import unfurl.measurement.Breakdown;
import unfurl.measurement.Compatibility;
import unfurl.measurement.Measurement;
import unfurl.measurement.Prediction;
import unfurl.measurement.Query;
import unfurl.measurement.Recipe;
import unfurl.measurement.Testing;

/// A measurement with the predictions that it is looked at beside.
///
/// One thread at a time uses it, with the workers that it is given.
public final class Explored {
    /// Selections whose sums are remembered: a page asks for the same one until a cut changes.
    private static final int SELECTIONS = 32;
    /// Views whose uncertainties are remembered, while sources are switched on and off, tabs changed, files saved.
    private static final int VIEWS = 16;
    /// A view of more bins is not: the covariances of 40 sources take 3 MB at 100 bins.
    private static final int MOST_REMEMBERED_BINS = 100;

    private final Measurement measurement;
    private final List<Prediction> predictions;
    private final Table columns;
    private final Weights nominal;
    private final Remembered<String, Breakdown> selections = new Remembered<>(SELECTIONS);
    private final Remembered<Asked, Breakdown> views = new Remembered<>(VIEWS);

    /// @param predictions with different names
    /// @throws InputException when two predictions have one name
    public Explored(Measurement measurement, List<Prediction> predictions) {
        this.measurement = measurement;
        this.predictions = List.copyOf(predictions);
        this.columns = RequestReader.columns(measurement);
        this.nominal = measurement.nominal();
        long names = predictions.stream().map(Prediction::name).distinct().count();
        if (names < predictions.size()) {
            throw new InputException("two predictions have one name among %s"
                    .formatted(predictions.stream().map(Prediction::name).toList()));
        }
    }

    Measurement measurement() {
        return measurement;
    }

    List<Prediction> predictions() {
        return predictions;
    }

    Weights nominal() {
        return nominal;
    }

    /// The columns that an expression may name, without events.
    Table columns() {
        return columns;
    }

    /// The numbers of a view.
    ///
    /// @throws InputException         when a source or prediction is not there, or an observable is undefined
    /// @throws NumericalException     when nothing is there to normalise to
    View view(ViewRequest request, Workers workers) {
        Breakdown breakdown = breakdown(request, workers);
        List<String> chosen = breakdown.chosen(request.sources());
        if (chosen.isEmpty()) {
            throw new InputException("a total needs at least one source of uncertainty");
        }
        Breakdown selection = selection(request.where(), workers);
        var remarks = remarks(request, breakdown);
        var shape = new Remembered<String, Breakdown>(1);
        Supplier<Breakdown> shapes = () -> shape.get("", () -> breakdown(request.asNormalised(), workers));
        var compared = new ArrayList<View.Compared>();
        for (String name : request.predictions()) {
            workers.requireWanted();
            Prediction prediction = prediction(name);
            try {
                compared.add(compared(prediction, request, breakdown, chosen, shapes));
            } catch (InputException unknown) {
                remarks.add("the prediction '%s' is not shown: %s"
                        .formatted(
                                name, unknown.getMessage().lines().findFirst().orElse("")));
            }
        }
        return new View(request, breakdown, chosen, selection, compared, remarks);
    }

    /// What the numbers of all sources depend on.
    private record Asked(Binning x, Optional<Binning> y, Optional<Expression> where, boolean normalised) {}

    private Breakdown breakdown(ViewRequest request, Workers workers) {
        Supplier<Breakdown> made = () -> measurement.breakdown(request.query(), workers);
        return request.cells() > MOST_REMEMBERED_BINS
                ? made.get()
                : views.get(new Asked(request.x(), request.y(), request.where(), request.normalised()), made);
    }

    private Breakdown selection(Optional<Expression> where, Workers workers) {
        return selections.get(where.map(Expression::text).orElse(""), () -> {
            Query total = where.map(Query.ofTotal()::where).orElseGet(Query::ofTotal);
            return measurement.breakdown(List.of(total), workers);
        });
    }

    private Prediction prediction(String name) {
        return predictions.stream()
                .filter(prediction -> prediction.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.notFound(
                        "prediction",
                        name,
                        "this page",
                        "",
                        predictions.stream().map(Prediction::name).toList()));
    }

    /// The prediction's numbers, and its test; of one that was scaled the test is of shapes.
    ///
    /// @param shapes the normalised result
    private View.Compared compared(
            Prediction prediction,
            ViewRequest request,
            Breakdown breakdown,
            List<String> chosen,
            Supplier<Breakdown> shapes) {
        List<Spectrum> shown =
                prediction.spectra(request.query(), measurement.head().normalisation());
        if (shown.stream().allMatch(spectrum -> spectrum.histogram().inside() == 0)) {
            throw new InputException("it has no event in the bins");
        }
        Testing testing = Testing.standard().with(request.inverse()).with(chosen);
        try {
            Compatibility test = prediction.test(breakdown, shapes, shown, testing);
            String remark = test.chiSquare().withoutPValue().orElse("");
            return new View.Compared(prediction, shown, Optional.of(test), remark);
        } catch (InputException | NumericalException untested) {
            return new View.Compared(prediction, shown, Optional.empty(), untested.getMessage());
        }
    }

    private List<String> remarks(ViewRequest request, Breakdown breakdown) {
        var remarks = new ArrayList<String>();
        measurement
                .withoutValue(request.query().each())
                .forEach((condition, sum) -> remarks.add(
                        "%.3g %% of the weight in the selection meets '%s': the observable has no value there, and what is counted is padding"
                                .formatted(100 * sum / nominal.sum(), condition)));
        List<String> toys = breakdown.uncertainties().stream()
                .map(uncertainty -> uncertainty.source())
                .filter(name -> breakdown.group(name).recipe() instanceof Recipe.Toys)
                .filter(name -> request.sources().isEmpty())
                .toList();
        if (!toys.isEmpty()) {
            remarks.add("the toys %s hold what other sources hold already, and are not in the total"
                    .formatted(String.join(", ", toys)));
        }
        return remarks;
    }

    /// The nominal histogram alone: Σw of each bin divided by its width.
    double[] brush(Binning binning, Optional<Expression> where, Workers workers) {
        Table events = measurement.events();
        Mask counted =
                where.map(condition -> condition.select(events, workers)).orElseGet(() -> Mask.all(events.rows()));
        Column values = binning.expression().evaluate(events, workers);
        return Spectrum.values(
                binning.axis(),
                Binned.of(binning.axis(), values, counted, workers)
                        .histogram(nominal)
                        .binSums(),
                false);
    }
}
