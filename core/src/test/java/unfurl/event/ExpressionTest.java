package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unfurl.InputException;

class ExpressionTest {
    private static final Table TABLE = Table.of(
            "toy",
            List.of(
                    Column.owning("x", new double[] {1, -2, 0.5}).in("GeV"),
                    Column.owning("y", new float[] {2, 3, -4}),
                    Column.owning("n", new int[] {0, 7, 2}),
                    Column.owning("pass", new boolean[] {true, false, true}),
                    Column.owning("jets.pt_1", new double[] {10, 20, 30}),
                    Column.owning("odd name", new double[] {5, 6, 7})));

    private static double[] values(String text) {
        Column column = Expression.parse(text).evaluate(TABLE);
        return IntStream.range(0, column.size()).mapToDouble(column::at).toArray();
    }

    private static int[] rows(String text) {
        return Expression.parse(text).select(TABLE).indices();
    }

    /// Expected: the value for the first row, x = 1, y = 2, n = 0, by hand or by the name of the function.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 + 2*3              | 7
            (1 + 2)*3            | 9
            8/4/2                | 1
            10 - 4 - 3           | 3
            2^3^2                | 512
            -y^2                 | -4
            (-y)^2               | 4
            2^-1                 | 0.5
            -2*-3                | 6
            +y                   | 2
            1e-3*1E3             | 1
            .5 + 1.              | 1.5
            cos(pi)              | -1
            abs(-y)              | 2
            sqrt(y + 2)          | 2
            log(exp(y))          | 2
            log10(100)           | 2
            sin(pi/2)            | 1
            tan(0)               | 0
            sinh(0) + cosh(0)    | 1
            tanh(1e9)            | 1
            asin(1)/pi           | 0.5
            acos(-1)/pi          | 1
            atan(1)/pi           | 0.25
            atan2(-1, -1)/pi     | -0.75
            min(x, y)            | 1
            max(x, y)            | 2
            pow(y, 10)           | 1024
            floor(-0.5)          | -1
            hypot(3, 4)          | 5
            deltaPhi(3, -3) + 2*pi | 6
            deltaR(0, 3, 0, -3) - 2*pi | -6
            deltaR(1, 0, 4, 4)   | 4.0
            mass(50, 0, 0, 0, 50, 0, pi, 0) | 100
            mass(0, 0, 0, 3, 0, 0, 0, 4)    | 7
            mass(3, 1, 2, 0, 5, 1, 2, 0)^2  | 0
            ptSum(3, 0, 4, pi/2)            | 5
            rapidity(30, 1.5, 0) - 1.5      | 0
            rapidity(3, log(3), 12) - 0.5*log(17/9) | 0
            rapidity(3, -log(3), 12) + 0.5*log(17/9) | 0
            jets.pt_1            | 10
            `odd name` + n       | 5
            """)
    void evaluatesArithmeticAndFunctions(String text, double expected) {
        double wanted = text.startsWith("deltaR(1") ? Math.hypot(3, 2 * Math.PI - 4) : expected;
        assertThat(values(text)[0]).isCloseTo(wanted, within(1e-14 * 1024));
    }

    @Test
    void evaluatesEveryRowAndKeepsTheUnitOfASingleColumn() {
        assertThat(values("x*y + n")).containsExactly(2, 1, 0);
        assertThat(Expression.parse("x").evaluate(TABLE).unit()).isEqualTo("GeV");
        assertThat(Expression.parse("(x)").evaluate(TABLE).unit()).isEqualTo("GeV");
        assertThat(Expression.parse("2*x").evaluate(TABLE).unit()).isEmpty();
    }

    @Test
    void selectsByConditions() {
        assertThat(rows("x > 0")).containsExactly(0, 2);
        assertThat(rows("pass")).containsExactly(0, 2);
        assertThat(rows("!pass")).containsExactly(1);
        assertThat(rows("pass && n >= 1 || x < -1")).containsExactly(1, 2);
        assertThat(rows("pass && (n >= 1 || x < -1)")).containsExactly(2);
        assertThat(rows("x + 1 <= y*1 && n != 7")).containsExactly(0);
        assertThat(rows("n == 7")).containsExactly(1);
        assertThat(rows("`pass`")).containsExactly(0, 2);
        assertThat(rows("1 < 2")).containsExactly(0, 1, 2);
    }

    @Test
    void tellsNumbersFromConditions() {
        assertThat(Expression.parse("x > 3 + 1").isCondition()).isTrue();
        assertThat(Expression.parse("pass && pass").isCondition()).isTrue();
        assertThat(Expression.parse("x").isCondition()).isFalse();
        assertThat(Expression.parse("deltaR(x, y, n, x) + `odd name`").columns())
                .containsExactly("x", "y", "n", "odd name");
    }

    @Test
    void namesAnyColumn() {
        assertThat(Expression.ofColumn("jets.pt_1").text()).isEqualTo("jets.pt_1");
        assertThat(Expression.ofColumn("odd name").text()).isEqualTo("`odd name`");
        assertThat(Expression.ofColumn("pi").columns()).containsExactly("pi");
    }

    @Test
    void notANumberIsShownNotHidden() {
        Column ratio = Expression.parse("x/n").evaluate(TABLE);
        assertThat(ratio.at(0)).isInfinite();
        assertThat(ratio.finite().indices()).containsExactly(1, 2);
        assertThat(Expression.parse("log(x)").evaluate(TABLE).at(1)).isNaN();
    }

    @Test
    void aComparisonWithNaNIsUndefinedUnlessTheRestDecides() {
        assertThat(rows("x > 0 && log(x) > -1")).containsExactly(0, 2);
        assertThat(rows("x < 0 || log(x) > -1")).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> rows("!(log(x) > 0)"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("undefined for 1 of toy (3 rows), the first of them row 1");
    }

    /// Three events with 2, 0 and 3 particles.
    private static final Table CLOUDS = Table.of(
            "clouds",
            List.of(
                    list("pt", 3, 1, 2, 4, 6),
                    list("phi", 0.5, -0.5, 1, 2, 3),
                    Column.lists(new int[] {0, 2, 3, 5}, Column.owning("other", new double[5])),
                    Column.lists(
                            new int[] {0, 2, 2, 5},
                            Column.owning("gone", new double[] {1, 2, 3, 4, 5}),
                            Mask.of(3, i -> i == 1)),
                    Column.owning("scale", new double[] {2, 3, 10})));

    private static Column list(String name, double... values) {
        return Column.lists(new int[] {0, 2, 2, 5}, Column.owning(name, values));
    }

    /// Expected: by hand.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            count(pt)                    | 2   | 0   | 3
            sum(pt)                      | 4   | 0   | 12
            min(pt)                      | 1   | NaN | 2
            max(pt)                      | 3   | NaN | 6
            mean(pt)                     | 2   | NaN | 4
            sum(pt*phi)/sum(pt)          | 0.25| NaN | 2.3333333333333335
            sqrt(sum(pt^2))/max(sum(pt), 1) | 0.7905694150420949 | 0 | 0.6236095644623235
            sum(max(pt, 2))              | 5   | 0   | 12
            sum(-pt + scale)             | 0   | 0   | 18
            sum(pt/sum(pt)*scale)        | 2   | 0   | 10
            sum(hypot(3, 4) + 0*pt)      | 10  | 0   | 15
            count(gone)                  | 2   | NaN | 3
            """)
    void listsBecomeNumbers(String text, double first, double second, double third) {
        Column column = Expression.parse(text).evaluate(CLOUDS);
        assertThat(List.of(column.at(0), column.at(1), column.at(2))).containsExactly(first, second, third);
    }

    @Test
    void listsAreMadeOfListsParticleByParticle() {
        Column z = Expression.parse("pt/sum(pt)").lists(CLOUDS);
        assertThat(List.of(z.count(0), z.count(1), z.count(2))).containsExactly(2, 0, 3);
        assertThat(IntStream.range(0, 5).mapToDouble(z.elements()::at))
                .containsExactly(0.75, 0.25, 2 / 12.0, 4 / 12.0, 6 / 12.0);
        assertThat(Expression.parse("gone + 1").lists(CLOUDS).absent().indices())
                .containsExactly(1);
        assertThat(Expression.parse("pt").lists(CLOUDS)).isSameAs(CLOUDS.column("pt", ""));
        assertThat(Expression.parse("count(pt) > 2").select(CLOUDS).indices()).containsExactly(2);
        assertThat(Expression.parse("(count(pt + 1))").isCount()).isTrue();
        assertThat(Expression.parse("count(pt) + 1").isCount()).isFalse();
    }

    /// 5000 events, more than are evaluated at once, of 0 … 4 particles with the value 1.
    @Test
    void listsAreEvaluatedBlockByBlock() {
        int[] first = new int[5001];
        for (int i = 0; i < 5000; i++) {
            first[i + 1] = first[i] + i % 5;
        }
        double[] ones = new double[first[5000]];
        java.util.Arrays.fill(ones, 1);
        Table table = Table.of("many", List.of(Column.lists(first, Column.owning("one", ones))));
        Column sum = Expression.parse("sum(one*count(one))").evaluate(table);
        Column lists = Expression.parse("one*count(one)").lists(table);
        for (int i = 0; i < 5000; i++) {
            assertThat(sum.at(i)).isEqualTo((i % 5) * (i % 5));
            assertThat(lists.count(i)).isEqualTo(i % 5);
        }
        assertThat(lists.elements().at(first[4999])).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            pt + 1          | 'pt + 1' has a list for each event ('pt' of clouds (3 rows) holds lists)
            pt              | 'pt' has a list for each event
            sum(scale)      | sum needs a list, and its argument is one number for each event
            sum(sum(pt))    | sum needs a list
            sum(pt*other)   | in row 1 of clouds 'pt' has 0 and 'other' has 1
            sum(pt*gone)    | in row 1 of clouds 'pt' has 0 and 'gone' has no list
            """)
    void listsThatDoNotFitAreRefused(String text, String message) {
        assertThatThrownBy(() -> Expression.parse(text).evaluate(CLOUDS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> Expression.parse(text + " > 0").select(CLOUDS)).isInstanceOf(InputException.class);
    }

    @Test
    void aNumberIsNoList() {
        assertThatThrownBy(() -> Expression.parse("scale*2").lists(CLOUDS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'scale*2' is one number for each event");
    }

    /// The second column is where the caret must stand, counted from 0.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            pass && 3      | 8  | '&&' needs true or false, and this is a number
            3 && pass      | 0  | '&&' needs true or false, and this is a number
            pass && (x+1)  | 8  | '&&' needs true or false
            (x > 3) + 1    | 0  | '+' needs a number, and this is true or false
            !x + 1         | 0  | '+' needs a number
            -(x > 1)       | 1  | '-' needs a number
            abs(x > 1)     | 4  | 'abs' needs a number
            1 < x < 3      | 6  | comparisons do not chain
            x +            | 3  | expected a number, a column, a function or '(', found the end
            x y            | 2  | expected an operator or the end, found 'y'
            x > 1 and pass | 6  | 'and' is written '&&'
            not pass       | 0  | 'not' is written '!'
            (x + 1         | 6  | expected an operator or ')', found the end
            x + 1)         | 5  | expected an operator or the end, found ')'
            x = 1          | 2  | equality is '=='
            pass & pass    | 5  | 'and' is '&&'
            x ** 2         | 3  | a power is written with '^'
            x # 2          | 2  | an expression has no '#'
            1 + `x         | 4  | this back-quote is not closed
            1 + ``         | 4  | no column's name
            1e999          | 0  | the number 1e999 is too large
            1 + sqr(x)     | 4  | Did you mean 'sqrt'?
            min(x, 1, 2)   | 0  | min takes 2 arguments, not 3
            count(x, y)    | 0  | count takes 1 argument, not 2
            1 + summ(x)    | 4  | Did you mean 'sum'?
            abs()          | 0  | abs takes 1 argument, not 0
            abs(1,)        | 6  | expected a number
            abs(1;2)       | 5  | an expression has no ';'
            1.2.3          | 3  | expected an operator or the end, found '.3'
            """)
    void saysWhatIsWrongAndWhere(String text, int position, String message) {
        String caret = "\n  " + text + "\n  " + " ".repeat(position) + "^";
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith(caret);
    }

    @Test
    void answersAMissingColumnWithTheNearest() {
        assertThatThrownBy(() -> values("1 + jets.pt_2*x"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("no column 'jets.pt_2' in toy (3 rows). Did you mean 'jets.pt_1'?")
                .hasMessageEndingWith("\n  1 + jets.pt_2*x\n      ^");
    }

    @Test
    void checksTheTypeOfColumns() {
        assertThatThrownBy(() -> values("x + pass"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column 'pass' holds true or false")
                .hasMessageEndingWith("\n  x + pass\n      ^");
        assertThatThrownBy(() -> rows("n && x > 1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("compare it, as in 'n == 1'");
        assertThatThrownBy(() -> values("x > 1")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> rows("x + 1")).isInstanceOf(InputException.class);
    }

    @Test
    void boundsLengthAndDepth() {
        assertThat(values("1" + "+1".repeat(900))[0]).isEqualTo(901);
        assertThat(values("(".repeat(100) + "x" + ")".repeat(100))[0]).isEqualTo(1);
        for (String text : List.of(
                "(".repeat(101) + "x" + ")".repeat(101),
                "-".repeat(101) + "x",
                "!".repeat(101) + "pass",
                "2^".repeat(101) + "2",
                "abs(".repeat(101) + "x" + ")".repeat(101),
                "1" + "+1".repeat(1000),
                "x".repeat(10_001),
                "",
                "  \n")) {
            assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(InputException.class);
        }
    }

    @Test
    void showsAWindowOfALongText() {
        String text = "x + ".repeat(100) + "?" + " + x".repeat(100);
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(InputException.class)
                .satisfies(thrown -> {
                    List<String> lines = thrown.getMessage().lines().toList();
                    assertThat(lines.get(1).charAt(lines.get(2).length() - 1)).isEqualTo('?');
                    assertThat(lines.get(1)).hasSizeLessThan(110);
                });
    }

    /// Seed 7; 60,000 texts of pieces of expressions and of random characters.
    @ParameterizedTest
    @ValueSource(longs = 7)
    void neverThrowsAnythingElse(long seed) {
        var random = new SplittableRandom(seed);
        List<String> pieces = List.of(
                "x",
                "pass",
                "1",
                "1e",
                ".",
                "e5",
                "(",
                ")",
                "+",
                "-",
                "*",
                "/",
                "^",
                "&&",
                "||",
                "!",
                "<",
                "==",
                "abs(",
                "min(",
                ",",
                "`",
                "pi",
                " ",
                "\t",
                "\u0000",
                "é",
                "\ud83d",
                "and",
                "9".repeat(400),
                "deltaR(x,y,n,x)");
        int good = 0;
        for (int i = 0; i < 60_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                Expression expression = Expression.parse(text.toString());
                if (expression.isCondition()) {
                    expression.select(TABLE);
                } else {
                    expression.evaluate(TABLE);
                }
                good++;
            } catch (InputException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
        assertThat(good).isGreaterThan(300);
    }
}
