import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { Agent, TwilioRealtimeBridge } from 'twilio-realtime-agents';
import { openaiRealtime } from 'twilio-realtime-agents/openai';

/** The library as its README shows it. The caller begins, because by default it ignores all that is said before its first turn. */
const silent = { debug() {}, info() {}, warn() {}, error: (...what) => console.error(...what) };
const bridge = new TwilioRealtimeBridge({
  agent: new Agent({ name: 'Receptionist', instructions: 'Answer the phone briefly and warmly.', voice: 'marin' }),
  provider: openaiRealtime({ apiKey: 'bench', baseUrl: process.env.MODEL_URL }),
  logger: silent,
  session: { greeting: { mode: 'user-initiates' } },
});

const server = createServer((request, response) => response.end('ok'));
const sockets = new WebSocketServer({ server, path: '/media', perMessageDeflate: false });
sockets.on('connection', (socket, request) => bridge.handleConnection(socket, request));
server.listen(Number(process.env.PORT), '127.0.0.1');
