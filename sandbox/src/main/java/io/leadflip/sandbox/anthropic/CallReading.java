package io.leadflip.sandbox.anthropic;

import io.leadflip.sandbox.speech.SpokenTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the transcript of a phone call, lines of `agent: …` and `caller: …`, and tells how it
/// ended.
///
/// Times are taken relative to a line `Now: 2026-11-23T13:20` (or `Local time:`, `Call time:`) and
/// given with the offset of a line `Time zone: America/…` when there is one.
final class CallReading {
    private static final Pattern LINE =
            Pattern.compile(
                    "(?im)^[\\s*-]*(?:\\[[^\\]]*\\]\\s*)?(agent|assistant|ai|caller|consumer|callee|customer|user|human)\\s*:\\s*(.*)$");
    private static final Pattern AGENT = pattern("agent|assistant|ai");
    private static final Pattern OPT_OUT =
            pattern(
                    "(?:do(?:n't| not)) (?:ever )?(?:call|contact)|stop calling|never call|remove me|take me off|opt(?:ed)? out|no me llam");
    private static final Pattern MACHINE =
            pattern(
                    "leave (?:a|your) (?:message|name)|after the (?:tone|beep)|voice ?mail|not available right now");
    private static final Pattern HUMAN =
            pattern(
                    "(?:speak|talk) (?:to|with) (?:a |an |the )?(?:real|human|person|someone|somebody|representative)|real person");
    private static final Pattern DECLINED =
            pattern(
                    "not interested|no,? thank|already (?:found|hired|fixed|have)|changed my mind|wrong (?:number|person)|do(?:n't| not) need|no longer|^no\\b");
    private static final Pattern AGREED =
            pattern(
                    "\\b(?:yes|yeah|yep|sure|okay|ok|works|sounds good|perfect|great|fine|please|definitely|claro)\\b|\\bsí");
    private static final Pattern BOOKED =
            pattern(
                    "have you down for|booked|see you|appointment is (?:set|confirmed)|confirmed for");
    private static final Pattern QUOTE =
            pattern("\\$ ?([\\d,]*\\d(?:\\.\\d{1,2})?)|\\b([\\d,]*\\d) dollars");

    /// One line of a transcript.
    private record Line(boolean byAgent, String words) {}

    private final Prompt prompt;
    private final List<Line> lines;
    private final String agent;
    private final String caller;

    private CallReading(Prompt prompt, List<Line> lines) {
        this.prompt = prompt;
        this.lines = lines;
        this.agent = said(lines, true);
        this.caller = said(lines, false);
    }

    static Map<String, Object> of(Prompt prompt, LocalDateTime clock) {
        List<Line> lines =
                LINE.matcher(prompt.material())
                        .results()
                        .map(line -> new Line(AGENT.matcher(line.group(1)).matches(), words(line)))
                        .toList();
        return new CallReading(prompt, lines).facts(clock);
    }

    private Map<String, Object> facts(LocalDateTime clock) {
        boolean refused = OPT_OUT.matcher(caller).find() || MACHINE.matcher(caller).find();
        Optional<LocalDateTime> appointment = refused ? Optional.empty() : appointment(now(clock));
        String outcome = outcome(appointment);
        Map<String, Object> facts = new HashMap<>();
        facts.put("outcome", outcome);
        facts.put("summary", summary(outcome, appointment));
        facts.put("interest", interest(outcome));
        facts.put("next_action", nextAction(outcome, appointment));
        facts.put("appointment_time", appointment.map(this::written).orElse(null));
        facts.put("quote_amount", quote());
        facts.put("goal_achieved", "GOAL_ACHIEVED".equals(outcome));
        facts.put(
                "sentiment",
                "DECLINED".equals(outcome) || "OPTED_OUT".equals(outcome) ? "negative" : "neutral");
        return facts;
    }

