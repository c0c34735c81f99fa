package io.leadflip.platform.stream;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventType;
import io.leadflip.platform.Service;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What this service listens to.
@ApplicationScoped
public class Subscriptions {
    private final List<Subscriber> subscribers;
    private final Set<EventType> types;
    private final List<String> streams;
    private final String group;

    /// @throws IllegalStateException when the contract does not name this service as a reader of a
    ///   family it subscribes to: entries would be removed before it has handled them
    Subscriptions(@All List<Subscriber> subscribers, StreamConfig config, Service service) {
        this.subscribers = List.copyOf(subscribers);
        this.group = service.service().wire();
        this.types =
                subscribers.stream()
                        .flatMap(subscriber -> subscriber.types().stream())
                        .collect(Collectors.toUnmodifiableSet());
        var domains = types.stream().map(EventType::domain).distinct().sorted().toList();
        domains.forEach(domain -> requireReader(domain, service));
        this.streams =
                domains.stream().flatMap(domain -> config.streams().of(domain).stream()).toList();
    }

    private static void requireReader(Domain domain, Service service) {
        if (!domain.readers().contains(service.service())) {
            throw new IllegalStateException(
                    service.service().wire() + " is no reader of " + domain + " in the contract");
        }
    }

    List<Subscriber> to(EventType type) {
        return subscribers.stream()
                .filter(subscriber -> subscriber.types().contains(type))
                .toList();
    }

    /// All types with a subscriber here.
    public Set<EventType> types() {
        return types;
    }

    /// The streams that may carry them.
    public List<String> streams() {
        return streams;
    }

    /// Name of the consumer group: the service's.
    public String group() {
        return group;
    }
}
