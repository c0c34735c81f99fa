package io.leadflip.media.bridge;

import io.leadflip.media.bridge.PlatformCommand.Measurement;
import io.leadflip.media.playback.PlaybackLedger;
import io.leadflip.media.playback.PlaybackLedger.Heard;
import java.util.ArrayList;
import java.util.List;

/// Everything that is played to the caller, agent's and platform's alike, and the writing down of
/// what was heard of it.
final class Playout {
    private final CallDesk desk;
    private final PreparedSpeech speech;
    private final Transcript transcript;
    private final PlaybackLedger ledger;
    private final ShortPieces shortPieces = new ShortPieces();
    private boolean firstAudioSent;

    Playout(CallDesk desk, PreparedSpeech speech, Transcript transcript) {
        this.desk = desk;
        this.speech = speech;
        this.transcript = transcript;
        this.ledger = new PlaybackLedger(desk.rules().markEvery().toMillis());
    }

    /// @param payload base64 of `bytes` bytes of µ-law
    void play(String item, String payload, int bytes) {
        if (!shortPieces.of(item)) {
            sendShort();
        }
        if (bytes >= ShortPieces.FRAME_BYTES && shortPieces.isEmpty()) {
            send(item, payload, bytes);
        } else if (shortPieces.add(item, payload)) {
            sendShort();
        }
    }

    /// Whether a piece can be sent by itself, before anything else of its item.
    boolean sendsAlone(int bytes) {
        return bytes >= ShortPieces.FRAME_BYTES && shortPieces.isEmpty();
    }

    private void sendShort() {
        if (!shortPieces.isEmpty()) {
            int bytes = shortPieces.bytes();
            send(shortPieces.item(), shortPieces.take(), bytes);
        }
    }

    private void send(String item, String payload, int bytes) {
        if (!firstAudioSent) {
            firstAudioSent = true;
            desk.measure(Measurement.FIRST_AUDIO_MS, desk.sinceStart());
        }
        desk.add(new CallerCommand.Play(payload));
        passed(item, bytes);
    }

    /// Audio went out.
    void passed(String item, int bytes) {
        ledger.sent(item, bytes, desk.now())
                .ifPresent(mark -> desk.add(new CallerCommand.Mark(mark)));
    }

    /// No more audio of `item` will come.
    void done(String item) {
        if (shortPieces.of(item)) {
            sendShort();
        }
        ledger.finished(item).ifPresent(mark -> desk.add(new CallerCommand.Mark(mark)));
    }

    /// Whether the echo of that mark proves that something was heard.
    boolean awaits(String mark) {
        return ledger.awaits(mark);
    }

    /// @return the platform's utterances that have now been heard to their end
    List<Utterance> echoed(String mark) {
        List<Utterance> said = new ArrayList<>();
        for (Heard heard : ledger.echoed(mark, desk.now())) {
            if (Utterance.isItem(heard.item())) {
                Utterance utterance = Utterance.ofItem(heard.item());
                transcript.platform(speech.text(utterance), heard, desk.startedAt());
                said.add(utterance);
            } else {
                transcript.heard(heard, desk.startedAt());
            }
        }
        return said;
    }

    /// The caller took the floor: what was not heard is thrown away, and forgotten by the model,
    /// which must not believe it said what nobody heard.
    void interrupt() {
        dropShort();
        if (!ledger.speaking()) {
            return;
        }
        desk.add(new CallerCommand.Clear());
        desk.measure(Measurement.INTERRUPTION, 1);
        for (Heard cut : ledger.interrupt(desk.now())) {
            writeDown(cut);
            forgetUnheard(cut);
        }
    }

    /// An item of which nothing at all was sent is not in the ledger.
    private void dropShort() {
        if (!shortPieces.isEmpty() && !ledger.speaking(shortPieces.item())) {
            desk.measure(Measurement.TRUNCATION, 1);
            desk.add(new ModelCommand.Forget(shortPieces.item()));
        }
        shortPieces.drop();
    }

    private void forgetUnheard(Heard cut) {
        if (cut.complete() || Utterance.isItem(cut.item())) {
            return;
        }
        desk.measure(Measurement.TRUNCATION, 1);
        desk.add(
                cut.heardMs() == 0
                        ? new ModelCommand.Forget(cut.item())
                        : new ModelCommand.Truncate(cut.item(), cut.heardMs()));
    }

    /// What was still to be heard is thrown away.
    void clear() {
        shortPieces.drop();
        if (ledger.speaking()) {
            desk.add(new CallerCommand.Clear());
            stop();
        }
    }

    /// Nobody hears any more: what was heard up to now is written down.
    void stop() {
        shortPieces.drop();
        ledger.interrupt(desk.now()).forEach(this::writeDown);
    }

    private void writeDown(Heard cut) {
        if (Utterance.isItem(cut.item())) {
            String text = speech.text(Utterance.ofItem(cut.item()));
            transcript.platform(text, cut, desk.startedAt());
        } else {
            transcript.cut(cut, desk.startedAt());
        }
    }

    /// Whether something was sent that is not yet known to be heard.
    boolean speaking() {
        return ledger.speaking();
    }

    boolean speaking(String item) {
        return ledger.speaking(item);
    }

    long unplayedMs() {
        return ledger.unplayedMs(desk.now());
    }
}
