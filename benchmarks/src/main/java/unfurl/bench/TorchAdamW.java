package unfurl.bench;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// PyTorch's fused AdamW, `torch._fused_adamw_`: one pass over the parameters, the fastest that
/// PyTorch has here.
///
/// Its own C++ optimiser makes some ten passes for each parameter; the fused one is found by its name.
final class TorchAdamW {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final OperatorHandle fused = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
    private final int size;
    private final IValue parameters;
    private final IValue first;
    private final IValue second;
    private final IValue none;
    private final IValue steps;
    private final Tensor step;
    private final IValue decay;

    /// @param parameters  to be changed, each with zeros for its two averages
    /// @param weightDecay of all of them
    TorchAdamW(List<Tensor> parameters, double weightDecay) {
        this.size = parameters.size();
        this.parameters = list(parameters);
        this.first = list(zeros(parameters));
        this.second = list(zeros(parameters));
        this.none = list(List.of());
        this.step = Tensor.create(new float[] {0}, 1).squeeze();
        this.steps = list(parameters.stream().map(parameter -> step).toList());
        this.decay = new IValue(weightDecay);
    }

    private static List<Tensor> zeros(List<Tensor> like) {
        return like.stream().map(torch::zeros_like).toList();
    }

    private static IValue list(List<Tensor> tensors) {
        var list = new GenericList(new TensorList().elementType());
        tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
        return new IValue(list);
    }

    /// Changes the parameters.
    ///
    /// @param gradients holds theirs, in their order, from `from` on
    void step(TensorVector gradients, int from, double learningRate) {
        try (var _ = new NoGradGuard()) {
            step.add_(new Scalar(1.0));
            var list = new GenericList(new TensorList().elementType());
            for (int i = 0; i < size; i++) {
                list.push_back(new IValue(gradients.get(from + i)));
            }
            fused.callBoxed(new IValueVector(
                    parameters,
                    new IValue(list),
                    first,
                    second,
                    none,
                    steps,
                    new IValue(learningRate),
                    new IValue(BETA_1),
                    new IValue(BETA_2),
                    decay,
                    new IValue(EPSILON),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue()));
        }
    }
}
