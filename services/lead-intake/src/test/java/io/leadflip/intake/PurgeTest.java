package io.leadflip.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadflip.intake.retention.Purge;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.postgres.Sql;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.testing.LeadFlipTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = LeadFlipTestResource.class,
        initArgs = @ResourceArg(name = "schema", value = "intake"))
@WithTestResource(OutsideWorld.class)
class PurgeTest {
    @Inject Desk desk;
    @Inject Purge purge;
    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void shouldForgetOldKeysHoweverManyAndKeepYoungOnes() {
        // Given
        var scope = "purge " + Identifiers.next();
        update(
                """
                insert into idempotency (scope, key, fingerprint, response, created_at)
                select $1, n::text, 'f', '{}', now() - (case when n <= 1500 then 31 else 29 end) * interval '1 day'
                from generate_series(1, 1503) n""",
                scope);
        // When
        purge.purge().await().atMost(Desk.WITHIN);
        // Then
        assertThat(desk.one("select count(*) from idempotency where scope = $1", scope).integer(0))
                .isEqualTo(3);
    }

    @Test
    void shouldForgetVerificationsThatProveNothingAnyMore() {
        // Given
        var old = desk.classified();
        var young = desk.classified();
        desk.prove(old);
        desk.prove(young);
        update(
                "update phone_verification set requested_at = now() - interval '91 days' where lead_id = $1",
                old.id());
        // When
        purge.purge().await().atMost(Desk.WITHIN);
        // Then
        var kept = "select count(*) from phone_verification where lead_id = $1";
        assertThat(desk.one(kept, old.id()).integer(0)).isZero();
        assertThat(desk.one(kept, young.id()).integer(0)).isEqualTo(1);
    }

    private void update(String statement, Object... arguments) {
        transactions.run(() -> sql.update(statement, arguments)).await().atMost(Desk.WITHIN);
    }
}
