package io.leadflip.calls.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadflip.contracts.event.MediaFact.ModelUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// Prices in US dollars, versioned: an amount once computed says by which table.
///
/// @param worstAdvice the most that all advice within one attempt may cost; a question that might
///   pass it is not asked
public record PriceTable(
        String version,
        BigDecimal voicePerMinute,
        BigDecimal streamPerMinute,
        BigDecimal recordingPerMinute,
        BigDecimal machineDetection,
        BigDecimal worstModelPerMinute,
        BigDecimal worstAdvice,
        Tokens perMillion) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int SCALE = 6;

    public record Tokens(
            BigDecimal inputText,
            BigDecimal inputAudio,
            BigDecimal inputCached,
            BigDecimal outputText,
            BigDecimal outputAudio,
            BigDecimal readerInput,
            BigDecimal readerOutput) {}

    public static PriceTable load(String version) {
        try (InputStream file =
                PriceTable.class.getResourceAsStream("/prices/" + version + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no price table '" + version + "'");
            }
            return read(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The price table '" + version + "' cannot be read", e);
        }
    }

    private static PriceTable read(JsonNode json) {
        JsonNode tokens = json.required("perMillionTokens");
        return new PriceTable(
                json.required("version").asText(),
                price(json, "voicePerMinute"),
                price(json, "streamPerMinute"),
                price(json, "recordingPerMinute"),
                price(json, "machineDetection"),
                price(json, "worstModelPerMinute"),
                price(json, "worstAdvice"),
                new Tokens(
                        price(tokens, "inputText"),
                        price(tokens, "inputAudio"),
                        price(tokens, "inputCached"),
                        price(tokens, "outputText"),
                        price(tokens, "outputAudio"),
                        price(tokens, "readerInput"),
                        price(tokens, "readerOutput")));
    }

    private static BigDecimal price(JsonNode json, String name) {
        return new BigDecimal(json.required(name).asText());
    }

    /// The most a call of that length can cost: recorded, every token uncached, every question
    /// asked.
    public BigDecimal worstCase(Duration longest) {
        return voicePerMinute
                .add(streamPerMinute)
                .add(recordingPerMinute)
                .add(worstModelPerMinute)
                .multiply(minutes(longest))
                .add(machineDetection)
                .add(worstAdvice);
    }

    /// Telephony is billed by begun minutes; a call nobody answered costs nothing.
    public BigDecimal telephony(Duration talked) {
        return talked.isZero()
                ? BigDecimal.ZERO
                : voicePerMinute
                        .add(streamPerMinute)
                        .multiply(minutes(talked))
                        .add(machineDetection);
    }

    /// A second leg to a person who talks with the first.
    public BigDecimal transfer(Duration talked) {
        return voicePerMinute.multiply(minutes(talked));
    }

    /// Making a recording, by begun minutes; keeping it for the days it is kept costs less than the
    /// ledger's smallest figure.
    public BigDecimal recording(Duration length) {
        return recordingPerMinute.multiply(minutes(length));
    }

    /// @param usage null when no model was used
    public BigDecimal model(ModelUsage usage) {
        if (usage == null) {
            return BigDecimal.ZERO;
        }
        return tokens(usage.inputText(), perMillion.inputText)
                .add(tokens(usage.inputAudio(), perMillion.inputAudio))
                .add(tokens(usage.inputCached(), perMillion.inputCached))
                .add(tokens(usage.outputText(), perMillion.outputText))
                .add(tokens(usage.outputAudio(), perMillion.outputAudio));
    }

    /// The text model, which reads transcripts and advises.
    ///
    /// @param input tokens
    /// @param output tokens
    public BigDecimal reader(long input, long output) {
        return tokens(input, perMillion.readerInput).add(tokens(output, perMillion.readerOutput));
    }

    private static BigDecimal tokens(long count, BigDecimal perMillion) {
        return perMillion
                .multiply(BigDecimal.valueOf(count))
                .divide(MILLION, SCALE, RoundingMode.HALF_UP);
    }

    private static BigDecimal minutes(Duration length) {
        return BigDecimal.valueOf((length.toMillis() + 59_999) / 60_000);
    }
}
