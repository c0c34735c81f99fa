package io.leadflip.calls.transcript;

import io.leadflip.calls.transcript.TranscriptReader.Conversation;
import io.leadflip.contracts.value.CallOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// The model reads when there is one; whatever goes wrong with it, the rules' answer stands.
@ApplicationScoped
class ReadTranscript {
    private static final Logger LOG = Logger.getLogger(ReadTranscript.class);
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final RuleReader rules;
    private final AnthropicReader model;
    private final MeterRegistry metrics;

    ReadTranscript(RuleReader rules, AnthropicReader model, MeterRegistry metrics) {
        this.rules = rules;
        this.model = model;
        this.metrics = metrics;
    }

    Uni<Reading> read(Conversation conversation) {
        Reading byRules = rules.reading(conversation);
        return answer(conversation, byRules)
                .map(reading -> checked(reading, conversation))
                .invoke(
                        reading ->
                                metrics.counter(
                                                "leadflip.calls.extractions",
                                                "by",
                                                reading.by().equals("rules") ? "rules" : "model")
                                        .increment());
    }

    /// A model has one outcome to name and may find another more telling; that somebody wants no
    /// more calls goes before all.
    private Uni<Reading> answer(Conversation conversation, Reading byRules) {
        if (!model.available() || conversation.turns().isEmpty()) {
            return Uni.createFrom().item(byRules);
        }
        return model.read(conversation)
                .map(
                        reading ->
                                byRules.outcome() == CallOutcome.OPTED_OUT
                                        ? reading.withOutcome(CallOutcome.OPTED_OUT)
                                        : reading)
                .onFailure()
                .invoke(
                        failure ->
                                LOG.warnf(
                                        "The rules read a transcript: %s",
                                        failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(byRules);
    }

    /// What the agent noted by its tool is harder than words, and an appointment is never in the
    /// past or years away.
    private static Reading checked(Reading reading, Conversation conversation) {
        Instant noted = conversation.notedAt().orElse(reading.appointmentAt());
        boolean usable =
                noted != null
                        && noted.isAfter(conversation.at())
                        && noted.isBefore(conversation.at().plus(FARTHEST));
        return reading.withAppointment(usable ? noted : null);
    }
}
