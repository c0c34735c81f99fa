// A bridge that no one here wrote, for the sandbox's telephone and voice model: twilio-realtime-agents'. Says where it
// listens, and serves until it is killed.
import { Agent, TwilioRealtimeBridge } from 'twilio-realtime-agents';
import { openaiRealtime } from 'twilio-realtime-agents/openai';
import { WebSocketServer } from 'ws';

const { model, key } = JSON.parse(process.argv[2]);
const bridge = new TwilioRealtimeBridge({
  agent: new Agent({
    name: 'Caller',
    instructions: 'Business: Able Plumbing\nConsumer need: a leaking tap',
    voice: 'marin',
  }),
  provider: openaiRealtime({ apiKey: key, baseUrl: model }),
});
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => bridge.handleConnection(socket));
server.on('listening', () => console.log(JSON.stringify({ port: server.address().port })));
