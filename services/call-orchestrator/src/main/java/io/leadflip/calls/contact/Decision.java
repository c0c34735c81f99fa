package io.leadflip.calls.contact;

import java.time.Instant;
import java.util.List;

/// The contact gate's answer. `Deny` is final for the call, `Defer` asks again at `until`, `Allow`
/// holds for this moment only.
public sealed interface Decision {
    /// Why not, or why not yet; empty when allowed.
    List<Finding> findings();

    record Allow() implements Decision {
        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    record Defer(Instant until, List<Finding> findings) implements Decision {
        public Defer {
            findings = List.copyOf(findings);
        }
    }

    record Deny(List<Finding> findings) implements Decision {
        public Deny {
            findings = List.copyOf(findings);
        }
    }

    /// Ids of the rules that spoke, each once.
    default List<String> rules() {
        return findings().stream().map(Finding::rule).distinct().toList();
    }

    default Verdict verdict() {
        return switch (this) {
            case Allow allow -> Verdict.ALLOW;
            case Defer defer -> Verdict.DEFER;
            case Deny deny -> Verdict.DENY;
        };
    }

    enum Verdict {
        ALLOW,
        DEFER,
        DENY
    }
}
