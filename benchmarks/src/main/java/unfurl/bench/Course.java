package unfurl.bench;

import java.util.Locale;
import unfurl.nn.Schedule;

/// Names of learning-rate schedules.
enum Course {
    CONSTANT(new Schedule.Constant()),
    ONE_CYCLE(new Schedule.OneCycle(0.2, 0)),
    PLATEAU(new Schedule.ReduceOnPlateau(0.5, 3, 1e-3));

    private final transient Schedule schedule;

    Course(Schedule schedule) {
        this.schedule = schedule;
    }

    Schedule schedule() {
        return schedule;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
