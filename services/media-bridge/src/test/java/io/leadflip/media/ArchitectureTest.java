package io.leadflip.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.leadflip.media");

    @Test
    void shouldDecideInPlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage("..media.bridge..", "..media.playback..", "..media.audio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.micrometer..",
                        "jakarta..")
                .check(CLASSES);
    }

    @Test
    void shouldNotLetTheHeartKnowItsAdapters() {
        noClasses()
                .that()
                .resideInAnyPackage("..media.bridge..", "..media.live..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..media.twilio..",
                        "..media.openai..",
                        "..media.gptlive..",
                        "..media.door..",
                        "..media.stream..")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.leadflip.media.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKnowNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.leadflip.intake..",
                        "io.leadflip.matching..",
                        "io.leadflip.calls..",
                        "io.leadflip.notifier..",
                        "io.leadflip.sandbox..",
                        "org.hibernate..")
                .check(CLASSES);
    }
}
