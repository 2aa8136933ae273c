package unfurl.plot;

import java.util.List;
import unfurl.event.Expression;
import unfurl.measurement.Normalisation;
import unfurl.measurement.SlicedQuery;
import unfurl.report.GenLevel.Quantity;
import unfurl.report.Title;
import unfurl.report.figure.Axis;
import unfurl.report.figure.Figure;
import unfurl.report.figure.Label;
import unfurl.report.figure.Panel;

/// What all figures of a request have in common: the text above, the axes' titles.
///
/// @param request what is drawn
/// @param words   of its measurement
record Frame(PlotRequest request, Words words) {
    static Frame of(PlotRequest request) {
        return new Frame(request, new Words(request.head()));
    }

    /// The observable, in the markup of labels.
    String label() {
        return words.expression(request.query().observable());
    }

    /// The same behind the d of a derivative: what is computed in parentheses.
    private String variable(Expression expression) {
        String label = words.expression(expression);
        return expression.column().isPresent() ? label : "(" + label + ")";
    }

    String unit() {
        return Words.unit(request.query().axis().unit());
    }

    Title title() {
        return words.title();
    }

    /// The x axis.
    Axis x() {
        String title = "{" + label() + "}" + (unit().isEmpty() ? "" : " [" + unit() + "]");
        return request.options().logX() ? Axis.log(title) : Axis.linear(title);
    }

    /// The y axis of spectra; of slices per unit of their observable too.
    Axis y() {
        String title = request.slices().isPresent() && !request.query().normalised()
                ? perBoth(request.slices().orElseThrow())
                : quantity().perUnit(variable(request.query().observable()), unit(), ofSum());
        return request.options()
                .logY()
                .map(log -> log ? Axis.log(title) : Axis.linear(title))
                .orElse(Axis.auto(title));
    }

    private String perBoth(SlicedQuery slices) {
        String by = Words.unit(slices.slices().unit());
        if (ofSum().isEmpty()) {
            String units = (unit() + " " + by).strip();
            return "Events / " + (units.isEmpty() ? "unit" : "(" + units + ")");
        }
        return "d²{σ}/d{%s}d{%s} [%s]"
                .formatted(variable(request.query().observable()), variable(slices.by()), valueUnit());
    }

    /// The unit of a value that is drawn; empty when it is a pure number.
    String valueUnit() {
        String by = request.slices()
                .filter(slices -> !request.query().normalised())
                .map(slices -> Words.unit(slices.slices().unit()))
                .orElse("");
        String sum = request.query().normalised() ? "" : ofSum();
        String per = by.equals(unit()) && !by.isEmpty()
                ? "/" + by + "^{2}"
                : (unit().isEmpty() ? "" : "/" + unit()) + (by.isEmpty() ? "" : "/" + by);
        return sum.isEmpty() && !per.isEmpty() ? "1" + per : sum + per;
    }

    /// The unit of a cross section; empty of a number of events.
    private String ofSum() {
        return Words.unit(request.head().normalisation().unit());
    }

    private Quantity quantity() {
        if (request.query().normalised()) {
            return Quantity.SHAPE;
        }
        return switch (request.head().normalisation()) {
            case Normalisation.CrossSection cross -> Quantity.CROSS_SECTION;
            case Normalisation.EventYield events -> Quantity.EVENTS;
        };
    }

    /// A figure of this measurement.
    ///
    /// @param what it shows, in plain words, before the name of the observable
    Figure figure(String what, Axis x, List<Panel> panels, double height) {
        String description = "%s of %s of %s"
                .formatted(what, Label.parse(label()).plain(), request.head().name());
        var size = new Figure.Size(Figure.Size.COLUMN.width(), height, false);
        return new Figure(description, title().left(), title().right(), x, panels, size);
    }
}
