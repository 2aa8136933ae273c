package unfurl.report.figure;

import java.util.List;
import java.util.stream.Collectors;
import unfurl.InputException;

/// Text of a figure: words, symbols, sub- and superscripts.
///
/// The markup, which reads like ROOT's and LaTeX's:
///
/// | written | gives |
/// |---|---|
/// | `p_{T}`, `p_T` | a subscript; `{…}` holds what belongs to it, without braces it is one character |
/// | `m^{2}`, `10^{-1}`, `fb⁻¹` | a superscript; after `_{…}` it stands above it, as in `p_{T}^{\ell\ell}` |
/// | `*y*`, `**Unfurl**` | italic, bold |
/// | `\tau`, `\Delta`, `\ell`, `\sqrt`, `\pm` | Greek letters and symbols; `τ`, `Δ`, `ℓ`, `√`, `±` may be typed
/// too |
/// | `\_`, `\*`, `\{`, `\\` | the character itself |
/// | `{…}` | a group, which starts a word of its own: the p of `d{p_{T}}` is a variable, that of `dp_{T}` is not |
///
/// A single Latin letter that carries a script and is no part of a word is a variable and becomes italic: that
/// is so for `p_{T}`, but not for the b of `fb^{-1}`. A hyphen within a script is a minus sign. One space after
/// a `\name` belongs to it, as in LaTeX.
///
/// @param parts the text, piece by piece
public record Label(List<Part> parts) {
    /// A piece of a label.
    public sealed interface Part {
        /// Letters in one style.
        record Run(String text, boolean italic, boolean bold) implements Part {}

        /// Small pieces below and above the line, one above the other; either may be empty.
        record Scripts(List<Part> below, List<Part> above) implements Part {
            public Scripts {
                below = List.copyOf(below);
                above = List.copyOf(above);
            }
        }
    }

    public Label {
        parts = List.copyOf(parts);
    }

    /// The label that a piece of markup stands for.
    ///
    /// @throws InputException when a brace or star is not closed, or a `\name` is not known; the message names
    ///                        the markup
    public static Label parse(String markup) {
        return new Label(new LabelParser(markup).parse());
    }

    /// Markup that shows `text` as it is: a column's name such as `pT_ll`.
    public static String quote(String text) {
        return text.replaceAll("([\\\\_^*{}])", "\\\\$1");
    }

    /// The label as HTML: `<sub>`, `<sup>`, `<i>`, `<b>`, everything else escaped.
    public String html() {
        return html(parts);
    }

    /// The label as plain text: `p_T^ℓℓ`.
    public String plain() {
        return plain(parts);
    }

    private static String html(List<Part> parts) {
        return parts.stream().map(Label::html).collect(Collectors.joining());
    }

    private static String html(Part part) {
        return switch (part) {
            case Part.Run run -> {
                String text = Xml.escape(run.text());
                String slanted = run.italic() ? "<i>" + text + "</i>" : text;
                yield run.bold() ? "<b>" + slanted + "</b>" : slanted;
            }
            case Part.Scripts scripts when scripts.above().isEmpty() -> "<sub>" + html(scripts.below()) + "</sub>";
            case Part.Scripts scripts when scripts.below().isEmpty() -> "<sup>" + html(scripts.above()) + "</sup>";
            case Part.Scripts scripts ->
                "<span class=\"scripts\"><sup>%s</sup><sub>%s</sub></span>"
                        .formatted(html(scripts.above()), html(scripts.below()));
        };
    }

    private static String plain(List<Part> parts) {
        return parts.stream().map(Label::plain).collect(Collectors.joining());
    }

    private static String plain(Part part) {
        return switch (part) {
            case Part.Run run -> run.text();
            case Part.Scripts scripts ->
                (scripts.below().isEmpty() ? "" : "_" + plain(scripts.below()))
                        + (scripts.above().isEmpty() ? "" : "^" + plain(scripts.above()));
        };
    }
}
