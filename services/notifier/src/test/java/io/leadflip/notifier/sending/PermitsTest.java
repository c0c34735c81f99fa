package io.leadflip.notifier.sending;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServiceUnavailableException;
import java.net.ConnectException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class PermitsTest {
    @Test
    void shouldTakeOnlyARefusedConnectionForOneThatIsRefusedToAll() {
        assertThat(Permits.failed(new ConnectException("refused")))
                .isInstanceOf(PermitAnswer.Away.class);
        assertThat(Permits.failed(new SocketException("reset")))
                .isInstanceOf(PermitAnswer.NoAnswer.class);
    }

    @Test
    void shouldTellASubjectNobodyKnowsFromAnAnswerThatDoesNotCount() {
        assertThat(Permits.failed(new NotFoundException()))
                .isInstanceOf(PermitAnswer.SubjectUnknown.class);
        assertThat(Permits.failed(new ServiceUnavailableException()))
                .isInstanceOf(PermitAnswer.NoAnswer.class);
    }
}
