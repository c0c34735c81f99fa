// The fake Twilio of twilio-realtime-agents, and CopilotKit's aimock as the model: it takes the session as it is configured,
// and calls a function. Prints what was seen as one line of JSON.
import { LLMock } from '@copilotkit/aimock';
import { caller, door, expect, until } from './peers.mjs';

const options = JSON.parse(process.argv[2]);
const mock = new LLMock({ port: 0, logLevel: 'silent' });
mock.addFixture({ match: {}, response: { toolCalls: [{ name: 'opt_out', arguments: '{}' }] } });
await mock.start();
await door(options.door, Number(new URL(mock.url).port), options.home);
const line = await caller(options);
const { twilio } = line;

await until('the opening is played', () => line.holds(400));
twilio.playAll();
await until('the confirmation is played', () => line.holds(200));
expect('open until it was heard', line.closed === null);
twilio.playAll();
await until('the stream is closed', () => line.closed !== null);

const asked = mock.getRequests().filter((request) => String(request.path).includes('/v1/realtime'));
console.log(JSON.stringify({ closed: line.closed, asked: asked.length, playedMs: twilio.playedMs }));
process.exit(0);
