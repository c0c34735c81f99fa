package io.leadflip.platform.testing;

import io.leadflip.platform.identity.Identifiers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Gives a service under test its own emptied schema under its own least-privilege role, a Redis
/// prefix nobody else uses, and a free door port.
///
/// Use: `@WithTestResource(value = LeadFlipTestResource.class, initArgs = @ResourceArg(name =
/// "schema", value = "intake"))`.
public class LeadFlipTestResource implements QuarkusTestResourceLifecycleManager {
    private String schema;

    @Override
    public void init(Map<String, String> arguments) {
        schema = arguments.get("schema");
    }

    @Override
    public Map<String, String> start() {
        var stores = TestStores.fromEnvironment();
        return Map.ofEntries(
                Map.entry("quarkus.datasource.username", "leadflip_" + schema),
                Map.entry("quarkus.datasource.reactive.url", stores.reactiveUrl()),
                Map.entry("quarkus.datasource.jdbc.url", stores.jdbcUrl()),
                Map.entry("quarkus.flyway.jdbc-url", stores.jdbcUrl()),
                Map.entry("quarkus.flyway.username", "leadflip_migrator"),
                Map.entry("quarkus.flyway.migrate-at-start", "true"),
                Map.entry("quarkus.flyway.clean-at-start", "true"),
                Map.entry("quarkus.flyway.clean-disabled", "false"),
                Map.entry("quarkus.redis.hosts", stores.redis()),
                Map.entry("leadflip.events.prefix", "test-" + Identifiers.next()),
                Map.entry("leadflip.events.block", "100ms"),
                Map.entry("leadflip.door.port", "0"),
                Map.entry("leadflip.door.secret", "a-door-secret-for-tests-of-32-bytes!"));
    }

    @Override
    public void stop() {}
}
