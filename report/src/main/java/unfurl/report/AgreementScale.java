package unfurl.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// A logarithmic scale on which the agreements of a table are dots.
record AgreementScale(double low, double high) {
    private static final double SMALLEST = 1e-4;

    /// A scale that holds all of them, from one power of ten to another.
    static AgreementScale of(List<Agreement> agreements) {
        double[] numbers = agreements.stream()
                .flatMapToDouble(
                        a -> DoubleStream.of(a.before(), a.after(), a.floor().orElse(Double.NaN)))
                .filter(number -> Double.isFinite(number) && number > SMALLEST)
                .toArray();
        double least = DoubleStream.of(numbers).min().orElse(0.1);
        double most = DoubleStream.of(numbers).max().orElse(10);
        double low = Math.floor(Math.log10(least));
        return new AgreementScale(low, Math.max(Math.ceil(Math.log10(most)), low + 1));
    }

    /// The heading: the numbers at both ends.
    String ends() {
        return "<span class=\"ends\"><span>%s</span><span>%s</span></span>"
                .formatted(Digits.significant(Math.pow(10, low), 1), Digits.significant(Math.pow(10, high), 1));
    }

    /// A line with the dots of one agreement.
    String track(Agreement agreement) {
        var out = new StringBuilder("<span class=\"track\">");
        double from = Math.min(percent(agreement.before()), percent(agreement.after()));
        double to = Math.max(percent(agreement.before()), percent(agreement.after()));
        if (Double.isFinite(from) && Double.isFinite(to)) {
            out.append("<i style=\"left:%s;width:%s\"></i>".formatted(css(from), css(to - from)));
        }
        agreement.floor().ifPresent(floor -> mark(out, "floor", floor));
        mark(out, "before", agreement.before());
        mark(out, "after", agreement.after());
        return out.append("</span>").toString();
    }

    private void mark(StringBuilder out, String kind, double value) {
        if (Double.isFinite(value)) {
            out.append("<b class=\"%s\" style=\"left:%s\"></b>".formatted(kind, css(percent(value))));
        }
    }

    private double percent(double value) {
        double place = (Math.log10(Math.max(value, SMALLEST)) - low) / (high - low);
        return Double.isNaN(value) ? value : 100 * Math.clamp(place, 0, 1);
    }

    private static String css(double percent) {
        return String.format(Locale.ROOT, "%.1f%%", percent);
    }
}
