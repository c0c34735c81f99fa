/// Telephone audio: 8 kHz µ-law, 160 bytes every 20 ms.
package io.leadflip.media.audio;
