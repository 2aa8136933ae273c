package unfurl.trees;

import unfurl.InputException;
import unfurl.reweight.RatioEstimator;
import unfurl.study.TreeLibrary;
import unfurl.study.TreeOptions;

/// The trees of XGBoost, as a study finds them. This class is there without XGBoost too, and mentions none of it.
public final class XgboostTrees implements TreeLibrary {
    /// For [java.util.ServiceLoader].
    public XgboostTrees() {}

    @Override
    public RatioEstimator estimator(TreeOptions options, int members, double validation) {
        try {
            Xgboost.load();
        } catch (LinkageError missing) {
            throw new InputException("""
                    method.estimator.trees wants the library XGBoost, which does not load here: %s
                      add        ml.dmlc:xgboost4j_2.12 to the class path; on Linux also libgomp (apt install libgomp1),
                                 on macOS libomp (brew install libomp)
                      or take    method.estimator.network, which needs no library""".formatted(why(missing)), missing);
        }
        return new TreeEstimator(options, members, validation);
    }

    /// What lies at the bottom: the cause of the failed initialisation of a class.
    private static String why(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return "%s: %s".formatted(cause.getClass().getSimpleName(), message);
    }
}
