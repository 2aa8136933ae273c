package unfurl.plot;

import java.util.Locale;
import unfurl.report.figure.Figure;

/// Which figure of a request.
public enum Drawing {
    /// The result beside the predictions.
    RESULT,
    /// The uncertainty by source.
    BREAKDOWN,
    /// The covariances of the bins.
    COVARIANCE,
    /// The correlations of the bins.
    CORRELATION;

    /// The figure.
    public Figure of(PlotRequest request) {
        return switch (this) {
            case RESULT -> request.result();
            case BREAKDOWN -> request.bySource();
            case COVARIANCE -> request.covariance();
            case CORRELATION -> request.correlation();
        };
    }

    /// As it is asked for: in small letters.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
