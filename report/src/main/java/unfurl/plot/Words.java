package unfurl.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.hist.Axis;
import unfurl.measurement.Head;
import unfurl.measurement.Luminosity;
import unfurl.measurement.Observable;
import unfurl.report.Digits;
import unfurl.report.Title;
import unfurl.report.figure.Label;

/// What stands on a figure of a measurement, in the markup of labels.
///
/// @param head of the measurement
record Words(Head head) {
    /// Names and the signs that have a nicer one.
    private static final Pattern PIECE = Pattern.compile("`[^`]*`|[\\p{L}_][\\p{L}\\p{N}_]*|>=|<=|&&|\\|\\||\\*|-");

    private static final Map<String, String> SIGNS =
            Map.of(">=", "≥", "<=", "≤", "&&", "and", "||", "or", "*", "·", "-", "−");
    private static final Pattern SIZE = Pattern.compile("\\babs\\(([^()]*)\\)");
    private static final int LONGEST_LINE = 64;

    /// What stands above figures: the measurement's name and its luminosity.
    Title title() {
        return new Title(
                head.name(),
                "",
                "**" + Label.quote(head.name()) + "**",
                head.luminosity().map(Words::luminosity).orElse(""));
    }

    private static String luminosity(Luminosity luminosity) {
        return "%s %s".formatted(Digits.edge(luminosity.value()), unit(luminosity.unit()));
    }

    /// A unit; `1/fb` with an exponent.
    static String unit(String unit) {
        return unit.startsWith("1/") && unit.indexOf('/', 2) < 0
                ? Label.quote(unit.substring(2)) + "^{-1}"
                : markup(unit);
    }

    /// An expression with the labels of its observables.
    String expression(Expression expression) {
        Map<String, String> labels = head.observables().stream()
                .collect(Collectors.toMap(Observable::column, observable -> markup(observable.label())));
        Matcher pieces = PIECE.matcher(expression.text());
        var out = new StringBuilder();
        int end = 0;
        while (pieces.find()) {
            out.append(Label.quote(expression.text().substring(end, pieces.start())));
            String piece = pieces.group();
            String name = piece.replace("`", "");
            boolean isCall = expression.text().startsWith("(", pieces.end());
            String label = isCall ? null : labels.get(name);
            out.append(label != null ? "{" + label + "}" : SIGNS.getOrDefault(piece, Label.quote(piece)));
            end = pieces.end();
        }
        String all = out.append(Label.quote(expression.text().substring(end))).toString();
        return SIZE.matcher(all).replaceAll("|$1|");
    }

    /// Text that may be markup or TeX between dollar signs; as it stands where it is neither.
    private static String markup(String text) {
        String bare = text.replace("$", "");
        try {
            Label.parse(bare);
            return bare;
        } catch (InputException noMarkup) {
            return Label.quote(bare);
        }
    }

    /// A condition in lines of a legible length, broken between its parts.
    List<String> lines(String before, Expression condition) {
        var lines = new ArrayList<String>();
        String line = before;
        for (String part : expression(condition).split("(?<= and )", -1)) {
            if (!line.equals(before) && Label.parse(line + part).plain().length() > LONGEST_LINE) {
                lines.add(line.strip());
                line = "";
            }
            line += part;
        }
        lines.add(line.strip());
        return lines;
    }

    /// The phase space and the cut, if there are any.
    List<String> notes(Optional<Expression> where) {
        var notes = new ArrayList<String>();
        head.phaseSpace().ifPresent(condition -> notes.addAll(lines("Phase space: ", condition)));
        where.ifPresent(condition -> notes.addAll(lines("Cut: ", condition)));
        return notes;
    }

    /// The bins of an axis in words: `200 < x < 300 GeV`.
    List<String> ranges(Expression of, Axis axis) {
        String label = "{" + expression(of) + "}";
        String unit = axis.unit().isEmpty() ? "" : " " + unit(axis.unit());
        return IntStream.range(0, axis.bins())
                .mapToObj(i -> "%s < %s < %s%s"
                        .formatted(Digits.edge(axis.edge(i)), label, Digits.edge(axis.edge(i + 1)), unit))
                .toList();
    }
}
