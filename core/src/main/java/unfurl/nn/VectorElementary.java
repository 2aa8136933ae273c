package unfurl.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The functions of [Elementary], lane by lane, bit by bit the same.
final class VectorElementary {
    private static final VectorSpecies<Float> S = VectorKernels.SPECIES;

    private VectorElementary() {}

    static FloatVector exp(FloatVector x) {
        return expNotAbove(x.blend(Elementary.EXP_HIGHEST, x.compare(GT, Elementary.EXP_HIGHEST)));
    }

    /// The same for x that are not above the highest bound.
    static FloatVector expNotAbove(FloatVector x) {
        FloatVector bounded = x.blend(Elementary.EXP_LOWEST, x.compare(LT, Elementary.EXP_LOWEST));
        FloatVector shifted =
                bounded.fma(FloatVector.broadcast(S, Elementary.LOG2_E), FloatVector.broadcast(S, Elementary.ROUNDER));
        FloatVector n = shifted.sub(Elementary.ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(S, -Elementary.LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(S, -Elementary.LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(S, Elementary.EXP_7), FloatVector.broadcast(S, Elementary.EXP_6));
        p = p.fma(r, FloatVector.broadcast(S, Elementary.EXP_5));
        p = p.fma(r, FloatVector.broadcast(S, Elementary.EXP_4));
        p = p.fma(r, FloatVector.broadcast(S, Elementary.EXP_3));
        p = p.fma(r, FloatVector.broadcast(S, 0.5f));
        p = p.fma(r, FloatVector.broadcast(S, 1f));
        p = p.fma(r, FloatVector.broadcast(S, 1f));
        return p.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(LSHL, 23))
                .reinterpretAsFloats();
    }

    static FloatVector log1p(FloatVector e) {
        FloatVector s = e.div(e.add(2f));
        FloatVector q = s.mul(s);
        FloatVector p =
                q.fma(FloatVector.broadcast(S, Elementary.ATANH_13), FloatVector.broadcast(S, Elementary.ATANH_11));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.ATANH_9));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.ATANH_7));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.ATANH_5));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.ATANH_3));
        p = p.fma(q, FloatVector.broadcast(S, 2f));
        return p.mul(s);
    }

    static FloatVector logistic(FloatVector x) {
        FloatVector e = expNotAbove(x.abs().neg());
        return FloatVector.broadcast(S, 1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector e = exp(x.mul(-2f));
        FloatVector far = FloatVector.broadcast(S, 1f).sub(e).div(e.add(1f));
        FloatVector q = x.mul(x);
        FloatVector p =
                q.fma(FloatVector.broadcast(S, Elementary.TANH_11), FloatVector.broadcast(S, Elementary.TANH_9));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.TANH_7));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.TANH_5));
        p = p.fma(q, FloatVector.broadcast(S, Elementary.TANH_3));
        FloatVector near = p.mul(q).fma(x, x);
        return far.blend(near, x.abs().compare(LT, Elementary.TANH_SMALL));
    }

    static FloatVector normalTail(FloatVector size) {
        FloatVector t = FloatVector.broadcast(S, 1f)
                .div(size.fma(FloatVector.broadcast(S, Elementary.TAIL_SCALE), FloatVector.broadcast(S, 1f)));
        FloatVector p = t.fma(FloatVector.broadcast(S, Elementary.TAIL_5), FloatVector.broadcast(S, Elementary.TAIL_4));
        p = p.fma(t, FloatVector.broadcast(S, Elementary.TAIL_3));
        p = p.fma(t, FloatVector.broadcast(S, Elementary.TAIL_2));
        p = p.fma(t, FloatVector.broadcast(S, Elementary.TAIL_1));
        return p.mul(t);
    }
}
