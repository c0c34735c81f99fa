package io.leadflip.contracts.event;

/// Something that happened, told to other services. Facts carry ids, enums and coarse place; never
/// a phone number, e-mail, name or free text.
public sealed interface Fact
        permits LeadFact,
                MatchFact,
                BusinessFact,
                ConsentFact,
                NotificationFact,
                CallFact,
                MediaFact,
                ContactFact {
    /// The id of the entity the fact is about: CloudEvents `subject`.
    String subject();

    /// Facts with the same key are handled in order: CloudEvents `partitionkey`.
    String partitionKey();
}
