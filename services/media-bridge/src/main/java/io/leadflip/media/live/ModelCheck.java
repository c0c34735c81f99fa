package io.leadflip.media.live;

import io.leadflip.media.bridge.ModelCommand;
import io.leadflip.media.bridge.ModelEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Tries the voice model once at the start, before a caller does: address, key, model and audio
/// format. A bridge whose model would fail every call says why and takes none; it tries again until
/// the model answers as it must, and then no more.
///
/// A session in which nothing is heard and nothing said costs nothing at the providers.
@ApplicationScoped
public class ModelCheck {
    private static final Logger LOG = Logger.getLogger(ModelCheck.class);
    private static final ModelCommand CONFIGURATION =
            new ModelCommand.Configure("Say nothing.", "en-US", false);

    /// What is known about the model.
    public sealed interface Verdict {
        /// It was not asked yet.
        record Open() implements Verdict {}

        record Works() implements Verdict {}

        /// @param why what it did instead, without anything secret
        record Fails(String why) implements Verdict {}
    }

    private final VoiceModel model;
    private final BridgeConfig config;
    private final Vertx vertx;
    private volatile Verdict verdict = new Verdict.Open();

    ModelCheck(VoiceModel model, BridgeConfig config, Vertx vertx) {
        this.model = model;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.selfTest()) {
            attempt();
        } else {
            verdict = new Verdict.Works();
        }
    }

    public Verdict verdict() {
        return verdict;
    }

    public boolean works() {
        return verdict instanceof Verdict.Works;
    }

    private void attempt() {
        Context loop = VertxContext.getRootContext(vertx.getOrCreateContext());
        loop.runOnContext(nothing -> new Attempt(loop).begin());
    }

    private void decided(Verdict now) {
        boolean news = !now.equals(verdict);
        verdict = now;
        switch (now) {
            case Verdict.Works() -> LOG.infof("Voice model answers as it must: %s", model.name());
            case Verdict.Fails(String why) -> {
                if (news) {
                    LOG.errorf("Not ready for calls: the voice model %s", why);
                }
                vertx.setTimer(config.selfTestAgain().toMillis(), id -> attempt());
            }
            case Verdict.Open() -> {}
        }
    }

    /// One session, on one event loop.
    private final class Attempt {
        private final Context loop;
        private VoiceModel.ModelLine line;
        private long patience;
        private boolean over;

        private Attempt(Context loop) {
            this.loop = loop;
        }

        private void begin() {
            patience =
                    vertx.setTimer(
                            config.modelReadyWithin().toMillis(),
                            id -> over(new Verdict.Fails("does not answer in time")));
            line =
                    model.connect(
                            loop,
                            this::told,
                            (response, item, bytes, from, length, audioBytes) -> true,
                            () -> {});
        }

        private void told(ModelEvent event) {
            switch (event) {
                case ModelEvent.Opened() -> line.send(CONFIGURATION);
                case ModelEvent.Configured(boolean telephoneAudio) ->
                        over(
                                telephoneAudio
                                        ? new Verdict.Works()
                                        : new Verdict.Fails(
                                                "does not confirm 8 kHz µ-law both ways"));
                case ModelEvent.Complaint(String code) ->
                        over(new Verdict.Fails("does not take its configuration: " + code));
                case ModelEvent.Refused(String code) ->
                        over(new Verdict.Fails("refuses us: " + code));
                case ModelEvent.Lost() -> over(new Verdict.Fails("cannot be reached"));
                case ModelEvent other -> {}
            }
        }

        private void over(Verdict found) {
            if (!over) {
                over = true;
                vertx.cancelTimer(patience);
                line.close();
                decided(found);
            }
        }
    }
}
