package io.leadflip.faults.world;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The environment of each service: every address is the one of a proxy, and the limits that
/// protect a real installation from a crowd are raised for the crowd that a load is.
final class Wiring {
    private static final Map<String, String> RAISED_LIMITS =
            Map.of(
                    "LEADFLIP_INTAKE_LEADS_PER_ADDRESS", "100000",
                    "LEADFLIP_DIALING_CALLS_PER_SECOND", "5",
                    "LEADFLIP_SPEND_PER_BUSINESS_DAY", "100000",
                    "LEADFLIP_SPEND_PER_PLATFORM_HOUR", "100000",
                    "BRIDGE_MAX_CALLS", "40");

    /// A further attempt hours later is beyond every run: a call that waits for one has settled.
    private static final Map<String, String> LATER_ATTEMPTS =
            Map.of(
                    "LEADFLIP_DIALING_RETRY_UNANSWERED", "2h",
                    "LEADFLIP_DIALING_RETRY_VOICEMAIL", "4h",
                    "LEADFLIP_DIALING_RETRY_PROVIDER_ERROR", "20s");

    private final Home home;
    private final Network network;
    private final Map<String, String> webhookKeys;

    /// @param webhookKeys what the notifier checks the events of its mail providers with
    Wiring(Home home, Network network, Map<String, String> webhookKeys) {
        this.home = home;
        this.network = network;
        this.webhookKeys = webhookKeys;
    }

    Map<String, String> of(Service service) {
        Map<String, String> environment = new HashMap<>();
        environment.putAll(RAISED_LIMITS);
        environment.putAll(LATER_ATTEMPTS);
        environment.put("PORT", String.valueOf(home.port(service.wire())));
        environment.put("DATABASE_USERNAME", service.databaseUser());
        environment.put("DATABASE_NAME", Database.NAME);
        environment.put("CALLS_PUBLIC_ORIGIN", network.http(Pair.TWILIO_TO_CALLS).toString());
        environment.put(
                "MEDIA_PUBLIC_ORIGIN", "ws://127.0.0.1:" + network.port(Pair.TWILIO_TO_BRIDGE));
        environment.put("NOTIFIER_PUBLIC_ORIGIN", network.http(Pair.MAIL_TO_NOTIFIER).toString());
        switch (service) {
            case LEAD_INTAKE -> {
                door(environment, service);
                stores(environment, Pair.INTAKE_TO_POSTGRES, Pair.INTAKE_TO_REDIS);
                put(environment, "ANTHROPIC_BASE_URL", Pair.INTAKE_TO_ANTHROPIC);
                put(environment, "CALL_ORCHESTRATOR_DOOR_URL", Pair.INTAKE_TO_CALLS);
                signIn(environment);
            }
            case MATCHING -> {
                door(environment, service);
                stores(environment, Pair.MATCHING_TO_POSTGRES, Pair.MATCHING_TO_REDIS);
            }
            case CALL_ORCHESTRATOR -> {
                door(environment, service);
                stores(environment, Pair.CALLS_TO_POSTGRES, Pair.CALLS_TO_REDIS);
                put(environment, "TWILIO_BASE_URL", Pair.CALLS_TO_PROVIDERS);
                put(environment, "ANTHROPIC_BASE_URL", Pair.CALLS_TO_PROVIDERS);
                put(environment, "LEAD_INTAKE_DOOR_URL", Pair.CALLS_TO_INTAKE);
            }
            case MEDIA_BRIDGE -> {
                redis(environment, Pair.BRIDGE_TO_REDIS);
                put(environment, "OPENAI_BASE_URL", Pair.BRIDGE_TO_OPENAI);
                put(environment, "CALL_ORCHESTRATOR_DOOR_URL", Pair.BRIDGE_TO_CALLS);
            }
            case NOTIFIER -> {
                door(environment, service);
                stores(environment, Pair.NOTIFIER_TO_POSTGRES, Pair.NOTIFIER_TO_REDIS);
                put(environment, "TWILIO_BASE_URL", Pair.NOTIFIER_TO_PROVIDERS);
                put(environment, "SENDGRID_BASE_URL", Pair.NOTIFIER_TO_PROVIDERS);
                put(environment, "MAILGUN_BASE_URL", Pair.NOTIFIER_TO_PROVIDERS);
                put(environment, "LEAD_INTAKE_DOOR_URL", Pair.NOTIFIER_TO_INTAKE);
                environment.putAll(webhookKeys);
            }
        }
        return environment;
    }

    private void put(Map<String, String> environment, String name, Pair pair) {
        environment.put(name, network.http(pair).toString());
    }

    private void door(Map<String, String> environment, Service service) {
        environment.put("INTERNAL_PORT", String.valueOf(home.port(service.wire() + "-internal")));
    }

    private void stores(Map<String, String> environment, Pair postgres, Pair redis) {
        environment.put("DATABASE_PORT", String.valueOf(network.port(postgres)));
        redis(environment, redis);
    }

    private void redis(Map<String, String> environment, Pair pair) {
        environment.put("REDIS_URL", "redis://127.0.0.1:" + network.port(pair));
    }

    /// The keys are fetched through the proxy; tokens name the issuer's own address.
    private void signIn(Map<String, String> environment) {
        URI issuer = URI.create(home.get("OIDC_ISSUER"));
        environment.put("QUARKUS_OIDC_TOKEN_ISSUER", issuer.toString());
        environment.put(
                "OIDC_ISSUER",
                network.http(Pair.INTAKE_TO_OIDC).resolve(issuer.getPath()).toString());
    }
}
