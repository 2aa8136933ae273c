package unfurl.report;

/// A line of the account of normalisation.
///
/// @param label        what is summed: `data`, `background`, `simulation, step 1 input`
/// @param sumOfWeights Σw
/// @param events       how many events; negative when that has no meaning
/// @param note         what was done: `scaled by 0.6727 = 93.505/139`
public record LedgerRow(String label, double sumOfWeights, long events, String note) {}
