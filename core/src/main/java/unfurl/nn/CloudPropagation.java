package unfurl.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import unfurl.event.Features;
import unfurl.event.Particles;

/// The way of a network on clouds of particles: operations on the columns of particles, the sum over each
/// event's, and operations on the columns of events, of which each has the event's features and then the sum.
///
/// Events go in tiles of whole events, as [Segments] has them.
final class CloudPropagation implements Propagation {
    private static final int STRIPE = Kernels.STRIPE;

    private final Kernels kernels;
    private final int eventFeatures;
    private final int particleFeatures;
    private final Segments segments;
    private final List<Operation> ofParticles;
    private final SegmentSum sum;
    private final List<Operation> ofEvents;

    private final Panels particlePanels;
    private final float[] eventRows;
    private final float[][] eventPanel;
    private final float[] mean;
    private final float[] inverseScale;
    private final float[] a = Panel.of(1);
    private final float[] b = Panel.of(1);
    private final float[] losses = Panel.of(1);
    private final float[][] outputDelta = {Panel.of(1)};

    private CloudPropagation(
            Kernels kernels,
            int particleFeatures,
            int eventFeatures,
            Segments segments,
            List<Operation> ofParticles,
            int summed,
            List<Operation> ofEvents) {
        this.kernels = kernels;
        this.eventFeatures = eventFeatures;
        this.particleFeatures = particleFeatures;
        this.segments = segments;
        this.ofParticles = List.copyOf(ofParticles);
        this.sum = new SegmentSum(summed, segments);
        this.ofEvents = List.copyOf(ofEvents);
        this.particlePanels = new Panels(particleFeatures);
        this.eventRows = new float[Layout.roundUp(eventFeatures) * STRIPE];
        this.eventPanel = new float[][] {Panel.of(eventFeatures + summed)};
        this.mean = new float[particleFeatures];
        this.inverseScale = new float[particleFeatures];
    }

    static CloudPropagation of(Kernels kernels, DeepSets sets) {
        Iterator<DenseLayer> layers = layers(kernels, sets);
        var ofParticles = next(layers, sets.particle().size());
        return new CloudPropagation(
                kernels,
                sets.particleFeatures(),
                sets.eventFeatures(),
                new Segments(),
                ofParticles,
                sets.particle().getLast(),
                next(layers, sets.event().size() + 1));
    }

    static CloudPropagation of(Kernels kernels, ParticleAttention attention) {
        int width = attention.width();
        var segments = new Segments();
        Iterator<DenseLayer> layers = layers(kernels, attention);
        var ofParticles = next(layers, 1);
        for (int block = 0; block < attention.blocks(); block++) {
            var looking = new SelfAttention(kernels, segments, width, attention.heads());
            ofParticles.add(new Residual(width, List.of(new LayerNorm(width), layers.next(), looking, layers.next())));
            ofParticles.add(new Residual(width, List.of(new LayerNorm(width), layers.next(), layers.next())));
        }
        return new CloudPropagation(
                kernels,
                attention.particleFeatures(),
                attention.eventFeatures(),
                segments,
                ofParticles,
                width,
                next(layers, attention.event().size() + 1));
    }

    private static Iterator<DenseLayer> layers(Kernels kernels, Architecture architecture) {
        List<DenseShape> shapes = DenseShape.of(architecture);
        List<Layout.Layer> layers = Layout.of(architecture).layers();
        var dense = new ArrayList<DenseLayer>();
        for (int i = 0; i < shapes.size(); i++) {
            Optional<Activation> activation =
                    shapes.get(i).activated() ? Optional.of(architecture.activation()) : Optional.empty();
            dense.add(new DenseLayer(kernels, layers.get(i), activation, i == 0));
        }
        return dense.iterator();
    }

    private static List<Operation> next(Iterator<DenseLayer> layers, int count) {
        return new ArrayList<>(Stream.generate(layers::next).limit(count).toList());
    }

    @Override
    public double gradient(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count,
            float[] gradient) {
        double total = 0;
        for (int start = 0; start < count; start += segments.events()) {
            float[] output = forward(parameters, features, standardisation, order, from + start, count - start);
            total += lossOf(loss, output, order, from + start);
            backward(parameters, standardisation, gradient);
        }
        return total;
    }

