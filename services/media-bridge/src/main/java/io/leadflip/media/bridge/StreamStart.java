package io.leadflip.media.bridge;

import java.time.Duration;
import java.util.Optional;

/// How a stream becomes a call: it says whose it is, shows its token, and is told what to say.
final class StreamStart {
    /// How much later than the provider the bridge may begin to count.
    private static final Duration LATER_THAN_PROVIDER = Duration.ofSeconds(3);

    private final CallDesk desk;
    private final String accountSid;
    private final Farewell farewell;
    private String streamSid;

    StreamStart(CallDesk desk, String accountSid, Farewell farewell) {
        this.desk = desk;
        this.accountSid = accountSid;
        this.farewell = farewell;
    }

    void connected() {
        if (desk.state() instanceof BridgeState.AwaitingStart(boolean connected) && !connected) {
            desk.state(new BridgeState.AwaitingStart(true));
        } else {
            farewell.refuse(CloseCause.OUT_OF_ORDER);
        }
    }

    void started(CallerEvent.Started started) {
        Optional<CloseCause> fault = fault(started);
        if (fault.isPresent()) {
            farewell.refuse(fault.get());
            return;
        }
        desk.cancel(Timer.START);
        streamSid = started.streamSid();
        desk.began();
        desk.state(new BridgeState.Redeeming(false));
        desk.add(new PlatformCommand.Redeem(started.token(), started.callSid(), streamSid));
    }

    private Optional<CloseCause> fault(CallerEvent.Started started) {
        if (!(desk.state() instanceof BridgeState.AwaitingStart(boolean connected)) || !connected) {
            return Optional.of(CloseCause.OUT_OF_ORDER);
        }
        if (!accountSid.equals(started.accountSid())) {
            return Optional.of(CloseCause.WRONG_ACCOUNT);
        }
        boolean telephone =
                "audio/x-mulaw".equals(started.encoding())
                        && started.sampleRate() == 8000
                        && started.channels() == 1;
        if (!telephone) {
            return Optional.of(CloseCause.WRONG_FORMAT);
        }
        return started.token() == null || started.token().isBlank()
                ? Optional.of(CloseCause.NO_TOKEN)
                : Optional.empty();
    }

    /// The token was good: the call is told as begun, and what the platform will say is rendered.
    void told(PreparedSpeech speech) {
        speech.write(desk.brief());
        desk.add(new PlatformCommand.TellStarted(desk.nextFact(), streamSid));
    }

    /// The provider counts from the answer and cuts the line in the middle of a word, so the last
    /// words come before its limit.
    private Duration untilLastWords() {
        Duration limit = Duration.ofSeconds(desk.brief().maxSeconds());
        Duration early = desk.rules().farewellWithin().plus(LATER_THAN_PROVIDER);
        Duration half = limit.dividedBy(2);
        return early.compareTo(half) < 0 ? limit.minus(early) : half;
    }

    void open(PreparedSpeech speech, PlatformVoice voice) {
        for (Utterance utterance : speech.written()) {
            desk.add(
                    new PlatformCommand.Prepare(
                            utterance, speech.text(utterance), desk.brief().language()));
        }
        desk.start(Timer.CALL, untilLastWords());
        desk.state(new BridgeState.Opening());
        voice.want(Utterance.OPENING);
    }
}
