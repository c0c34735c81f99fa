package io.leadflip.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir Path folder;

    @Test
    void shouldNumberAndDateEntriesInOrder() {
        // Given
        Ledger ledger = Ledger.inMemory();
        // When
        ledger.append("twilio.sms", new JsonObject().put("sid", "SM1"));
        ledger.append("twilio.call", new JsonObject().put("sid", "CA1"));
        // Then
        assertThat(ledger.entries("twilio.call"))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.getInteger("seq")).isEqualTo(2);
                            assertThat(entry.getInstant("at")).isNotNull();
                            assertThat(entry.getString("sid")).isEqualTo("CA1");
                        });
        assertThat(ledger.counts()).isEqualTo(Map.of("twilio.sms", 1, "twilio.call", 1));
    }

    @Test
    void shouldRememberEntriesAfterARestart() {
        // Given
        try (Ledger before = Ledger.in(folder)) {
            before.append("twilio.sms", new JsonObject().put("sid", "SM1"));
        }
        // When
        try (Ledger after = Ledger.in(folder)) {
            after.append("twilio.sms", new JsonObject().put("sid", "SM2"));
            // Then
            assertThat(after.entries("twilio.sms"))
                    .extracting(entry -> entry.getString("sid"))
                    .containsExactly("SM1", "SM2");
            assertThat(after.entries("twilio.sms"))
                    .extracting(entry -> entry.getInteger("seq"))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void shouldDropALineCutOffByAKill() throws IOException {
        // Given
        try (Ledger before = Ledger.in(folder)) {
            before.append("twilio.sms", new JsonObject().put("sid", "SM1"));
        }
        Files.writeString(
                folder.resolve(Ledger.FILE_NAME), "{\"seq\":2,\"ki", StandardOpenOption.APPEND);
        // When
        try (Ledger after = Ledger.in(folder)) {
            after.append("twilio.sms", new JsonObject().put("sid", "SM2"));
        }
        // Then
        assertThat(Ledger.read(folder))
                .extracting(entry -> entry.getString("sid"))
                .containsExactly("SM1", "SM2");
    }

    @Test
    void shouldKeepEveryEntryOfManyWriters() {
        // Given
        try (Ledger ledger = Ledger.in(folder)) {
            // When
            IntStream.range(0, 500)
                    .parallel()
                    .forEach(i -> ledger.append("twilio.sms", new JsonObject().put("i", i)));
            // Then
            assertThat(ledger.entries("twilio.sms")).hasSize(500);
        }
        List<Integer> numbers =
                Ledger.read(folder).stream().map(entry -> entry.getInteger("seq")).toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    void shouldNotLetReadersChangeWhatWasReceived() {
        // Given
        Ledger ledger = Ledger.inMemory();
        ledger.append("twilio.sms", new JsonObject().put("sid", "SM1"));
        // When
        ledger.entries("twilio.sms").getFirst().put("sid", "forged");
        // Then
        assertThat(ledger.entries("twilio.sms").getFirst().getString("sid")).isEqualTo("SM1");
    }
}
