package io.leadflip.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leadflip.sandbox.caller.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir Path folder;

    @Test
    void shouldIssueTokensThatItsKeySetVerifies() throws Exception {
        // Given
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
                Http http = new Http(sandbox.issuer())) {
            String discovery =
                    http.get(sandbox.issuer() + "/.well-known/openid-configuration").body();
            JWKSet keys =
                    JWKSet.parse(http.get(new JsonObject(discovery).getString("jwks_uri")).body());
            // When
            SignedJWT token = SignedJWT.parse(sandbox.token("owner-1", "business", "consumer"));
            // Then
            assertThat(new JsonObject(discovery).getString("issuer"))
                    .isEqualTo(sandbox.issuer().toString());
            assertThat(
                            token.verify(
                                    new RSASSAVerifier(
                                            keys.getKeyByKeyId(token.getHeader().getKeyID())
                                                    .toRSAKey())))
                    .isTrue();
            assertClerkShaped(token.getJWTClaimsSet(), sandbox);
        }
    }

    private static void assertClerkShaped(JWTClaimsSet claims, Sandbox sandbox) throws Exception {
        assertThat(claims.getIssuer()).isEqualTo(sandbox.issuer().toString());
        assertThat(claims.getSubject()).isEqualTo("owner-1");
        assertThat(claims.getAudience()).isEmpty();
        assertThat(claims.getStringClaim("azp")).isEqualTo("leadflip-web");
        assertThat(claims.getStringClaim("sid")).startsWith("sess_");
        assertThat(claims.getIntegerClaim("v")).isEqualTo(2);
        assertThat(claims.getStringListClaim("leadflip_roles"))
                .containsExactly("business", "consumer");
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(55)),
                        Instant.now().plus(Duration.ofMinutes(61)));
    }

    @Test
    void shouldIssueTokensByTheControlApi() throws Exception {
        // Given
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
                Http http = new Http(sandbox.origin())) {
            // When
            String token =
                    new JsonObject(http.get("/__sandbox/tokens?sub=u1&roles=admin").body())
                            .getString("token");
            // Then
            assertThat(
                            SignedJWT.parse(token)
                                    .getJWTClaimsSet()
                                    .getStringListClaim("leadflip_roles"))
                    .containsExactly("admin");
            assertThat(http.get("/__sandbox/tokens").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void shouldStillKnowAfterARestartWhoAnswersThePhone() {
        // Given
        SandboxSettings settings = SandboxSettings.defaults().withDataDirectory(folder);
        try (Sandbox before = Sandbox.start(settings);
                Http http = new Http(before.origin())) {
            assertThat(
                            http.post(
                                            "/__sandbox/personas",
                                            "{\"+13175550123\": {\"answer\": \"busy\"}}")
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(http.post("/__sandbox/personas", "{\"123\": {}}").statusCode())
                    .isEqualTo(400);
        }
        // When
        try (Sandbox after = Sandbox.start(settings)) {
            // Then
            assertThat(after.personas().behind("+13175550123").answer()).isEqualTo(Answer.BUSY);
        }
    }

    @Test
    void shouldRefuseTheControlApiToWebPages() {
        // Given
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
                Http http = new Http(sandbox.origin())) {
            // Then
            assertThat(http.get("/__sandbox/health").statusCode()).isEqualTo(200);
            assertThat(http.get("/__sandbox/health", "Origin", "https://evil.test").statusCode())
                    .isEqualTo(403);
        }
    }
}
