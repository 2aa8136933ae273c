package unfurl.study;

import java.util.Optional;
import unfurl.InputException;
import unfurl.event.Expression;
import unfurl.event.Mask;
import unfurl.event.Table;
import unfurl.event.Weights;

/// What an effect multiplies the weights of the simulated events by. Weights of its own are the nominal ones
/// times their ratio, so that the simulation's scale applies to them too.
///
/// @param of       the simulation
/// @param effect   what was asked
/// @param nominal  the columns of the simulation's file
/// @param merged   with those of the effect's file before them
/// @param rows     those that are kept
/// @param passGen  inside the gen selection
/// @param passReco inside the reco selection, with the effect's detector
record EffectWeights(
        Study.Simulation of, EffectReader effect, Table nominal, Table merged, Mask rows, Mask passGen, Mask passReco) {

    /// (n) multiplies the gen weights; empty when they are the nominal ones.
    ///
    /// @throws InputException when one that counts is not finite, or the nominal weight is 0 and the other is not
    Optional<Weights> gen() {
        UncertaintyBlock.Effect asked = effect.effect();
        // The reco weights follow where they have no own.
        Mask counted = asked.recoWeight().isPresent() ? passGen : passGen.or(passReco);
        return asked.genWeight()
                .map(weight -> ratio(weight, of.genWeight(), counted, "genWeight"))
                .or(() -> asked.genWeightFactor().map(factor -> weights(factor, rows, "genWeightFactor")));
    }

    /// (n) multiplies the reco weights; empty when they are the nominal ones.
    ///
    /// @param gen factors of the gen weights
    /// @throws InputException as [#gen] does
    Optional<Weights> reco(Optional<Weights> gen) {
        UncertaintyBlock.Effect asked = effect.effect();
        if (asked.recoWeight().isPresent()) {
            return asked.recoWeight()
                    .map(weight -> ratio(weight, of.recoWeight().or(of::genWeight), passReco, "recoWeight"));
        }
        return asked.recoWeightFactor()
                .map(factor -> weights(factor, passReco, "recoWeightFactor"))
                .map(factor -> gen.map(factor::times).orElse(factor))
                .or(() -> gen);
    }

    private Weights weights(Expression expression, Mask counted, String part) {
        return InputReader.weights(merged, rows, counted, Optional.of(expression), 1, effect.asker(part));
    }

    /// A weight over the nominal one.
    private Weights ratio(Expression weight, Optional<Expression> ofNominal, Mask counted, String part) {
        Weights varied = weights(weight, counted, part);
        Weights before = InputReader.weights(nominal, rows, counted, ofNominal, 1, effect.asker(part));
        Mask fromNothing = Mask.of(varied.size(), i -> before.get(i) == 0 && varied.get(i) != 0);
        if (fromNothing.count() > 0) {
            int first = fromNothing.indices()[0];
            throw new InputException(
                    "the nominal weight is 0 and '%s' is not, in %d of the %d selected rows of %s, the first of them row %d (%s): such events are not in the nominal simulation\n  asked by   study: %s\n  allowed    0 for both; or selections, simulation.passGen and passReco, without these rows%s"
                            .formatted(
                                    weight,
                                    fromNothing.count(),
                                    rows.count(),
                                    nominal.describe(),
                                    rows.indices()[first],
                                    varied.get(first),
                                    effect.asker(part),
                                    passGen.get(rows.indices()[first])
                                            ? ""
                                            : "; or a recoWeight, for events that pass reco alone"));
        }
        return varied.factorsOver(before);
    }
}
