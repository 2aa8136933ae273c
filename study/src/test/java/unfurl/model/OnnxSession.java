package unfurl.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import unfurl.event.Features;
import unfurl.event.Particles;

/// A file in ONNX Runtime, which checks it against the rules of its opset as it reads it.
public final class OnnxSession implements AutoCloseable {
    private final OrtSession session;

    public OnnxSession(byte[] file) {
        try {
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(file, options);
        } catch (OrtException refused) {
            throw new AssertionError(refused);
        }
    }

    OrtSession session() {
        return session;
    }

    /// Every output (rows × 1) by name.
    public Map<String, float[]> outputs(Features features) {
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        if (features.columns() > 0) {
            float[] values = new float[features.rows() * features.columns()];
            for (int i = 0; i < values.length; i++) {
                values[i] = features.get(i / features.columns(), i % features.columns());
            }
            inputs.put("features", tensor(values, features.rows(), features.columns()));
        }
        features.particles().ifPresent(particles -> put(particles, inputs));
        return outputs(inputs);
    }

    /// Padded with NaN, so that a place that is looked at shows; particles begin where the event's number says.
    private static void put(Particles particles, Map<String, OnnxTensor> inputs) {
        int places = particles.most() + 3;
        int d = particles.columns();
        float[] values = new float[particles.events() * places * d];
        float[] mask = new float[particles.events() * places];
        Arrays.fill(values, Float.NaN);
        for (int event = 0; event < particles.events(); event++) {
            for (int i = 0; i < particles.count(event); i++) {
                int place = event * places + event % 4 + i;
                mask[place] = 1;
                for (int j = 0; j < d; j++) {
                    values[place * d + j] = particles.get(event, i, j);
                }
            }
        }
        inputs.put("particles", tensor(values, particles.events(), places, d));
        inputs.put("mask", tensor(mask, particles.events(), places));
    }

    static OnnxTensor tensor(float[] values, long... shape) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
        } catch (OrtException refused) {
            throw new AssertionError(refused);
        }
    }

    Map<String, float[]> outputs(Map<String, OnnxTensor> inputs) {
        try (var result = session.run(inputs)) {
            var out = new LinkedHashMap<String, float[]>();
            for (Map.Entry<String, OnnxValue> output : result) {
                float[][] column = (float[][]) output.getValue().getValue();
                float[] flat = new float[column.length];
                for (int i = 0; i < flat.length; i++) {
                    flat[i] = column[i][0];
                }
                out.put(output.getKey(), flat);
            }
            inputs.values().forEach(OnnxTensor::close);
            return out;
        } catch (OrtException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new AssertionError(failed);
        }
    }
}
