package unfurl.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Public means promised: what others may build on is a decision, and this test makes it one.
///
/// The list is `public-types.txt`; `./check --accept-public-types` writes it anew from the code.
class PublicTypesTest {
    private static final Path LIST = Path.of("src/test/resources/unfurl/arch/public-types.txt");
    private static final String ACCEPT = "accept.public.types";

    @Test
    @DisplayName("the public types are those of public-types.txt")
    void publicTypesArePinned() throws IOException {
        Collection<String> found = publicTypes(Classes.ofEveryModule());
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(LIST, String.join("\n", found) + "\n");
        }
        List<String> promised = Files.readAllLines(LIST);
        var added = new TreeSet<>(found);
        promised.forEach(added::remove);
        var gone = new TreeSet<>(promised);
        gone.removeAll(found);
        assertThat(added.isEmpty() && gone.isEmpty())
                .as(
                        "public types have changed: new %s, gone %s. Make a new one package-private if nobody else needs it; "
                                + "to accept the change run ./check --accept-public-types and commit %s",
                        added, gone, LIST)
                .isTrue();
    }

    @Test
    @DisplayName("a public type within one that is not public is not counted")
    void hiddenTypesAreNotCounted() {
        Collection<String> found = publicTypes(Classes.ofEveryModule());
        assertThat(found).contains("unfurl.event.Column", "unfurl.event.Column.Type", "unfurl.cli.Main");
        assertThat(found).doesNotContain("unfurl.cli.Failures", "unfurl.cli.ExitCode");
    }

    private static Collection<String> publicTypes(List<ClassModel> classes) {
        Map<String, Boolean> isPublic = new HashMap<>();
        Map<String, String> outer = new HashMap<>();
        for (ClassModel model : classes) {
            String name = model.thisClass().asInternalName();
            isPublic.put(name, model.flags().has(AccessFlag.PUBLIC));
            model.findAttribute(Attributes.innerClasses()).stream()
                    .flatMap(inner -> inner.classes().stream())
                    .filter(inner -> inner.innerClass().asInternalName().equals(name))
                    .forEach(inner -> {
                        isPublic.put(name, inner.has(AccessFlag.PUBLIC));
                        outer.put(name, outerOf(inner));
                    });
        }
        var names = new TreeSet<String>();
        for (String name : isPublic.keySet()) {
            if (!name.endsWith("package-info") && visible(name, isPublic, outer)) {
                names.add(name.replace('/', '.').replace('$', '.'));
            }
        }
        return names;
    }

    /// The enclosing type; empty for a local or anonymous class, which nobody outside can name.
    private static String outerOf(InnerClassInfo inner) {
        return inner.outerClass().map(type -> type.asInternalName()).orElse("");
    }

    private static boolean visible(String name, Map<String, Boolean> isPublic, Map<String, String> outer) {
        return isPublic.getOrDefault(name, false)
                && (!outer.containsKey(name) || visible(outer.get(name), isPublic, outer));
    }
}
