package unfurl.report;

/// A line of the account of normalisation.
///
/// @param label        what is summed: `data`, `simulation, reco`; a part of the line above starts with a space
/// @param sumOfWeights Σw
/// @param nEff         (Σw)²/Σw², the effective number of events; NaN when that has no meaning
/// @param note         what was done: `scaled by 0.6727 = 93.505/139`
public record LedgerRow(String label, double sumOfWeights, double nEff, String note) {}