    @Override
    public double loss(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            Loss loss,
            int[] order,
            int from,
            int count) {
        double total = 0;
        for (int start = 0; start < count; start += segments.events()) {
            float[] output = forward(parameters, features, standardisation, order, from + start, count - start);
            total += lossOf(loss, output, order, from + start);
        }
        return total;
    }

    @Override
    public void outputs(
            float[] parameters,
            Features features,
            Standardisation standardisation,
            int[] order,
            int from,
            int count,
            float[] outputs) {
        for (int start = 0; start < count; start += segments.events()) {
            float[] output = forward(parameters, features, standardisation, order, from + start, count - start);
            System.arraycopy(output, Panel.LEAD, outputs, start, segments.events());
        }
    }

    /// The outputs of as many of the next `count` events as a tile takes, [Segments#events()].
    private float[] forward(
            float[] parameters, Features features, Standardisation standardisation, int[] order, int from, int count) {
        Particles particles = CloudInputs.particles(features);
        segments.fill(particles, order, from, count);
        float[][] columns = load(particles, standardisation, order, from);
        for (Operation operation : ofParticles) {
            columns = operation.forward(parameters, columns, segments.panels());
        }
        loadEvents(features, standardisation, order, from);
        sum.forward(columns, perParticle(standardisation), eventPanel[0], eventFeatures);
        float[][] events = eventPanel;
        for (Operation operation : ofEvents) {
            events = operation.forward(parameters, events, 1);
        }
        return events[0];
    }

    private void backward(float[] parameters, Standardisation standardisation, float[] gradient) {
        float[][] delta = outputDelta;
        for (Operation operation : ofEvents.reversed()) {
            delta = operation.backward(parameters, delta, 1, gradient);
        }
        delta = sum.backward(delta[0], perParticle(standardisation), eventFeatures);
        for (Operation operation : ofParticles.reversed()) {
            delta = operation.backward(parameters, delta, segments.panels(), gradient);
        }
    }

    /// Fetches and standardises the particles; a column without one stands for a particle at 0.
    private float[][] load(Particles particles, Standardisation standardisation, int[] order, int from) {
        float[][] panels = particlePanels.atLeast(segments.panels());
        for (int event = 0; event < segments.events(); event++) {
            int n = segments.count(event);
            for (int done = 0, taken; done < n; done += taken) {
                int column = segments.first(event) + done;
                int at = column % STRIPE;
                taken = Math.min(STRIPE - at, n - done);
                particles.gather(
                        order[from + event], done, taken, panels[column / STRIPE], Panel.LEAD + at, Panel.STRIDE);
            }
        }
        int rest = segments.columns() % STRIPE;
        for (int j = 0; j < particleFeatures && rest > 0; j++) {
            Arrays.fill(panels[segments.panels() - 1], Panel.at(j) + rest, Panel.at(j) + STRIPE, 0f);
        }
        System.arraycopy(standardisation.mean(), eventFeatures, mean, 0, particleFeatures);
        System.arraycopy(standardisation.inverseScale(), eventFeatures, inverseScale, 0, particleFeatures);
        for (int panel = 0; panel < segments.panels(); panel++) {
            kernels.standardise(panels[panel], particleFeatures, mean, inverseScale);
        }
        return panels;
    }

    private void loadEvents(Features features, Standardisation standardisation, int[] order, int from) {
        float[] panel = eventPanel[0];
        int stride = Layout.roundUp(eventFeatures);
        features.gather(order, from, segments.events(), eventRows, stride);
        Arrays.fill(eventRows, segments.events() * stride, eventRows.length, 0f);
        kernels.transpose(eventRows, 0, stride, STRIPE, eventFeatures, panel, Panel.LEAD, Panel.STRIDE);
        kernels.standardise(panel, eventFeatures, standardisation.mean(), standardisation.inverseScale());
    }

    private float perParticle(Standardisation standardisation) {
        return standardisation.inverseScale()[eventFeatures + particleFeatures];
    }

    private double lossOf(Loss loss, float[] output, int[] order, int from) {
        int events = segments.events();
        for (int r = 0; r < STRIPE; r++) {
            a[Panel.LEAD + r] = r < events ? loss.a()[order[from + r]] : 0;
            b[Panel.LEAD + r] = r < events ? loss.b()[order[from + r]] : 0;
        }
        loss.of(kernels, output, a, b, losses, outputDelta[0]);
        double total = 0;
        for (int r = 0; r < events; r++) {
            total += losses[Panel.LEAD + r];
        }
        return total;
    }
}
