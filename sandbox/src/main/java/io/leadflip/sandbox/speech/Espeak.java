package io.leadflip.sandbox.speech;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Speaks text by running `espeak-ng`, a few at a time. Waits for the program: never to be called
/// on an event loop.
final class Espeak {
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 20;
    private static final String MISSING =
            "The sandbox cannot speak: the program 'espeak-ng' is not installed. Install the package espeak-ng and start again.";

    private final String program;
    private final Semaphore running = new Semaphore(AT_ONCE);

    Espeak(String program) {
        this.program = program;
    }

    Pcm speak(String text, Voice voice) {
        running.acquireUninterruptibly();
        try {
            return WavFile.read(run(text, voice));
        } catch (IOException e) {
            throw new SpeechUnavailable(
                    "The sandbox cannot speak: 'espeak-ng' could not be run", e);
        } finally {
            running.release();
        }
    }

    private byte[] run(String text, Voice voice) throws IOException {
        Process process = start(voice);
        try {
            // The text travels by standard input: as an argument, a leading dash would be an
            // option.
            try (OutputStream in = process.getOutputStream()) {
                in.write(speakable(text).getBytes(StandardCharsets.UTF_8));
            }
            byte[] wav = process.getInputStream().readAllBytes();
            if (!ended(process) || process.exitValue() != 0) {
                throw new SpeechUnavailable(
                        "The sandbox cannot speak: 'espeak-ng' failed for voice " + voice.name(),
                        null);
            }
            return wav;
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Voice voice) {
        try {
            return new ProcessBuilder(
                            program,
                            "--stdin",
                            "--stdout",
                            "-z",
                            "-b",
                            "1",
                            "-v",
                            voice.name(),
                            "-s",
                            Integer.toString(voice.wordsPerMinute()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new SpeechUnavailable(MISSING, e);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Double brackets would switch the program to phonemes.
    private static String speakable(String text) {
        return text.replace("[[", "[").replaceAll("\\p{Cntrl}+", " ");
    }
}
