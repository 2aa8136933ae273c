package unfurl.nn;

import java.util.List;

/// Two kernels to be compared: a comparison of a class with itself would say nothing.
record Twins(Kernels definition, Kernels fast) {
    Twins {
        if (definition.getClass() == fast.getClass()) {
            throw new IllegalArgumentException("both are " + fast.getClass().getSimpleName());
        }
    }

    /// The definition and what networks are trained with.
    static Twins used() {
        return new Twins(new ScalarKernels(), new VectorKernels());
    }

    List<Kernels> both() {
        return List.of(definition, fast);
    }
}
