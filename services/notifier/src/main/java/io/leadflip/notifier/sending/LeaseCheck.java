package io.leadflip.notifier.sending;

import io.leadflip.notifier.NotifierConfig;
import io.leadflip.platform.work.WorkConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Nothing starts with times under which a message could still be on its way to a provider when its
/// try is given up: it would be taken for a crash, and end in doubt.
@ApplicationScoped
class LeaseCheck {
    /// What the door may take to connect and to answer.
    private static final Duration PERMIT = Duration.ofSeconds(7);

    private static final int PROVIDERS = 2;

    void check(@Observes StartupEvent event, NotifierConfig config, WorkConfig work) {
        require(config.connectTimeout(), config.answerTimeout(), work.longestTry());
    }

    static void require(Duration connect, Duration answer, Duration longestTry) {
        var longest = PERMIT.plus(connect.plus(answer).multipliedBy(PROVIDERS));
        if (longest.compareTo(longestTry) >= 0) {
            throw new IllegalStateException(
                    "leadflip.notifier.answer-timeout is too long for leadflip.work.longest-try");
        }
    }
}
