package unfurl.publication;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tables as YODA's text, for Rivet: reference data `/REF/ANALYSIS/d01-x01-y01`, whose errors are by source,
/// with the total covariance of each as `…-covariance`.
///
/// Source: A. Buckley et al., arXiv:2312.15070, for YODA 2; both as HEPData exports its own tables.
public enum Yoda {
    /// `Estimate1D` and `Estimate2D`: what YODA 2 and Rivet 4 read.
    TWO {
        @Override
        public String text(PublishedTable table, String analysis) {
            return new YodaEstimates(table, path(table, analysis)).text();
        }
    },
    /// `Scatter2D` with its error breakdown and `Scatter3D`: what YODA 1 and Rivet 3 read.
    ONE {
        @Override
        public String text(PublishedTable table, String analysis) {
            return new YodaScatters(table, path(table, analysis)).text();
        }
    };

    /// One table.
    ///
    /// @param analysis the name in the paths, as Rivet names analyses: letters, digits and underscores
    public abstract String text(PublishedTable table, String analysis);

    /// Several tables.
    ///
    /// @param analysis as in the other one
    public String text(List<PublishedTable> tables, String analysis) {
        return tables.stream().map(table -> text(table, analysis)).collect(Collectors.joining());
    }

    private static String path(PublishedTable table, String analysis) {
        return "/REF/%s/d%02d-x01-y01".formatted(analysis, table.number());
    }

    /// A number with all of its digits.
    static String number(double value) {
        return String.format(Locale.ROOT, "%.16e", value);
    }

    /// A text in double quotes, on one line.
    static String quoted(String text) {
        return '"' + text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
