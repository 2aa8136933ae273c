package unfurl.nn;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Each kernel called once, in all its ways: what the definition and the fast form are compared in, over and over
/// while they are compiled.
enum KernelCall {
    PACK((k, d) -> k.pack(d.parameters, d.layer)),
    TRANSPOSE((k, d) ->
            k.transpose(d.in, Panel.LEAD, Panel.STRIDE, d.layer.stride(), Kernels.STRIPE, d.below, 0, d.stride())),
    STANDARDISE((k, d) -> k.standardise(d.in, d.layer.inputs(), d.mean, d.inverseScale)),
    FORWARD((k, d) -> k.forward(d.parameters, d.layer, d.in, false, d.out)),
    FORWARD_RECTIFIED((k, d) -> k.forward(d.parameters, d.layer, d.in, true, d.out)),
    BACKWARD((k, d) -> k.backward(d.parameters, d.layer, d.out, d.in, false, d.below)),
    BACKWARD_RECTIFIED((k, d) -> k.backward(d.parameters, d.layer, d.out, d.in, true, d.below)),
    ACCUMULATE((k, d) -> k.accumulate(d.layer, d.out, d.in, d.room, d.gradient)),
    RELU((k, d) -> activate(k, Activation.RELU, d)),
    SILU((k, d) -> activate(k, Activation.SILU, d)),
    GELU((k, d) -> activate(k, Activation.GELU, d)),
    TANH((k, d) -> activate(k, Activation.TANH, d)),
    THROUGH((k, d) -> k.throughActivation(d.in, d.slope, false, d.below, d.layer.inputs())),
    THROUGH_RECTIFIED((k, d) -> k.throughActivation(d.in, d.slope, true, d.below, d.layer.inputs())),
    CROSS_ENTROPY((k, d) -> k.crossEntropy(d.in, d.out, d.slope, d.loss, d.delta)),
    SQUARED_ERROR((k, d) -> k.squaredError(d.in, d.out, d.slope, d.loss, d.delta)),
    PRODUCT((k, d) -> k.product(
            d.parameters,
            d.layer.weightAt(),
            d.layer.stride(),
            1,
            d.layer.outputs(),
            d.layer.inputs(),
            d.in,
            0,
            d.out,
            0,
            KernelData.COLUMNS)),
    PRODUCT_OF_COLUMNS((k, d) -> k.product(
            d.parameters,
            d.layer.weightAt(),
            1,
            d.layer.stride(),
            d.layer.inputs(),
            d.layer.outputs(),
            d.out,
            0,
            d.below,
            0,
            KernelData.COLUMNS)),
    SOFTMAX((k, d) -> k.softmax(d.in, d.layer.inputs(), KernelData.COLUMNS, 0.5f)),
    ADD((k, d) -> k.add(d.in, d.gradient, 16, d.gradient.length)),
    ADAM_W((k, d) -> k.adamW(d.parameters, d.gradient, d.in, d.squares, 0, d.gradient.length, KernelData.STEP));

    @FunctionalInterface
    private interface Call {
        void on(Kernels kernels, KernelData data);
    }

    @SuppressWarnings("ImmutableEnumChecker") // every call is a lambda without state
    private final Call call;

    KernelCall(Call call) {
        this.call = call;
    }

    void on(Kernels kernels, KernelData data) {
        call.on(kernels, data);
    }

    /// With slopes, and without.
    private static void activate(Kernels kernels, Activation activation, KernelData data) {
        kernels.activate(activation, data.in, data.layer.inputs(), data.slope);
        kernels.activate(activation, data.below, data.layer.inputs());
    }

    /// Calls the kernels so many times on the same numbers, first the fast ones, then a tenth as often the
    /// definition.
    ///
    /// @return the bytes that 10 calls of the fast one then allocate
    /// @throws AssertionError where a call gives other bits than the first one of the definition
    long warmUp(Twins twins, int inputs, int outputs, int runs) {
        var data = KernelData.random(inputs, outputs);
        var expected = data.copy();
        on(twins.definition(), expected);
        var given = data.copy();
        for (int run = 0; run < runs + runs / 10; run++) {
            given.take(data);
            on(run < runs ? twins.fast() : twins.definition(), given);
            String different = given.differsFrom(expected);
            if (!different.isEmpty()) {
                throw new AssertionError("%s of %d × %d gives another array '%s' in run %d"
                        .formatted(this, inputs, outputs, different, run));
            }
        }
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = bean.getCurrentThreadAllocatedBytes();
        for (int run = 0; run < 10; run++) {
            on(twins.fast(), given);
        }
        return bean.getCurrentThreadAllocatedBytes() - before;
    }
}
