package io.leadflip.calls.transfer;

import io.leadflip.calls.contact.NumberFacts;
import io.leadflip.calls.contact.RulePack;
import io.leadflip.calls.transfer.TransferVerdict.PutThrough;
import io.leadflip.calls.transfer.TransferVerdict.Task;
import io.leadflip.contracts.door.CallPermit;
import io.leadflip.contracts.door.CallPermit.BusinessLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// Decides whether a consumer is put through to the business. Pure and fail-closed: what is unknown
/// is a reason not to.
///
/// @param ringTime 5 s to 600 s, what the provider takes for a leg (Twilio, `<Dial>` `timeout`)
/// @param leastTalk 1 s to 1 h
/// @param perHour consumers put through to one phone within an hour, at most; 0 to 1,000
record TransferPolicy(
        RulePack pack, boolean enabled, Duration ringTime, Duration leastTalk, int perHour) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /// @throws IllegalArgumentException when a number lies outside its range
    TransferPolicy {
        require(
                lies(ringTime, SECOND.multipliedBy(5), SECOND.multipliedBy(600)),
                "ring-time",
                "5s to 600s");
        require(lies(leastTalk, SECOND, SECOND.multipliedBy(3600)), "least-talk", "1s to 1h");
        require(perHour >= 0 && perHour <= 1000, "per-hour", "0 to 1000");
    }

    private static boolean lies(Duration time, Duration least, Duration most) {
        return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
    }

    private static void require(boolean held, String setting, String range) {
        if (!held) {
            throw new IllegalArgumentException(
                    "leadflip.transfer.%s is not within %s".formatted(setting, range));
        }
    }

    /// Businesses, unlike consumers, also answer numbers of these kinds.
    private static final Set<NumberFacts.Kind> CALLED =
            Set.of(NumberFacts.Kind.ORDINARY, NumberFacts.Kind.TOLL_FREE, NumberFacts.Kind.VOIP);

    TransferVerdict decide(TransferFacts facts, Instant now) {
        return refusal(facts, now)
                .<TransferVerdict>map(Task::new)
                .orElseGet(() -> putThrough(facts));
    }

    private PutThrough putThrough(TransferFacts facts) {
        BusinessLine line = facts.permit().line();
        return new PutThrough(line.phone(), line.contactKey(), facts.left().minus(ringTime));
    }

    private Optional<TransferRefusal> refusal(TransferFacts facts, Instant now) {
        if (!enabled) {
            return Optional.of(TransferRefusal.SWITCHED_OFF);
        }
        if (!facts.wanted()) {
            return Optional.of(TransferRefusal.NOBODY_THERE);
        }
        if (facts.permit() == null) {
            return Optional.of(TransferRefusal.NO_PERMIT);
        }
        if (!facts.permitOfThisCall()
                || !facts.permit().refusals().isEmpty()
                || facts.permit().suppressed()) {
            return Optional.of(TransferRefusal.PERMIT_REFUSES);
        }
        if (facts.halted()) {
            return Optional.of(TransferRefusal.HALTED);
        }
        return atBusiness(facts, now).or(() -> bounds(facts));
    }

    private Optional<TransferRefusal> atBusiness(TransferFacts facts, Instant now) {
        BusinessLine line = facts.permit().line();
        if (line == null || line.phone() == null || line.contactKey() == null) {
            return Optional.of(TransferRefusal.NO_PHONE);
        }
        if (line.phoneApprovedAt() == null) {
            return Optional.of(TransferRefusal.PHONE_NOT_APPROVED);
        }
        if (line.suppressed() || facts.suppressed()) {
            return Optional.of(TransferRefusal.SUPPRESSED);
        }
        if (line.pausedUntil() != null && now.isBefore(line.pausedUntil())) {
            return Optional.of(TransferRefusal.PAUSED);
        }
        if (same(facts.permit(), line) || line.phone().equals(facts.ownNumber())) {
            return Optional.of(TransferRefusal.SAME_NUMBER);
        }
        return called(facts.number())
                ? hours(line, now)
                : Optional.of(TransferRefusal.NUMBER_NOT_CALLED);
    }

    private static boolean same(CallPermit permit, BusinessLine line) {
        return line.phone().equals(permit.phone()) || line.contactKey().equals(permit.contactKey());
    }

    private boolean called(NumberFacts number) {
        return !pack.active("CMP-23")
                || (CALLED.contains(number.kind())
                        && number.region() != null
                        && pack.limits().regions().contains(number.region()));
    }

    private static Optional<TransferRefusal> hours(BusinessLine line, Instant now) {
        Optional<LocalDateTime> local = zone(line).map(zone -> LocalDateTime.ofInstant(now, zone));
        if (line.hours().isEmpty() || local.isEmpty()) {
            return Optional.of(TransferRefusal.HOURS_UNKNOWN);
        }
        boolean open = line.hours().stream().anyMatch(span -> span.contains(local.get()));
        return open ? Optional.empty() : Optional.of(TransferRefusal.CLOSED);
    }

    private static Optional<ZoneId> zone(BusinessLine line) {
        try {
            return Optional.ofNullable(line.timeZone()).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private Optional<TransferRefusal> bounds(TransferFacts facts) {
        if (facts.lineBusy()) {
            return Optional.of(TransferRefusal.BUSY);
        }
        if (facts.withinHour() >= perHour) {
            return Optional.of(TransferRefusal.TOO_OFTEN);
        }
        return facts.left().compareTo(ringTime.plus(leastTalk)) < 0
                ? Optional.of(TransferRefusal.NO_TIME)
                : Optional.empty();
    }
}
