package unfurl.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Signature;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PackageOrderTest {
    @Test
    @DisplayName("every package uses only what its line allows")
    void everyPackageKeepsTheOrder() {
        List<ClassModel> classes = Classes.ofEveryModule();
        assertThat(classes)
                .as("classes found")
                .anyMatch(model -> model.thisClass().asInternalName().equals("unfurl/event/Weights"))
                .anyMatch(model -> model.thisClass().asInternalName().equals("unfurl/cli/Main"));
        assertThat(PackageOrder.violations(classes)).isEmpty();
    }

    @Test
    @DisplayName("a line names only packages of the lines above it, so that there is no circle")
    void theOrderIsOne() {
        var above = new HashSet<String>();
        PackageOrder.mayUse().forEach((name, allowed) -> {
            assertThat(above).as(name).containsAll(allowed);
            above.add(name);
        });
    }

    @Test
    @DisplayName("a planted use is caught in a field, a method, a type argument and a superclass")
    void plantedUsesAreCaught() {
        ClassDesc forbidden = ClassDesc.of("unfurl.nn.Network");
        String expected =
                "unfurl.measurement.Planted uses unfurl.nn.Network: 'measurement' may use only [hist, event, math, provenance]";
        assertThat(violations("unfurl.measurement.Planted", c -> c.withField("f", forbidden, ClassFile.ACC_PRIVATE)))
                .containsExactly(expected);
        assertThat(violations("unfurl.measurement.Planted", c -> c.withSuperclass(forbidden)))
                .containsExactly(expected);
        assertThat(violations(
                        "unfurl.measurement.Planted",
                        c -> c.withMethod(
                                "m",
                                MethodTypeDesc.of(forbidden.arrayType()),
                                ClassFile.ACC_ABSTRACT | ClassFile.ACC_PUBLIC,
                                m -> {})))
                .containsExactly(expected);
        assertThat(violations(
                        "unfurl.measurement.Planted",
                        c -> c.withField(
                                "f",
                                ClassDesc.of("java.util.List"),
                                f -> f.with(SignatureAttribute.of(
                                        Signature.parseFrom("Ljava/util/List<Lunfurl/nn/Network;>;"))))))
                .containsExactly(expected);
    }

    @Test
    @DisplayName("the Vector API is for nn alone, and a foreign library for no package of the core")
    void plantedLibrariesAreCaught() {
        ClassDesc vector = ClassDesc.of("jdk.incubator.vector.FloatVector");
        assertThat(violations("unfurl.nn.Kernel", c -> c.withField("f", vector, 0)))
                .isEmpty();
        for (String name : List.of("math", "hist", "reweight", "unfold", "study", "cli")) {
            assertThat(violations("unfurl." + name + ".Planted", c -> c.withField("f", vector, 0)))
                    .as(name)
                    .hasSize(1);
        }
        ClassDesc json = ClassDesc.of("tools.jackson.databind.JsonNode");
        assertThat(violations("unfurl.measurement.Planted", c -> c.withField("f", json, 0)))
                .containsExactly("unfurl.measurement.Planted uses tools.jackson.databind.JsonNode: "
                        + "'measurement' may use the JDK and the libraries [org/hipparchus, org/apache/commons]");
    }

    @Test
    @DisplayName("a package without a line is told to get one, and the root may use nothing")
    void unknownPackages() {
        assertThat(violations("unfurl.helper.Planted", c -> {}))
                .allMatch(line -> line.endsWith("the package 'helper' has no line in PackageOrder yet"))
                .isNotEmpty();
        assertThat(violations("unfurl.Planted", c -> c.withField("f", ClassDesc.of("unfurl.math.Seed"), 0)))
                .containsExactly("unfurl.Planted uses unfurl.math.Seed: unfurl itself may use nothing");
    }

    private static Set<String> violations(String name, Consumer<? super java.lang.classfile.ClassBuilder> content) {
        byte[] bytes = ClassFile.of().build(ClassDesc.of(name), content);
        return PackageOrder.violations(List.of(ClassFile.of().parse(bytes)));
    }
}
