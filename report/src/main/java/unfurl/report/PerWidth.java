package unfurl.report;

import java.util.Locale;
import unfurl.report.figure.Numbers;

/// How numbers of events are shown: per bin when all bins are equally wide, per unit of the observable otherwise.
record PerWidth(Numbers edges) {
    private static final double SAME = 1e-6;

    /// The contents as they are drawn.
    Binned of(Binned binned) {
        return uniform() ? binned : binned.density();
    }

    /// What stands at the axis: `Events / 20 GeV`, `Events / GeV`, `Events`.
    String title(String what, String unit) {
        double width = edges.get(1) - edges.get(0);
        String size = Digits.plain(Double.parseDouble(String.format(Locale.ROOT, "%.3g", width)));
        if (!uniform()) {
            return what + " / " + (unit.isEmpty() ? "unit" : unit);
        }
        boolean one = Math.abs(width - 1) < SAME;
        String bin = one ? unit : unit.isEmpty() ? size : size + " " + unit;
        return bin.isEmpty() ? what : what + " / " + bin;
    }

    private boolean uniform() {
        double width = edges.get(1) - edges.get(0);
        for (int i = 1; i < edges.size() - 1; i++) {
            if (Math.abs(edges.get(i + 1) - edges.get(i) - width) > SAME * width) {
                return false;
            }
        }
        return true;
    }
}
