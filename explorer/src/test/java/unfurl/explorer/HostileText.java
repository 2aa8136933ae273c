package unfurl.explorer;

import java.util.List;
import java.util.Random;

/// Random and hostile expressions and requests, some of them right.
final class HostileText {
    private static final List<String> WORDS = List.of(
            "pT",
            "y",
            "phi",
            "n",
            "weights_nominal",
            "weight_mc",
            "pi",
            "`a b`",
            "0",
            "1",
            "2.5",
            "1e308",
            "1e-320",
            ".5",
            "9999999999999999999",
            "+",
            "-",
            "*",
            "/",
            "^",
            "(",
            ")",
            ",",
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "&&",
            "||",
            "!",
            "abs",
            "sqrt",
            "log",
            "exp",
            "atan2",
            "min",
            "deltaR",
            "deltaPhi",
            "hypot",
            "sum",
            "count",
            "floor",
            "pow",
            " ",
            "\t",
            "\n",
            "`",
            "'",
            "\"",
            "\\",
            ";",
            "${",
            "#",
            "../../etc/passwd",
            "java.lang.Runtime",
            "__import__('os')",
            "file:///etc/passwd",
            "SELECT",
            "\u0000",
            "\uD800",
            "é",
            "𝜏",
            "NaN",
            "Infinity");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "0",
            "-1",
            "1e999",
            "1e308",
            "\"pT\"",
            "[1, 2]",
            "[0, 1e-300]",
            "[null]",
            "[[1]]",
            "\"pseudo-inverse\"",
            "\"hartlap\"",
            "\"nEff\"",
            "\"log\"",
            "[\"prior\"]",
            "[\"toys\", \"hessian\"]",
            "9223372036854775808",
            "\"../../etc/passwd\"",
            "\"\\u0000\"",
            "\"%s%n\"",
            "[\"y < 1\"]",
            "\"svg\"",
            "\"python\"");

    private static final List<String> KEYS = List.of(
            "client",
            "slot",
            "x",
            "y",
            "expression",
            "edges",
            "where",
            "normalised",
            "sources",
            "predictions",
            "inverse",
            "covariance",
            "method",
            "count",
            "from",
            "to",
            "condition",
            "format",
            "what",
            "logX",
            "logY",
            "file",
            "class");

    private static final List<String> OF_A_VIEW =
            List.of("client", "slot", "y", "where", "normalised", "sources", "predictions", "inverse", "covariance");

    private HostileText() {}

    static String expression(Random random) {
        var text = new StringBuilder();
        int words = random.nextInt(100) == 0 ? 3000 : random.nextInt(12);
        for (int i = 0; i <= words; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return switch (random.nextInt(40)) {
            case 0 -> "(".repeat(random.nextInt(20_000)) + text;
            case 1 -> "-".repeat(random.nextInt(20_000)) + text;
            case 2 -> "pT" + "^2".repeat(random.nextInt(3000));
            case 3 -> "hypot(".repeat(random.nextInt(150)) + "pT, y" + ")".repeat(random.nextInt(150));
            default -> text.toString();
        };
    }

    /// An expression over the toy's columns that is well formed nearly always.
    static String plausible(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(3) : random.nextInt(8)) {
            case 0 -> "pT";
            case 1 -> "y";
            case 2 -> Integer.toString(random.nextInt(500));
            case 3 -> "(" + plausible(random, depth - 1) + "+" + plausible(random, depth - 1) + ")";
            case 4 -> "(" + plausible(random, depth - 1) + "/" + plausible(random, depth - 1) + ")";
            case 5 -> "log(" + plausible(random, depth - 1) + ")";
            case 6 -> "hypot(" + plausible(random, depth - 1) + "," + plausible(random, depth - 1) + ")";
            default -> plausible(random, depth - 1) + "^2";
        };
    }

    private static String json(String text) {
        var out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append(
                        c < ' ' || c == '"' || c == '\\' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c)));
        return out.append('"').toString();
    }

    private static String edges(Random random) {
        var edges = new StringBuilder("[");
        double edge = random.nextInt(400) - 100;
        int count = random.nextInt(30) == 0 ? random.nextInt(500) : 1 + random.nextInt(12);
        for (int i = 0; i <= count; i++) {
            edges.append(i == 0 ? "" : ", ").append(edge);
            edge += random.nextInt(200) == 0 ? -1 : random.nextDouble() * 100;
        }
        return edges.append("]").toString();
    }

    /// A request for a question, right in many cases.
    static String request(String question, Random random) {
        String text = random.nextInt(4) > 0 ? plausible(random, 2) : expression(random);
        String x = "{\"expression\": %s, \"edges\": %s}".formatted(json(text), edges(random));
        String body = switch (question) {
            case "check" -> "{\"expression\": " + json(text);
            case "bins" ->
                "{\"expression\": %s, \"count\": %d, \"from\": %s"
                        .formatted(json(text), random.nextInt(250), Math.pow(10, random.nextInt(620) - 310));
            case "brush" -> x.substring(0, x.length() - 1);
            case "export" -> "{\"x\": %s, \"format\": \"%s\"".formatted(x, random.nextBoolean() ? "csv" : "java");
            default -> "{\"x\": " + x;
        };
        return spoilt(new StringBuilder(body), x, random);
    }

    private static String spoilt(StringBuilder body, String x, Random random) {
        List<String> keys = random.nextInt(3) > 0 ? OF_A_VIEW : KEYS;
        while (random.nextInt(3) == 0) {
            String key = keys.get(random.nextInt(keys.size()));
            String value = switch (key) {
                case "y" -> random.nextBoolean() ? x : VALUES.get(random.nextInt(VALUES.size()));
                case "where" -> "[%s]".formatted(json(plausible(random, 2) + " < " + plausible(random, 2)));
                case "edges" -> edges(random);
                case "expression" -> json(expression(random));
                default -> VALUES.get(random.nextInt(VALUES.size()));
            };
            body.append(", ").append(json(key)).append(": ").append(value);
        }
        body.append("}");
        return switch (random.nextInt(30)) {
            case 0 -> body.substring(0, random.nextInt(body.length()));
            case 1 -> "[".repeat(random.nextInt(30_000));
            case 2 -> body.toString().replace('"', '\'');
            case 3 -> body.append(body).toString();
            default -> body.toString();
        };
    }

    /// A view mostly.
    static String question(Random random) {
        return List.of("check", "bins", "brush", "export", "measurement", "nothing", "../view", "view/%2e%2e", "view")
                .get(Math.min(random.nextInt(24), 8));
    }
}
