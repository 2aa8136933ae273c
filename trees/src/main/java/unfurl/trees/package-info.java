/// Density ratios learned with gradient-boosted trees of XGBoost.
///
/// Start with [TreeEstimator]. Nothing else of Unfurl uses this package: `study` finds [XgboostTrees] at run
/// time, if it is there. All that knows the native library is [Xgboost], [Rows], [Boosting] and [Trees].
package unfurl.trees;
