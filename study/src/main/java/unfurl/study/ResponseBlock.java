package unfurl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unfurl.event.Expression;

/// A detector that is learned from events that were simulated with several, by classifiers that know its parameters.
///
/// @param samples         at several values of the parameters, or with values of each event
/// @param keepsEfficiency whether as many events are seen at any of them
public record ResponseBlock(List<Sample> samples, boolean keepsEfficiency) {
    /// Copies the list.
    public ResponseBlock {
        samples = List.copyOf(samples);
    }

    /// Simulated events.
    ///
    /// @param events where they are
    /// @param at     the value of each parameter that is learned, a number or a formula of an event's columns
    public record Sample(Study.Simulation events, Map<String, Expression> at) {
        /// Copies the map, in its order.
        public Sample {
            at = Collections.unmodifiableMap(new LinkedHashMap<>(at));
        }
    }
}
