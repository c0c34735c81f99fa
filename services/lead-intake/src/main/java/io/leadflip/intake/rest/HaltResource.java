package io.leadflip.intake.rest;

import io.leadflip.contracts.door.DialHalt;
import io.leadflip.contracts.door.DialHaltReport;
import io.leadflip.contracts.door.DialHaltRequest;
import io.leadflip.contracts.door.DialHalts;
import io.leadflip.contracts.value.CallPurpose;
import io.leadflip.intake.Violations;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.call.HaltDialling;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The kill switches of dialling. When a halt is answered it holds already.
@Tag(name = "admin")
@Path("/v1/admin/halts")
@Consumes("application/json")
@Produces("application/json")
public class HaltResource {
    /// @param scope whose calls are not placed any more
    /// @param subject the business' id, or the purpose such as `qualify_lead`; not for the platform
    /// @param reason for whoever reads it later; no personal data
    /// @param endLiveCalls whether live calls are ended, too
    public record HaltForm(
            DialHalt.Scope scope, String subject, String reason, Boolean endLiveCalls) {}

    private final Callers callers;
    private final HaltDialling halting;

    HaltResource(Callers callers, HaltDialling halting) {
        this.callers = callers;
        this.halting = halting;
    }

    @POST
    @Operation(summary = "Stops dialling at once, for everybody, a business or a purpose")
    public Uni<DialHaltReport> place(HaltForm form) {
        return callers.account("admin")
                .chain(admin -> halting.place(request(Bodies.required(form)), admin.subject()));
    }

    @GET
    @Operation(summary = "The halts that hold and those lifted last")
    public Uni<DialHalts> list() {
        return callers.account("admin").chain(admin -> halting.list());
    }

    @POST
    @Path("/{haltId}/lift")
    @Operation(summary = "Lets dialling go on; lifting again changes nothing")
    public Uni<DialHalt> lift(@PathParam("haltId") UUID haltId) {
        return callers.account("admin").chain(admin -> halting.lift(haltId, admin.subject()));
    }

    private static DialHaltRequest request(HaltForm form) {
        var reason = form.reason() == null ? "" : form.reason().strip();
        new Violations()
                .require(form.scope() != null, "/scope", "one of PLATFORM, BUSINESS, PURPOSE")
                .require(
                        form.scope() == null || named(form.scope(), form.subject()),
                        "/subject",
                        "a business' id or a purpose; none for PLATFORM")
                .require(
                        reason.length() >= 3 && reason.length() <= 500 && Bodies.oneLine(reason),
                        "/reason",
                        "3 to 500 characters in one line")
                .refuseAny();
        return new DialHaltRequest(
                form.scope(), form.subject(), reason, Boolean.TRUE.equals(form.endLiveCalls()));
    }

    private static boolean named(DialHalt.Scope scope, String subject) {
        try {
            return switch (scope) {
                case PLATFORM -> subject == null;
                case BUSINESS ->
                        subject != null && UUID.fromString(subject).toString().equals(subject);
                case PURPOSE -> subject != null && CallPurpose.of(subject).wire().equals(subject);
            };
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
