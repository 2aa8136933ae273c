package unfurl.cli;

/// What is done last when the process is told to stop, by Ctrl-C or a signal; nothing once it is closed.
final class Farewell implements AutoCloseable {
    private final Thread hook;

    private Farewell(Thread hook) {
        this.hook = hook;
    }

    /// Has something done when the process is told to stop.
    static Farewell of(Runnable last) {
        var hook = new Thread(last, "unfurl-farewell");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Farewell(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return; // the process is being stopped, and the farewell is what it has to say
        }
    }
}
