package unfurl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import unfurl.nn.Activation;
import unfurl.nn.Network;
import unfurl.nn.Perceptron;

/// The same training by PyTorch, in the fastest form that was found: tensors made once, an epoch's
/// events put in order once and cut into batches without copies, gradients by `torch.grad`, and the
/// fused AdamW.
final class TorchTraining implements AutoCloseable {
    /// `at::Reduction::Mean`.
    private static final long MEAN = 1;

    private final Activation activation;
    private final int batch;
    private final TorchEvents train;
    private final TorchEvents validation;
    private final PointerScope scope = new PointerScope();
    private final List<Tensor> weights = new ArrayList<>();
    private final List<Tensor> biases = new ArrayList<>();
    private final TensorVector parameters;
    private final TorchAdamW decaying;
    private final TorchAdamW others;

    /// @param start       of that architecture, where it begins; its standardisation is taken to be
    ///                    done
    /// @param batch       events of one step
    /// @param weightDecay of the matrices
    /// @param threads     of PyTorch
    TorchTraining(
            Perceptron architecture,
            Network start,
            TorchEvents train,
            TorchEvents validation,
            int batch,
            double weightDecay,
            int threads) {
        torch.set_num_threads(threads);
        this.activation = architecture.activation();
        this.batch = batch;
        this.train = train;
        this.validation = validation;
        take(architecture, start.parameters());
        var all = new ArrayList<>(weights);
        all.addAll(biases);
        this.parameters = new TensorVector(all.toArray(Tensor[]::new));
        this.decaying = new TorchAdamW(weights, weightDecay);
        this.others = new TorchAdamW(biases, 0);
    }

    private void take(Perceptron architecture, float[] values) {
        var widths = new ArrayList<>(architecture.hidden());
        widths.add(1);
        int inputs = architecture.inputs();
        int at = 0;
        for (int outputs : widths) {
            weights.add(leaf(values, at, outputs, inputs));
            at += outputs * inputs;
            biases.add(leaf(values, at, outputs));
            at += outputs;
            inputs = outputs;
        }
    }

    private static Tensor leaf(float[] values, int from, long... shape) {
        int size = 1;
        for (long length : shape) {
            size *= (int) length;
        }
        float[] own = Arrays.copyOfRange(values, from, from + size);
        return Tensor.create(own, shape).clone().requires_grad_(true);
    }

    /// An order of the training events, made ready.
    static Tensor order(int[] order) {
        return Tensor.create(IntStream.of(order).asLongStream().toArray(), order.length);
    }

    /// One pass over the training events in that order.
    ///
    /// @return the mean loss over the events, each as it was before the change of its step
    double epoch(Tensor order, double learningRate) {
        try (var _ = new PointerScope()) {
            TorchEvents ordered = train.inOrder(order);
            long n = ordered.size();
            double sum = 0;
            for (long from = 0; from < n; from += batch) {
                long count = Math.min(batch, n - from);
                sum += count * step(ordered, from, count, learningRate);
            }
            return sum / train.totalWeight();
        }
    }

    private double step(TorchEvents ordered, long from, long count, double learningRate) {
        try (var _ = new PointerScope()) {
            Tensor loss = loss(ordered.part(from, count));
            TensorVector gradients = torch.grad(new TensorVector(loss), parameters);
            decaying.step(gradients, 0, learningRate);
            others.step(gradients, weights.size(), learningRate);
            return loss.item_float();
        }
    }

    /// The mean loss over the validating events.
    double validationLoss() {
        try (var _ = new PointerScope();
                var _ = new NoGradGuard()) {
            return loss(validation).item_float() * validation.size() / validation.totalWeight();
        }
    }

    private Tensor loss(TorchEvents events) {
        Tensor x = events.features();
        int layers = weights.size();
        for (int layer = 0; layer < layers; layer++) {
            x = torch.linear(x, weights.get(layer), new TensorOptional(biases.get(layer)));
            if (layer < layers - 1) {
                x = activated(x);
            }
        }
        return torch.binary_cross_entropy_with_logits(
                x.squeeze(1), events.labels(), new TensorOptional(events.weights()), new TensorOptional(), MEAN);
    }

    private Tensor activated(Tensor x) {
        return switch (activation) {
            case RELU -> torch.relu(x);
            case SILU -> torch.silu(x);
            case GELU -> torch.gelu(x);
            case TANH -> torch.tanh(x);
        };
    }

    @Override
    public void close() {
        scope.close();
    }
}
