package unfurl.bench;

/// Where PyTorch's libraries run: those that come with the benchmarks are for Linux on x86-64.
final class TorchPlatform {
    private TorchPlatform() {}

    static boolean supported() {
        return supported(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /// @param system       as Java's `os.name`
    /// @param architecture as Java's `os.arch`
    static boolean supported(String system, String architecture) {
        return system.equals("Linux") && (architecture.equals("amd64") || architecture.equals("x86_64"));
    }
}
