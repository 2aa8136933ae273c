package unfurl.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import unfurl.InputException;

class TableTest {
    private static final Column PT =
            Column.owning("pT", new float[] {1.5f, 2.5f, 3.5f}).in("GeV");
    private static final Column PASS = Column.owning("pass", new boolean[] {true, false, true});
    private static final Table TABLE = Table.of("mc.parquet", List.of(PT, PASS));

    @Test
    @DisplayName("columns come by name, and in the order of the file")
    void columnsByName() {
        assertThat(TABLE.rows()).isEqualTo(3);
        assertThat(TABLE.names()).containsExactly("pT", "pass");
        assertThat(TABLE.columns()).containsExactly(PT, PASS);
        assertThat(TABLE.has("pT")).isTrue();
        assertThat(TABLE.has("PT")).isFalse();
        assertThat(TABLE.column("pass", "")).isSameAs(PASS);
        assertThat(TABLE.source()).isEqualTo("mc.parquet");
    }

    @Test
    @DisplayName("a missing column is told with the file, its size, who asked and the nearest name")
    void missingColumn() {
        assertThatThrownBy(() -> TABLE.column("PTT", "study.yaml: observables.names[0]"))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        no column 'PTT' in mc.parquet (3 rows). Did you mean 'pT'?
                          asked by   study.yaml: observables.names[0]
                          available  pT, pass""");
    }

    @Test
    @DisplayName("columns of different lengths or of one name are refused, with the file and the column")
    void malformed() {
        assertThatThrownBy(() -> Table.of("a.csv", List.of(PT, Column.owning("n", new int[2]))))
                .isInstanceOf(InputException.class)
                .hasMessage("column 'n' of a.csv has 2 rows where the columns before it have 3");
        assertThatThrownBy(() -> Table.of("a.csv", List.of(PT, PASS.named("pT"))))
                .isInstanceOf(InputException.class)
                .hasMessage("a.csv has two columns 'pT'");
    }

    @Test
    @DisplayName("a mask selects rows of every column, and must be about the table's rows")
    void select() {
        Table chosen = TABLE.select(Mask.of(3, i -> i > 0));
        assertThat(chosen.rows()).isEqualTo(2);
        assertThat(chosen.column("pT", "").at(0)).isEqualTo(2.5);
        assertThat(chosen.column("pT", "").unit()).isEqualTo("GeV");
        assertThatThrownBy(() -> TABLE.select(Mask.all(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot apply a mask of 2 events to 3");
    }

    @Test
    @DisplayName("a table may have no rows, or no columns")
    void emptyTables() {
        assertThat(Table.of("e", List.of()).rows()).isZero();
        assertThat(Table.of("e", List.of(Column.owning("x", new double[0]))).rows())
                .isZero();
    }
}
