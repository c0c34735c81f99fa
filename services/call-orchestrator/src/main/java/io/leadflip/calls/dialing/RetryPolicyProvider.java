package io.leadflip.calls.dialing;

import io.leadflip.calls.contact.ContactGate;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class RetryPolicyProvider {
    @Produces
    @Singleton
    RetryPolicy policy(DialingSettings settings, ContactGate gate) {
        return new RetryPolicy(
                settings.retry().unanswered(),
                settings.retry().voicemail(),
                settings.retry().providerError(),
                gate.pack().limits().attemptsPerCall(),
                gate.pack().limits().callbackAttempts());
    }
}
