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

    static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.blend(Elementary.EXP_LOWEST, x.compare(LT, Elementary.EXP_LOWEST));
        bounded = bounded.blend(Elementary.EXP_HIGHEST, bounded.compare(GT, Elementary.EXP_HIGHEST));
        FloatVector shifted = bounded.fma(constant(Elementary.LOG2_E), constant(Elementary.ROUNDER));
        FloatVector n = shifted.sub(Elementary.ROUNDER);
        FloatVector r = n.fma(constant(-Elementary.LN2_HIGH), bounded);
        r = n.fma(constant(-Elementary.LN2_LOW), r);
        FloatVector p = r.fma(constant(Elementary.EXP_7), constant(Elementary.EXP_6));
        p = p.fma(r, constant(Elementary.EXP_5));
        p = p.fma(r, constant(Elementary.EXP_4));
        p = p.fma(r, constant(Elementary.EXP_3));
        p = p.fma(r, constant(0.5f));
        p = p.fma(r, constant(1f));
        p = p.fma(r, constant(1f));
        return p.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(LSHL, 23))
                .reinterpretAsFloats();
    }

    static FloatVector log1p(FloatVector e) {
        FloatVector s = e.div(e.add(2f));
        FloatVector q = s.mul(s);
        FloatVector p = q.fma(constant(Elementary.ATANH_13), constant(Elementary.ATANH_11));
        p = p.fma(q, constant(Elementary.ATANH_9));
        p = p.fma(q, constant(Elementary.ATANH_7));
        p = p.fma(q, constant(Elementary.ATANH_5));
        p = p.fma(q, constant(Elementary.ATANH_3));
        p = p.fma(q, constant(2f));
        return p.mul(s);
    }

    static FloatVector logistic(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        return constant(1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector e = exp(x.mul(-2f));
        FloatVector far = constant(1f).sub(e).div(e.add(1f));
        FloatVector q = x.mul(x);
        FloatVector p = q.fma(constant(Elementary.TANH_11), constant(Elementary.TANH_9));
        p = p.fma(q, constant(Elementary.TANH_7));
        p = p.fma(q, constant(Elementary.TANH_5));
        p = p.fma(q, constant(Elementary.TANH_3));
        FloatVector near = p.mul(q).fma(x, x);
        return far.blend(near, x.abs().compare(LT, Elementary.TANH_SMALL));
    }

    static FloatVector normalTail(FloatVector size) {
        FloatVector t = constant(1f).div(size.fma(constant(Elementary.TAIL_SCALE), constant(1f)));
        FloatVector p = t.fma(constant(Elementary.TAIL_5), constant(Elementary.TAIL_4));
        p = p.fma(t, constant(Elementary.TAIL_3));
        p = p.fma(t, constant(Elementary.TAIL_2));
        p = p.fma(t, constant(Elementary.TAIL_1));
        return p.mul(t);
    }
}
