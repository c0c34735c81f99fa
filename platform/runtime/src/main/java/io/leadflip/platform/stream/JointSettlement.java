package io.leadflip.platform.stream;

import io.leadflip.platform.problem.FailureDescription;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Settles the small batches of one read in few transactions: a read that brings one fact from each
/// of eight partitions costs one commit, not eight. What is more than a transaction should hold is
/// settled side by side. When a joint transaction fails, each of its batches is settled alone, so
/// that only the partition with the fault waits.
@ApplicationScoped
class JointSettlement implements BatchSettlement {
    private static final Logger LOG = Logger.getLogger(JointSettlement.class);

    private final Delivery delivery;
    private final int most;

    JointSettlement(Delivery delivery, StreamConfig config) {
        this.delivery = delivery;
        this.most = config.settleTogether();
    }

    @Override
    public List<Uni<Void>> settle(List<LeasedBatch> read) {
        return groups(read).stream().flatMap(group -> fates(group).stream()).toList();
    }

    private List<Uni<Void>> fates(List<LeasedBatch> group) {
        if (group.size() == 1) {
            return List.of(delivery.settle(group.getFirst()));
        }
        var joint = delivery.settleTogether(group).memoize().indefinitely();
        return group.stream()
                .map(leased -> joint.onFailure().recoverWithUni(failure -> alone(leased, failure)))
                .toList();
    }

    private Uni<Void> alone(LeasedBatch leased, Throwable failure) {
        LOG.debugf(
                "Facts of %s are settled alone: %s",
                leased.lease().stream(), FailureDescription.brief(failure));
        return delivery.settle(leased);
    }

    /// Neighbours share a transaction while their facts are no more than it should hold.
    private List<List<LeasedBatch>> groups(List<LeasedBatch> read) {
        var groups = new ArrayList<List<LeasedBatch>>();
        var room = 0;
        for (var leased : read) {
            var size = leased.batch().entries().size();
            if (groups.isEmpty() || size > room) {
                groups.add(new ArrayList<>());
                room = most;
            }
            groups.getLast().add(leased);
            room -= size;
        }
        return groups;
    }
}
