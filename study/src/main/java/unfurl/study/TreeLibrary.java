package unfurl.study;

import java.util.ServiceLoader;
import unfurl.InputException;
import unfurl.reweight.RatioEstimator;

/// What trains gradient-boosted trees. It is found at run time, by [ServiceLoader], and need not be there: no
/// other estimator needs it.
public interface TreeLibrary {
    /// An estimator of ratios with trees.
    ///
    /// @param options    how each member is trained
    /// @param members    how many are averaged in the logit, at least 1
    /// @param validation share of the events that validate, in (0, 1)
    /// @throws InputException when the library does not run here; the message says what is missing
    RatioEstimator estimator(TreeOptions options, int members, double validation);

    /// The one that is there.
    ///
    /// @throws InputException when there is none; the message says what to add
    static TreeLibrary find() {
        return ServiceLoader.load(TreeLibrary.class)
                .findFirst()
                .orElseThrow(() -> new InputException("method.estimator.trees wants gradient-boosted trees, and this "
                        + "Unfurl runs without them\n"
                        + "  add        the jar unfurl-trees and the library ml.dmlc:xgboost4j_2.12 to the class path\n"
                        + "  or take    method.estimator.network, which needs neither"));
    }
}
