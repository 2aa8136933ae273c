package unfurl.report.figure;

import java.util.List;

/// One thing drawn in a panel. Layers are painted in their order, the last on top.
///
/// `legend` is the entry in the legend, in the markup of [Label]; empty for none. Numbers that are not finite
/// leave a gap.
public sealed interface Layer {
    /// The entry in the legend; empty for none.
    String legend();

    /// A histogram as a line of steps.
    ///
    /// @param edges  (n + 1) increasing
    /// @param values (n) heights
    record Steps(Numbers edges, Numbers values, Pen pen, String legend) implements Layer {
        public Steps {
            Numbers.requireEdges(edges);
            Numbers.requireBins(edges, values, "values");
        }
    }

    /// A histogram as an area between two heights: a member of a stack, or an uncertainty.
    ///
    /// @param edges  (n + 1) increasing
    /// @param low    (n) lower heights
    /// @param high   (n) upper heights
    /// @param fill   plain or hatched
    record Band(Numbers edges, Numbers low, Numbers high, Fill fill, Ink ink, String legend) implements Layer {
        public Band {
            Numbers.requireEdges(edges);
            Numbers.requireBins(edges, low, "lower heights");
            Numbers.requireBins(edges, high, "upper heights");
        }
    }

    /// How an area is filled.
    enum Fill {
        /// Evenly.
        PLAIN,
        /// With diagonal lines, as uncertainties are.
        HATCHED
    }

    /// Measured points at the middle of bins, with a bar over the bin and one over the error.
    ///
    /// @param edges  (n + 1) increasing
    /// @param values (n) heights
    /// @param errors (n) standard deviations; 0 draws none
    /// @param inner  (n) a part of each error, shown as ticks across its bar: the statistical one; 0 draws
    ///               none
    record Points(Numbers edges, Numbers values, Numbers errors, Numbers inner, Ink ink, String legend)
            implements Layer {
        /// Points whose errors have no part to show.
        public Points(Numbers edges, Numbers values, Numbers errors, Ink ink, String legend) {
            this(edges, values, errors, errors.map(error -> 0), ink, legend);
        }

        public Points {
            Numbers.requireEdges(edges);
            Numbers.requireBins(edges, values, "values");
            Numbers.requireBins(edges, errors, "errors");
            Numbers.requireBins(edges, inner, "inner errors");
        }
    }

    /// A curve through points.
    ///
    /// @param x       (n) in any order
    /// @param y       (n)
    /// @param markers whether each point has a dot
    record Curve(Numbers x, Numbers y, Pen pen, boolean markers, String legend) implements Layer {
        public Curve {
            if (x.size() != y.size()) {
                throw new IllegalArgumentException("%d abscissas for %d heights".formatted(x.size(), y.size()));
            }
        }
    }

    /// A line across the panel at one height.
    record Level(double at, Pen pen) implements Layer {
        @Override
        public String legend() {
            return "";
        }
    }

    /// A line from the foot of the panel to its top at one abscissa.
    record Upright(double at, Pen pen, String legend) implements Layer {}

    /// Bins to be read with care: a coloured strip at the foot of the panel.
    ///
    /// @param edges  (n + 1) increasing
    /// @param marked (n) not 0 where the strip is
    record Marks(Numbers edges, Numbers marked, Ink ink, String legend) implements Layer {
        public Marks {
            Numbers.requireEdges(edges);
            Numbers.requireBins(edges, marked, "marks");
        }
    }

    /// A number for each cell of a grid, as colours: correlations, responses.
    ///
    /// @param xEdges (n + 1) increasing
    /// @param yEdges (m + 1) increasing
    /// @param values (n·m) row after row, the lowest row first; a cell without a finite number is hatched
    /// @param colours from low to high, with the numbers that its ends stand for
    /// @param written whether the numbers stand in the cells, with two decimals
    /// @param title   of the bar of colours, in the markup of [Label]; empty for none
    /// @param marks   labels beside that bar; empty for the numbers
    record Cells(
            Numbers xEdges,
            Numbers yEdges,
            Numbers values,
            HeatMap colours,
            boolean written,
            String title,
            List<Axis.Mark> marks)
            implements Layer {
        /// Cells without their numbers.
        public Cells(Numbers xEdges, Numbers yEdges, Numbers values, HeatMap colours, String title) {
            this(xEdges, yEdges, values, colours, false, title, List.of());
        }

        public Cells {
            marks = List.copyOf(marks);
            Numbers.requireEdges(xEdges);
            Numbers.requireEdges(yEdges);
            int cells = (xEdges.size() - 1) * (yEdges.size() - 1);
            if (values.size() != cells) {
                throw new IllegalArgumentException("%d numbers for %d cells".formatted(values.size(), cells));
            }
        }

        /// None: the bar of colours says what the colours are.
        @Override
        public String legend() {
            return "";
        }
    }
}
