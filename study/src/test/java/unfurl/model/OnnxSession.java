package unfurl.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import unfurl.event.Features;

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
        float[] values = new float[features.rows() * features.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i / features.columns(), i % features.columns());
        }
        return outputs(Map.of("features", tensor(values, features.rows(), features.columns())));
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
