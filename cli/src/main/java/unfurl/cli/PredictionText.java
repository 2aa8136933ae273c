package unfurl.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import unfurl.InputException;
import unfurl.measurement.Prediction;

/// One value of `--prediction`: `FILE[,name=LABEL][,weight=COLUMN][,scale=FACTOR]`, or `prior`.
///
/// @param file   a table's, or the word for the prior
/// @param name   what it is called
/// @param weight the column of its weights, when it is given
/// @param scale  what takes them to the measurement's unit, when it is given
record PredictionText(String file, String name, Optional<String> weight, OptionalDouble scale) {
    private static final List<String> KEYS = List.of("name", "scale", "weight");
    private static final Pattern KEY = Pattern.compile(",(?=\\w+=)");
    private static final Pattern ENDING = Pattern.compile("\\.\\w+$");

    /// @param asker for messages
    /// @throws InputException when a key is unknown or stands twice, or a value cannot be used
    static PredictionText parse(String text, String asker) {
        String[] parts = KEY.split(text, -1);
        String file = parts[0].strip();
        Map<String, String> values = new TreeMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            String key = part.substring(0, part.indexOf('='));
            String value = part.substring(part.indexOf('=') + 1).strip();
            if (!KEYS.contains(key)) {
                throw InputException.notFound("key", key, "'" + text + "'", asker, KEYS);
            }
            if (value.isEmpty() || values.put(key, value) != null) {
                throw new InputException("'%s' has %s '%s'\n  asked by   %s"
                        .formatted(text, value.isEmpty() ? "nothing after" : "twice the key", key, asker));
            }
        }
        boolean isPrior = file.equals(Prediction.PRIOR);
        if (file.isEmpty() || (isPrior && (values.containsKey("weight") || values.containsKey("scale")))) {
            throw new InputException(
                    "'%s' %s\n  asked by   %s\n  allowed    FILE[,name=LABEL][,weight=COLUMN][,scale=FACTOR] or prior[,name=LABEL]"
                            .formatted(
                                    text,
                                    isPrior ? "has its weights and their unit from the measurement" : "has no file",
                                    asker));
        }
        return new PredictionText(
                file,
                values.getOrDefault("name", stem(file)),
                Optional.ofNullable(values.get("weight")),
                values.containsKey("scale") ? factor(values.get("scale"), asker) : OptionalDouble.empty());
    }

    boolean isPrior() {
        return file.equals(Prediction.PRIOR);
    }

    private static String stem(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return ENDING.matcher(last).replaceFirst("");
    }

    private static OptionalDouble factor(String text, String asker) {
        try {
            double factor = Double.parseDouble(text);
            if (!(factor > 0 && Double.isFinite(factor))) {
                throw new NumberFormatException("not above 0");
            }
            return OptionalDouble.of(factor);
        } catch (NumberFormatException wrong) {
            throw new InputException(
                    "the scale '%s' is none\n  asked by   %s\n  allowed    a number above 0".formatted(text, asker),
                    wrong);
        }
    }
}
