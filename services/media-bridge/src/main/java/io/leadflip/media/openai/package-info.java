/// OpenAI: the Realtime API in its GA dialect, and rendered speech.
package io.leadflip.media.openai;
