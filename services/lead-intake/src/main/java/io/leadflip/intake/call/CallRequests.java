package io.leadflip.intake.call;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// The calls asked for.
@ApplicationScoped
public class CallRequests implements PanacheRepositoryBase<CallRequest, UUID> {}
