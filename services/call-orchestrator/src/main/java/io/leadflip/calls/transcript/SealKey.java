package io.leadflip.calls.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// An AES-256-GCM key (NIST SP 800-38D). Sealed text is base64 of a 12 byte nonce, then ciphertext
/// with its tag.
public final class SealKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] key;

    private SealKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A sealing key has 32 bytes");
        }
        this.key = key;
    }

    public static SealKey random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return new SealKey(key);
    }

    /// @throws IllegalArgumentException when the text is not base64 of 32 bytes
    public static SealKey of(String base64) {
        return new SealKey(Base64.getDecoder().decode(base64.strip()));
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    public String seal(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(nonce.length + sealed.length)
                                .put(nonce)
                                .put(sealed)
                                .array());
    }

    /// @throws IllegalArgumentException when the text was not sealed with this key, or changed
    ///   since
    public String open(String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        if (bytes.length <= NONCE_BYTES) {
            throw new IllegalArgumentException("This is no sealed text");
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] text =
                run(
                        Cipher.DECRYPT_MODE,
                        nonce,
                        Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "A text could not be sealed or opened with this key", e);
        }
    }

    @Override
    public String toString() {
        return "SealKey[redacted]";
    }
}
