package io.leadflip.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// The rules of the house that a compiler does not know. Each service's `ArchitectureTest` checks
/// itself against them.
public final class ArchitectureRules {
    private static final String[] SERVICES = {
        "io.leadflip.intake..",
        "io.leadflip.matching..",
        "io.leadflip.calls..",
        "io.leadflip.media..",
        "io.leadflip.notifier.."
    };

    private ArchitectureRules() {}

    /// Checks the main classes of a service.
    ///
    /// @param basePackage such as `io.leadflip.matching`
    public static void check(String basePackage) {
        var classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(
                                basePackage, "io.leadflip.platform", "io.leadflip.contracts");
        rules(basePackage).forEach(rule -> rule.check(classes));
    }

    private static List<ArchRule> rules(String basePackage) {
        return List.of(
                contractsKnowNobody(),
                platformKnowsNoService(),
                serviceKnowsNoOther(basePackage),
                noVagueNames(),
                noSandbox());
    }

    private static ArchRule contractsKnowNobody() {
        return noClasses()
                .that()
                .resideInAPackage("io.leadflip.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.leadflip.platform..", "io.quarkus..", "io.vertx..")
                .as("contracts depend on nobody: services → platform → contracts")
                .allowEmptyShould(true);
    }

    private static ArchRule platformKnowsNoService() {
        return noClasses()
                .that()
                .resideInAPackage("io.leadflip.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .as("the platform knows no service: services → platform → contracts")
                .allowEmptyShould(true);
    }

    private static ArchRule serviceKnowsNoOther(String basePackage) {
        var others =
                java.util.Arrays.stream(SERVICES)
                        .filter(other -> !other.startsWith(basePackage))
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(basePackage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .as("services meet through contracts only");
    }

    private static ArchRule noVagueNames() {
        return classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$")
                .as("a name says what a thing does");
    }

    private static ArchRule noSandbox() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.leadflip.sandbox..")
                .as("production code does not know the sandbox");
    }
}
