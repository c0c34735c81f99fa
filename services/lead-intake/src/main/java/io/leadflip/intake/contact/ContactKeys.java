package io.leadflip.intake.contact;

import jakarta.enterprise.context.ApplicationScoped;

/// The key under which other services know a phone or an e-mail address: enough to count, compare
/// and cancel, useless to anyone else.
@ApplicationScoped
public class ContactKeys {
    private final Hmacs hmacs;

    public ContactKeys(Hmacs hmacs) {
        this.hmacs = hmacs;
    }

    /// @param address E.164 or a normalised e-mail address; null has no key
    public String of(String address) {
        return address == null ? null : hmacs.hex("contact", address);
    }

    /// A key for a network address, to count by.
    public String ofNetwork(String address) {
        return hmacs.hex("network", address);
    }
}
