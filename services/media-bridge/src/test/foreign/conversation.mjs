// A whole conversation between twilio-realtime-agents' fake Twilio and its fake OpenAI: opening, question, interruption,
// answer, goodbye. Prints what was seen as one line of JSON.
import { FakeOpenAIServer, mulawSilenceBase64 } from 'twilio-realtime-agents/testing';
import { caller, door, expect, until } from './peers.mjs';

const options = JSON.parse(process.argv[2]);
const openai = await FakeOpenAIServer.start();
await door(options.door, Number(new URL(openai.url).port), options.home);
const line = await caller(options);
const { twilio } = line;
// Said while the model still connects: none of it may be lost.
twilio.sendSilence(200);

await until('the opening is played', () => line.holds(400));
await until('the model was called', () => openai.connections.length === 1);
const model = openai.latest;
expect('the key', model.upgradeHeaders.authorization === 'Bearer test-openai-key');
expect('no beta header', model.upgradeHeaders['openai-beta'] === undefined);
await until('first words', () => model.appendedAudio.length === 10);
expect('no floor before the opening was heard', model.eventsOfType('response.create').length === 0);
twilio.playAll();

// The fake's own transcripts name no item, which the provider's always do.
function speaks({ ms, transcript }) {
  const chunks = Array.from({ length: ms / 200 }, () => mulawSilenceBase64(200));
  const said = model.sendAudioResponse({ chunks, complete: false });
  const place = { response_id: said.responseId, item_id: said.itemId };
  model.send({ type: 'response.output_audio_transcript.done', ...place, transcript });
  return said;
}

function done(response) {
  model.send({ type: 'response.done', response: { id: response.responseId, status: 'completed' } });
}

await until('the floor after the opening', () => model.eventsOfType('response.create').length === 1);
const question = speaks({ ms: 4_000, transcript: 'Is now a good moment to talk about a leaking tap?' });
done(question);
await until('the question is with the phone', () => line.holds(4_000));
twilio.advancePlayback(1_500);
// Echoes and the model's word come over two sockets: what follows the echoes has arrived.
twilio.sendMedia(mulawSilenceBase64(20));
await until('the echoes arrived', () => model.appendedAudio.length === 11);

const began = process.hrtime.bigint();
model.sendSpeechStarted();
await until('clear', () => twilio.clearCount === 1);
const clearMs = Number(process.hrtime.bigint() - began) / 1e6;
await until('truncation', () => model.eventsOfType('conversation.item.truncate').length === 1);
const truncation = model.eventsOfType('conversation.item.truncate')[0];
expect('the item that was heard', truncation.item_id === question.itemId);
const heardMs = twilio.playedMs - options.openingMs;
const errorMs = truncation.audio_end_ms - heardMs;
expect(`truncated at what was heard, not ${errorMs} ms beside it`, Math.abs(errorMs) <= 500);

model.sendSpeechStopped();
model.send({ type: 'input_audio_buffer.committed', item_id: '' });
model.sendUserTranscript('Yes, go ahead.');
await until('the floor after the turn', () => model.eventsOfType('response.create').length === 2);
const goodbye = speaks({ ms: 600, transcript: 'Perfect, goodbye.' });
model.send({
  type: 'response.output_item.done',
  response_id: goodbye.responseId,
  item: { type: 'function_call', name: 'end_call', call_id: 'call_1', arguments: '{"reason":"completed"}' },
});
done(goodbye);
await until('the goodbye is with the phone', () => line.holds(600));
expect('no hang-up before the goodbye was heard', line.closed === null);
twilio.playAll();
await until('the stream is closed', () => line.closed !== null);

console.log(JSON.stringify({ closed: line.closed, clearMs, errorMs, marks: twilio.echoedMarks.length }));
process.exit(0);
