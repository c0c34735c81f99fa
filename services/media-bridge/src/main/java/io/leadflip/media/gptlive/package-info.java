/// OpenAI's GPT-Live: full duplex, no turns. What the seam knows as turns is made here.
package io.leadflip.media.gptlive;
