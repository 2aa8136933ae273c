package unfurl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import unfurl.event.Column;
import unfurl.event.Mask;

/// Reads the samples that a response is learned from.
final class ResponseReader {
    private static final String ROLE = "response";

    private ResponseReader() {}

    static List<Inputs.Detected> read(Study study, InputReader reader) {
        var out = new ArrayList<Inputs.Detected>();
        for (ResponseBlock.Sample sample :
                study.response().map(ResponseBlock::samples).orElse(List.of())) {
            String key = "response.samples[%d]".formatted(out.size());
            var at = new LinkedHashMap<String, SimulationReader.Beside>();
            sample.at()
                    .forEach((name, value) ->
                            at.put(name, new SimulationReader.Beside(value, "%s.at.%s".formatted(key, name))));
            var read = new SimulationReader(study.with(sample.events()), reader, ROLE, key, at).read();
            read.besides().forEach((name, values) -> requireFinite(values, read.events(), at.get(name)));
            out.add(new Inputs.Detected(read.events(), read.besides()));
        }
        return out;
    }

    private static void requireFinite(Column values, Inputs.Simulated events, SimulationReader.Beside asked) {
        Mask bad = values.finite().not();
        if (bad.count() > 0) {
            int first = bad.indices()[0];
            long row = events.rows().values()[first];
            throw InputReader.notFinite("'%s'".formatted(asked.value().text()), bad.count(), row, values.at(first))
                    .askedBy("study: " + asked.asker());
        }
    }
}
