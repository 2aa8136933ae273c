package unfurl.cli;

/// How the process ends; scripts may rely on the numbers.
enum ExitCode {
    /// All went well.
    DONE(0),
    /// A defect of Unfurl, or a machine that ran out of memory.
    DEFECT(1),
    /// Something the user gave cannot be used: an argument, a file, a column, a key.
    INPUT(2),
    /// The computation cannot go on: a loss that is not finite, a ratio that collapsed.
    NUMERICAL(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
