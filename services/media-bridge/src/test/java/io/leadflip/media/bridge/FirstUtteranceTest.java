package io.leadflip.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstUtteranceTest {
    @Test
    void shouldKnowVoicemailByItsWords() {
        assertThat(
                        List.of(
                                "Hi, this is Bob. Please leave a message after the beep.",
                                "Your call has been forwarded to an automated voice messaging system.",
                                "You've reached the Miller family, we can't come to the phone.",
                                "Thanks for calling Miller and Sons, our office is closed until Monday at eight.",
                                "The person you are calling is not available. At the tone, please record.",
                                "Please leave your number and the reason for your call after the tone.",
                                "Hola, no puedo atender, deje su mensaje después del tono."))
                .allMatch(words -> FirstUtterance.of(words) == FirstUtterance.VOICEMAIL);
    }

    @Test
    void shouldKnowScreeningByItsQuestion() {
        assertThat(
                        List.of(
                                "Hi, if you record your name and reason for calling, I'll see if this person is available.",
                                "The person you're calling is using a screening service. Go ahead and say your name.",
                                "Please state your name and why you are calling.",
                                "Thank you. Before the call is connected, please give the reason for your call now.",
                                "Diga su nombre y el motivo de su llamada."))
                .allMatch(words -> FirstUtterance.of(words) == FirstUtterance.SCREENING);
    }

    @Test
    void shouldKnowThatItIsAskedToWait() {
        assertThat(
                        List.of(
                                "Stay on the line.",
                                "Thanks. Please hold while I try to reach this person.",
                                "Un momento, no cuelgue."))
                .allMatch(words -> FirstUtterance.of(words) == FirstUtterance.ON_HOLD);
    }

    @Test
    void shouldTakeOrdinaryAnswersForPeople() {
        assertThat(
                        List.of(
                                "Hello?",
                                "Yes, this is Bob.",
                                "Who is this?",
                                "Thanks for calling, what is it about?",
                                "She is not available, sorry.",
                                "May I ask why you're calling?",
                                "What is the reason for your call?",
                                "¿Por qué llama?",
                                "¿Diga?",
                                "Sorry, I am driving right now, can you call me later tonight?"))
                .allMatch(words -> FirstUtterance.of(words) == FirstUtterance.PERSON);
    }
}
