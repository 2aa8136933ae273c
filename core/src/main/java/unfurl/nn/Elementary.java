package unfurl.nn;

/// The functions of one number that networks need, each a fixed sequence of correctly rounded operations.
///
/// Nothing here calls the mathematical library of the platform, whose last bits differ between machines and
/// between interpreted and compiled code. [VectorElementary] is the same, lane by lane. The errors stated are
/// held by a test.
final class Elementary {
    static final float LOG2_E = 0x1.715476p0f;
    static final float LN2_HIGH = 0x1.62e4p-1f;
    static final float LN2_LOW = 0x1.7f7d1cp-20f;
    /// Added and subtracted, it rounds to a whole number, which is then in the low bits.
    static final float ROUNDER = 0x1.8p23f;

    static final float EXP_LOWEST = -87;
    static final float EXP_HIGHEST = 88;
    static final float EXP_7 = 1f / 5040;
    static final float EXP_6 = 1f / 720;
    static final float EXP_5 = 1f / 120;
    static final float EXP_4 = 1f / 24;
    static final float EXP_3 = 1f / 6;

    static final float ATANH_13 = 2f / 13;
    static final float ATANH_11 = 2f / 11;
    static final float ATANH_9 = 2f / 9;
    static final float ATANH_7 = 2f / 7;
    static final float ATANH_5 = 2f / 5;
    static final float ATANH_3 = 2f / 3;

    static final float TANH_SMALL = 0.625f;
    static final float TANH_11 = (float) -5.70498872745e-3;
    static final float TANH_9 = (float) 2.06390887954e-2;
    static final float TANH_7 = (float) -5.37397155531e-2;
    static final float TANH_5 = (float) 1.33314422036e-1;
    static final float TANH_3 = (float) -3.33332819422e-1;

    static final float TAIL_SCALE = (float) 0.231641888;
    static final float TAIL_1 = (float) (0.254829592 / 2);
    static final float TAIL_2 = (float) (-0.284496736 / 2);
    static final float TAIL_3 = (float) (1.421413741 / 2);
    static final float TAIL_4 = (float) (-1.453152027 / 2);
    static final float TAIL_5 = (float) (1.061405429 / 2);
    static final float NORMAL_PEAK = (float) 0.3989422804014327;

    private Elementary() {}

    /// eˣ, to 1 unit in the last place from −87 to 88; beyond them the value at the end.
    ///
    /// Source: the reduction x = n·ln 2 + r of Cody and Waite (1980), then Taylor's series to r⁷, whose
    /// rest is 5·10⁻⁹.
    static float exp(float x) {
        float bounded = x < EXP_LOWEST ? EXP_LOWEST : x;
        bounded = bounded > EXP_HIGHEST ? EXP_HIGHEST : bounded;
        float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, bounded);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(EXP_7, r, EXP_6);
        p = Math.fma(p, r, EXP_5);
        p = Math.fma(p, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, 0.5f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }

    /// ln(1 + e) for e from 0 to 1, to 3 units in the last place: 2·artanh(e/(2 + e)) by its series to the 13th
    /// power.
    static float log1p(float e) {
        float s = e / (2f + e);
        float q = s * s;
        float p = Math.fma(ATANH_13, q, ATANH_11);
        p = Math.fma(p, q, ATANH_9);
        p = Math.fma(p, q, ATANH_7);
        p = Math.fma(p, q, ATANH_5);
        p = Math.fma(p, q, ATANH_3);
        p = Math.fma(p, q, 2f);
        return p * s;
    }

    /// σ(x) = 1/(1 + e⁻ˣ), to 2.5 units in the last place above −87.
    static float logistic(float x) {
        float e = exp(-Math.abs(x));
        float numerator = x < 0 ? e : 1f;
        return numerator / (1f + e);
    }

    /// tanh x, to 2.5 units in the last place.
    ///
    /// Source: near 0 the polynomial of tanhf in S. Moshier's Cephes library; else (1 − e⁻²ˣ)/(1 + e⁻²ˣ).
    static float tanh(float x) {
        float e = exp(-2f * x);
        float far = (1f - e) / (1f + e);
        float q = x * x;
        float p = Math.fma(TANH_11, q, TANH_9);
        p = Math.fma(p, q, TANH_7);
        p = Math.fma(p, q, TANH_5);
        p = Math.fma(p, q, TANH_3);
        float near = Math.fma(p * q, x, x);
        return Math.abs(x) < TANH_SMALL ? near : far;
    }

    /// The normal distribution function at −|x| divided by exp(−x²/2); with it Φ has an absolute error below
    /// 3·10⁻⁷, and so has x·Φ up to |x| = 1, of 5·10⁻⁷ beyond; its slope has one below 4·10⁻⁷.
    ///
    /// Source: Abramowitz and Stegun (1964), eq. 7.1.26.
    static float normalTail(float size) {
        float t = 1f / Math.fma(TAIL_SCALE, size, 1f);
        float p = Math.fma(TAIL_5, t, TAIL_4);
        p = Math.fma(p, t, TAIL_3);
        p = Math.fma(p, t, TAIL_2);
        p = Math.fma(p, t, TAIL_1);
        return p * t;
    }
}
