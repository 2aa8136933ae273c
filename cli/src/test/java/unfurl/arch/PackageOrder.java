package unfurl.arch;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which package may use which, bottom up, and a scan that finds every use that is not allowed.
///
/// A line names a package below `unfurl`, with all that lies in it, and the packages that it may use.
/// It may always use itself, the two exceptions in `unfurl`, and the JDK. Two lines matter most:
/// `measurement` never uses `nn`, `reweight` or `unfold`, so that a published result is read without
/// the code that made it; and nothing below `study` reads or writes a file but `formats` and
/// `report`.
final class PackageOrder {
    private static final String ORDER = """
            provenance  :
            math        :
            event       : math
            hist        : event math
            nn          : event math
            reweight    : nn hist event math
            measurement : hist event math provenance
            unfold      : reweight nn hist event math
            uncertainty : unfold reweight hist event math
            root        : event
            formats     : root measurement hist event math provenance
            publication : formats measurement hist event math provenance
            report      : hist event math
            plot        : report measurement hist event math
            model       : formats reweight nn event math provenance
            study       : model report formats uncertainty unfold measurement reweight nn hist event math provenance
            trees       : study reweight event math
            explorer    : plot publication report formats measurement hist event math provenance
            cli         : explorer study model plot report publication formats unfold measurement reweight nn hist event math provenance
            bench       : cli explorer study report formats unfold measurement reweight nn hist event math provenance
            """;

    /// The third-party packages that a package may use.
    private static final String LIBRARIES = """
            math        : org/hipparchus org/apache/commons
            event       : org/hipparchus org/apache/commons
            hist        : org/hipparchus org/apache/commons
            nn          : jdk/incubator/vector
            reweight    : org/hipparchus org/apache/commons
            measurement : org/hipparchus org/apache/commons
            unfold      : org/hipparchus org/apache/commons
            uncertainty : org/apache/commons
            root        : com/github/luben/zstd io/airlift/compress org/tukaani/xz
            formats     : org/apache/parquet io/jhdf com/github/luben/zstd io/airlift/compress org/xerial/snappy tools/jackson org/snakeyaml/engine
            report      : org/apache/pdfbox org/apache/fontbox
            study       : tools/jackson
            trees       : ml/dmlc
            explorer    : com/sun/net/httpserver
            cli         : picocli tools/jackson
            bench       : picocli jdk/incubator/vector org/bytedeco org/openjdk/jmh com/sun/management jdk/jfr
            """;

    private static final Pattern TYPE = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    private PackageOrder() {}

    /// The packages and what each may use, bottom up.
    static Map<String, List<String>> mayUse() {
        return table(ORDER);
    }

    private static Map<String, List<String>> table(String text) {
        var table = new LinkedHashMap<String, List<String>>();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(":", 2);
            table.put(
                    parts[0].strip(),
                    Arrays.stream(parts[1].split(" ", -1))
                            .filter(name -> !name.isEmpty())
                            .toList());
        }
        return table;
    }

    /// Every use that is not allowed, one line each: `unfurl.a.B uses unfurl.c.D: a may use only …`.
    static Set<String> violations(List<ClassModel> classes) {
        var violations = new TreeSet<String>();
        classes.forEach(model ->
                violations.addAll(violations(packageOf(model.thisClass().asInternalName()), List.of(model))));
        return violations;
    }

    /// The same for classes that are judged as if they all lay in one package: the benchmarks of
    /// kernels lie in the package that they measure.
    static Set<String> violations(String from, List<ClassModel> classes) {
        var violations = new TreeSet<String>();
        for (ClassModel model : classes) {
            for (String used : mentions(model)) {
                String rule = brokenRule(from, used);
                if (!rule.isEmpty()) {
                    violations.add(
                            "%s uses %s: %s".formatted(dotted(model.thisClass().asInternalName()), dotted(used), rule));
                }
            }
        }
        return violations;
    }

    private static String brokenRule(String from, String used) {
        List<String> allowed = mayUse().get(from);
        if (from.isEmpty()) {
            return used.startsWith("java/") || packageOf(used).isEmpty() ? "" : "unfurl itself may use nothing";
        }
        if (allowed == null) {
            return "the package '%s' has no line in PackageOrder yet".formatted(from);
        }
        if (used.startsWith("unfurl/")) {
            String to = packageOf(used);
            return to.isEmpty() || to.equals(from) || allowed.contains(to)
                    ? ""
                    : "'%s' may use only %s".formatted(from, allowed);
        }
        List<String> libraries = table(LIBRARIES).getOrDefault(from, List.of());
        boolean free = used.startsWith("java/") || used.startsWith("javax/");
        return free || libraries.stream().anyMatch(library -> used.startsWith(library + "/"))
                ? ""
                : "'%s' may use the JDK and the libraries %s".formatted(from, libraries);
    }

    /// The first name below `unfurl`; empty for `unfurl` itself and for what lies elsewhere.
    private static String packageOf(String internalName) {
        String[] names = internalName.split("/", -1);
        return names[0].equals("unfurl") && names.length > 2 ? names[1] : "";
    }

    /// The internal names of every type that a class mentions: in code, descriptors, generic
    /// signatures, annotations.
    private static Set<String> mentions(ClassModel model) {
        Set<Integer> literals = literals(model);
        var found = new HashSet<String>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type when !type.asInternalName().startsWith("[") -> found.add(type.asInternalName());
                case Utf8Entry text
                when !literals.contains(text.index()) ->
                    TYPE.matcher(text.stringValue())
                            .results()
                            .map(match -> match.group(1))
                            .forEach(found::add);
                default -> {}
            }
        }
        return found;
    }

    /// Texts that the code holds as texts: they may look like a type and are none.
    private static Set<Integer> literals(ClassModel model) {
        var indices = new HashSet<Integer>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof StringEntry literal) {
                indices.add(literal.utf8().index());
            }
        }
        return indices;
    }

    private static String dotted(String internalName) {
        return Arrays.stream(internalName.split("/", -1)).collect(Collectors.joining("."));
    }
}
