package unfurl.provenance;

import java.util.Objects;

/// What a result was made with. Given by whoever runs the analysis: nothing here looks at the machine.
///
/// @param unfurl version of Unfurl
/// @param commit the commit it was built from; empty when that is not known
/// @param java   version and vendor of the Java virtual machine
/// @param system name and version of the operating system, and the architecture
/// @param cpu    the processor's model; empty when that is not known
/// @param cores  processors that the virtual machine may use; at least 1
public record Environment(String unfurl, String commit, String java, String system, String cpu, int cores) {
    /// Checks that the number of cores is possible.
    public Environment {
        Objects.requireNonNull(unfurl);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(java);
        Objects.requireNonNull(system);
        Objects.requireNonNull(cpu);
        if (cores < 1) {
            throw new IllegalArgumentException("a machine has at least one core, not " + cores);
        }
    }
}
