package io.leadflip.intake.access;

import java.util.Set;

/// Who is asking.
public sealed interface Caller {
    /// Nobody we know; may hold the tracking token of one lead.
    ///
    /// @param token null when none was shown
    record Visitor(String token) implements Caller {
        @Override
        public String toString() {
            return "Visitor";
        }
    }

    record Account(String subject, Set<String> roles) implements Caller {
        public Account {
            roles = Set.copyOf(roles);
        }
    }

    default boolean admin() {
        return this instanceof Account account && account.roles().contains("admin");
    }
}
