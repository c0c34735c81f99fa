package io.leadflip.media.live;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/// The same calls with the model that has no turns: opening, interruption, opt-out and the end are
/// the bridge's, whoever speaks.
@QuarkusTest
@QuarkusTestResource(PeersResource.class)
@TestProfile(GptLiveProfile.class)
class GptLiveCallTest extends SandboxCallTest {}
