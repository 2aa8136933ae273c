/// The two exceptions that every package may throw.
///
/// [InputException] is the user's to mend and [NumericalException] the analysis's; anything else is a defect of
/// Unfurl or of the code that calls it. Uses nothing.
package unfurl;
