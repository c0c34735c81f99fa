package io.leadflip.media.live;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.Event;
import io.leadflip.contracts.event.EventEntry;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.MediaFact;
import io.leadflip.media.stream.FactsConfig;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What other services would read from the stream.
final class Told {
    private Told() {}

    /// The facts of one attempt, in the order of the stream.
    static List<MediaFact> by(RedisDataSource redis, FactsConfig facts, UUID leadId, UUID attemptId)
            throws Exception {
        return events(redis, facts, leadId, attemptId).stream()
                .map(event -> (MediaFact) event.data())
                .toList();
    }

    static List<Event> events(RedisDataSource redis, FactsConfig facts, UUID leadId, UUID attemptId)
            throws Exception {
        var stream =
                new EventStreams(facts.prefix(), facts.partitions())
                        .of(Domain.LEAD, leadId.toString());
        List<Event> told = new ArrayList<>();
        for (var message : redis.stream(String.class).xrange(stream, StreamRange.of("-", "+"))) {
            var event = new EventEntry(message.payload()).event();
            if (event.subject().equals(attemptId.toString())) {
                told.add(event);
            }
        }
        return told;
    }

    /// What a sealed turn says, opened with the key of these tests.
    static String open(String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Peers.SEAL_KEY, "AES"),
                    new GCMParameterSpec(128, Arrays.copyOf(bytes, 12)));
            return new String(cipher.doFinal(bytes, 12, bytes.length - 12), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
