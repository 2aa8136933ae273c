package unfurl.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PngTest {
    /// 480 × 320 points: the frame is from 66 to 464 across and from 28 to 274 down.
    private static Figure of(Layer... layers) {
        var panel = new Panel(new Axis("", Axis.Scale.LINEAR, Optional.of(new Range(0, 1))), List.of(layers), 1);
        return new Figure("one", "**W**", "", Axis.linear("").over(0, 1), List.of(panel), Figure.Size.LOW);
    }

    private static BufferedImage image(Figure figure, double scale) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(figure.png(scale)));
    }

    private static int rgb(BufferedImage image, double scale, double x, double y) {
        return image.getRGB((int) (x * scale), (int) (y * scale)) & 0xffffff;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3})
    void whatIsDrawnHasItsColourAtItsPlaceAtAnyScale(double scale) throws IOException {
        var steps = new Layer.Steps(Numbers.of(0, 1), Numbers.of(0.5), Pen.solid(Ink.RED, 4), "");
        var band = new Layer.Band(
                Numbers.of(0, 1), Numbers.of(0.6), Numbers.of(0.8), Layer.Fill.PLAIN, Ink.BLUE.fade(0.5), "");
        BufferedImage image = image(of(steps, band), scale);
        assertThat(image.getWidth()).isEqualTo((int) (480 * scale));
        assertThat(image.getHeight()).isEqualTo((int) (320 * scale));
        assertThat(rgb(image, scale, 5, 5)).isEqualTo(0xffffff);
        assertThat(rgb(image, scale, 265, 274 - 0.2 * 246)).isEqualTo(0xffffff);
        // The middle of the frame, at half of its height of 246.
        assertThat(rgb(image, scale, 265, 274 - 0.5 * 246)).isEqualTo(Ink.RED.rgb());
        // Half blue and half white, each colour to the rounding of 1 in 255.
        int mixed = rgb(image, scale, 265, 274 - 0.7 * 246);
        for (int shift : new int[] {0, 8, 16}) {
            double expected = ((Ink.BLUE.rgb() >> shift & 0xff) + 255) / 2.0;
            assertThat((double) (mixed >> shift & 0xff)).isCloseTo(expected, within(1.5));
        }
    }

    @Test
    void dashesLeaveGaps() throws IOException {
        var dashed = new Layer.Steps(Numbers.of(0, 1), Numbers.of(0.5), Pen.dashed(Ink.RED, 4), "");
        BufferedImage image = image(of(dashed), 2);
        int red = 0;
        int white = 0;
        for (int x = 2 * 70; x < 2 * 460; x++) {
            int rgb = image.getRGB(x, (int) (2 * (274 - 0.5 * 246))) & 0xffffff;
            red += rgb == Ink.RED.rgb() ? 1 : 0;
            white += rgb == 0xffffff ? 1 : 0;
        }
        // Strokes of 5 and gaps of 2.5 points: two thirds and one third, less the pixels that the ends share.
        assertThat(red / 780.0).isCloseTo(2 / 3.0, within(0.1));
        assertThat(white / 780.0).isCloseTo(1 / 3.0, within(0.1));
    }

    @Test
    void nothingIsDrawnOutsideTheFrameThatItBelongsTo() throws IOException {
        var high = new Layer.Band(Numbers.of(0, 1), Numbers.of(-1), Numbers.of(3), Layer.Fill.PLAIN, Ink.BLUE, "");
        BufferedImage image = image(of(high), 2);
        assertThat(rgb(image, 2, 265, 26)).isEqualTo(0xffffff);
        assertThat(rgb(image, 2, 265, 276)).isEqualTo(0xffffff);
        assertThat(rgb(image, 2, 265, 40)).isEqualTo(Ink.BLUE.rgb());
    }

    @Test
    void lettersAreInk() throws IOException {
        BufferedImage image = image(of(), 2);
        int dark = 0;
        for (int x = 2 * 66; x < 2 * 80; x++) {
            for (int y = 2 * 10; y < 2 * 21; y++) {
                dark += (image.getRGB(x, y) & 0xff) < 0x60 ? 1 : 0;
            }
        }
        assertThat(dark).as("dark pixels of the W above the frame").isBetween(50, 400);
    }

    @Test
    void theSameFigureIsTheSameBytes() {
        assertThat(FigureTest.falling().png(2)).isEqualTo(FigureTest.falling().png(2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 21, Double.NaN})
    void aScaleThatMakesNoPictureIsRefused(double scale) {
        assertThatThrownBy(() -> of().png(scale)).isInstanceOf(IllegalArgumentException.class);
    }
}
