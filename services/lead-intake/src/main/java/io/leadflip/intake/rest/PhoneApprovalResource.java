package io.leadflip.intake.rest;

import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.business.PhoneApprovals;
import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// To which businesses' phones consumers may be put through.
@Tag(name = "admin")
@Path("/v1/admin/businesses/{businessId}/phone-approval")
@Consumes("application/json")
@Produces("application/json")
public class PhoneApprovalResource {
    /// @param phone the number that was found to be the business's
    public record PhoneApprovalForm(String phone) {
        @Override
        public String toString() {
            return "PhoneApprovalForm[redacted]";
        }
    }

    public record PhoneApproval(UUID businessId, Instant approvedAt) {}

    private final Callers callers;
    private final Transactions transactions;
    private final PhoneApprovals approvals;

    PhoneApprovalResource(Callers callers, Transactions transactions, PhoneApprovals approvals) {
        this.callers = callers;
        this.transactions = transactions;
        this.approvals = approvals;
    }

    @PUT
    @Operation(
            summary = "Says that a business's phone is the business's; ends when it names another")
    public Uni<PhoneApproval> approve(
            @PathParam("businessId") UUID businessId, PhoneApprovalForm form) {
        return callers.account("admin")
                .invoke(admin -> check(Bodies.required(form)))
                .chain(
                        admin ->
                                transactions.run(
                                        () ->
                                                approvals.approve(
                                                        businessId, form.phone(), admin.subject())))
                .map(approvedAt -> new PhoneApproval(businessId, approvedAt));
    }

    @DELETE
    @Operation(summary = "Takes that back; nobody is put through to the business any more")
    public Uni<Void> withdraw(@PathParam("businessId") UUID businessId) {
        return callers.account("admin")
                .chain(
                        admin ->
                                transactions.run(
                                        () -> approvals.withdraw(businessId, admin.subject())));
    }

    private static void check(PhoneApprovalForm form) {
        new Violations()
                .require(form.phone() != null, "/phone", "the number that was looked at")
                .refuseAny();
    }
}
