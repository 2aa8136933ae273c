package unfurl.trees;

import unfurl.reweight.RatioEstimator;
import unfurl.study.TreeLibrary;
import unfurl.study.TreeOptions;

/// The trees of XGBoost, as a study finds them.
public final class XgboostTrees implements TreeLibrary {
    /// For [java.util.ServiceLoader].
    public XgboostTrees() {}

    @Override
    public RatioEstimator estimator(TreeOptions options, int members, double validation) {
        Xgboost.requireLibrary();
        return new TreeEstimator(options, members, validation);
    }
}