    private String outcome(Optional<LocalDateTime> appointment) {
        if (OPT_OUT.matcher(caller).find()) {
            return "OPTED_OUT";
        }
        if (MACHINE.matcher(caller).find()) {
            return "VOICEMAIL";
        }
        if (appointment.isPresent()) {
            return "GOAL_ACHIEVED";
        }
        if (HUMAN.matcher(caller).find()) {
            return "TRANSFERRED";
        }
        if (DECLINED.matcher(caller).find()) {
            return "DECLINED";
        }
        return AGREED.matcher(caller).find() && caller.lines().count() > 1
                ? "GOAL_ACHIEVED"
                : "UNKNOWN";
    }

    /// The time the agent confirmed last, else the one it offered and the caller agreed to; a time
    /// only offered is none.
    private Optional<LocalDateTime> appointment(LocalDateTime now) {
        return agent.lines()
                .filter(line -> BOOKED.matcher(line).find())
                .reduce((earlier, later) -> later)
                .flatMap(line -> SpokenTime.parse(line, now))
                .or(() -> accepted(now));
    }

    private Optional<LocalDateTime> accepted(LocalDateTime now) {
        Optional<LocalDateTime> offered = Optional.empty();
        for (Line line : lines) {
            if (line.byAgent()) {
                offered = SpokenTime.parse(line.words(), now);
            } else if (offered.isPresent()
                    && AGREED.matcher(line.words()).find()
                    && !DECLINED.matcher(line.words()).find()) {
                return offered;
            }
        }
        return Optional.empty();
    }

    private static String summary(String outcome, Optional<LocalDateTime> appointment) {
        String end =
                switch (outcome) {
                    case "GOAL_ACHIEVED" ->
                            appointment
                                    .map(
                                            time ->
                                                    "The consumer agreed to an appointment on "
                                                            + SpokenTime.phrase(time)
                                                            + ".")
                                    .orElse("The consumer agreed to what the call was about.");
                    case "OPTED_OUT" -> "The consumer asked not to be called again.";
                    case "VOICEMAIL" -> "A voicemail greeting answered; nobody was spoken to.";
                    case "TRANSFERRED" -> "The consumer wanted to speak with a person.";
                    case "DECLINED" -> "The consumer declined.";
                    default -> "The call ended without a clear result.";
                };
        return "The assistant called about the consumer's request. " + end;
    }

    private static String interest(String outcome) {
        return switch (outcome) {
            case "GOAL_ACHIEVED" -> "high";
            case "TRANSFERRED" -> "medium";
            case "OPTED_OUT", "DECLINED" -> "none";
            default -> "low";
        };
    }

    private static String nextAction(String outcome, Optional<LocalDateTime> appointment) {
        return switch (outcome) {
            case "GOAL_ACHIEVED" ->
                    appointment.isPresent()
                            ? "Come to the appointment"
                            : "Follow up with the consumer";
            case "TRANSFERRED" -> "A person calls the consumer back";
            case "VOICEMAIL" -> "Try again later";
            default -> "None";
        };
    }

    private Double quote() {
        Matcher quote = QUOTE.matcher(agent + "\n" + caller);
        if (!quote.find()) {
            return null;
        }
        String amount = quote.group(1) == null ? quote.group(2) : quote.group(1);
        return Double.valueOf(amount.replace(",", ""));
    }

    private LocalDateTime now(LocalDateTime clock) {
        String line = prompt.line("now|local time|call time|called at|call date").orElse("");
        Matcher time =
                Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}:\\d{2}))?").matcher(line);
        try {
            return time.find()
                    ? LocalDateTime.parse(
                            time.group(1) + "T" + (time.group(2) == null ? "00:00" : time.group(2)))
                    : clock;
        } catch (DateTimeException e) {
            return clock;
        }
    }

    private String written(LocalDateTime time) {
        return prompt.line("(?:time ?zone|zone)")
                .flatMap(CallReading::zone)
                .map(zone -> time.atZone(zone).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
                .orElseGet(() -> time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of("UTC".equals(name) ? ZoneOffset.UTC : ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String said(List<Line> lines, boolean byAgent) {
        return lines.stream()
                .filter(line -> line.byAgent() == byAgent)
                .map(Line::words)
                .collect(Collectors.joining("\n"));
    }

    private static String words(MatchResult line) {
        return line.group(2).strip().toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    private static Pattern pattern(String words) {
        return Pattern.compile(
                words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE);
    }
}
