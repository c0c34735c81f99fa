package io.leadflip.contracts.event;

/// What this version makes of the type an entry names. Whoever listens to a type takes `Known` in,
/// keeps `OtherVersion` for the version that understands it, and passes over the rest.
public sealed interface Recognition {
    record Known(EventType type) implements Recognition {}

    /// A fact this version knows, told the way another version tells it.
    ///
    /// @param type the fact as this version knows it
    record OtherVersion(EventType type, int version) implements Recognition {
        /// Why the entry cannot be taken in.
        public String reason() {
            return "%s.v%d is not understood by this version, which knows %s; replay it after the update"
                    .formatted(type.shortName(), version, type.wire());
        }
    }

    /// Spelled as one of ours, of a fact this version has not heard of.
    record Unheard() implements Recognition {}

    /// No type of ours, or none at all.
    record Foreign() implements Recognition {}
}
