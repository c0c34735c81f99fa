import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { setTracingDisabled } from '@openai/agents';
import { RealtimeAgent, RealtimeSession } from '@openai/agents/realtime';
import { TwilioRealtimeTransportLayer } from '@openai/agents-extensions';

/** The SDK's Twilio transport as its example shows it; nothing is exported. */
setTracingDisabled(true);
const agent = new RealtimeAgent({ name: 'Receptionist', instructions: 'Answer the phone briefly and warmly.' });

const server = createServer((request, response) => response.end('ok'));
const sockets = new WebSocketServer({ server, path: '/media', perMessageDeflate: false });
sockets.on('connection', async (socket) => {
  const transport = new TwilioRealtimeTransportLayer({ twilioWebSocket: socket });
  const session = new RealtimeSession(agent, {
    transport,
    model: 'gpt-realtime',
    tracingDisabled: true,
    config: { audio: { output: { voice: 'verse' }, input: { turnDetection: { type: 'server_vad' } } } },
  });
  session.on('error', () => {});
  try {
    await session.connect({ apiKey: 'bench', url: process.env.MODEL_URL });
  } catch (error) {
    console.error(error);
    socket.close();
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
