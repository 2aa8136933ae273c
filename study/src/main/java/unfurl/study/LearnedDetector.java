package unfurl.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What had to be learned of the detector of a study.
///
/// @param templates of varied detectors
/// @param response  of samples at several parameters
record LearnedDetector(Templates templates, Optional<KeptResponse> response) {
    /// Nothing.
    static final LearnedDetector NONE = new LearnedDetector(Templates.NONE, Optional.empty());

    /// What failed before it was learned, of all in order.
    List<Failure> failures() {
        return Stream.concat(
                        templates.failures().stream(),
                        response.stream().flatMap(one -> Failure.of(ResponseRunner.WHAT, one.failures()).stream()))
                .toList();
    }
}
