package unfurl.bench;

import java.util.Locale;
import unfurl.nn.Schedule;

/// Names of learning-rate schedules.
enum Course {
    CONSTANT,
    ONE_CYCLE,
    PLATEAU;

    Schedule schedule() {
        return switch (this) {
            case CONSTANT -> new Schedule.Constant();
            case ONE_CYCLE -> new Schedule.OneCycle(0.2, 0);
            case PLATEAU -> new Schedule.ReduceOnPlateau(0.5, 3, 1e-3);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
