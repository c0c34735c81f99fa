// What the scenarios share: a door for the bridge's model connection, and a caller's line to the bridge.
import http from 'node:http';
import net from 'node:net';
import { FakeTwilioMediaStream } from 'twilio-realtime-agents/testing';
import { WebSocket } from 'ws';

/** Fails the scenario, in words, when what is expected does not come. */
export async function until(what, condition, ms = 10_000) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function expect(what, holds) {
  if (!holds) throw new Error(`not as expected: ${what}`);
}

/**
 * Listens where the bridge looks for its provider: WebSockets reach the foreign model byte for byte, everything else the
 * test's own speech service and orchestrator's door.
 */
export async function door(port, modelPort, homePort) {
  const server = http.createServer((request, response) => {
    const { method, headers, url: path } = request;
    const onward = http.request({ host: '127.0.0.1', port: homePort, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('upgrade', (request, socket, head) => {
    const onward = net.connect(modelPort, '127.0.0.1', () => {
      const { rawHeaders: raw } = request;
      const lines = raw.map((name, i) => (i % 2 ? '' : `${name}: ${raw[i + 1]}\r\n`)).join('');
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const side of [socket, onward]) side.on('error', () => { socket.destroy(); onward.destroy(); });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
}

const DOCUMENTED = {
  media: ['event', 'media', 'streamSid'],
  mark: ['event', 'mark', 'streamSid'],
  clear: ['event', 'streamSid'],
};

/** The foreign caller, joined to the bridge by a real socket. */
export async function caller({ bridge, signature, account, callSid }) {
  const twilio = new FakeTwilioMediaStream({ callSid });
  const socket = new WebSocket(bridge, { headers: { 'X-Twilio-Signature': signature }, perMessageDeflate: false });
  const line = {
    twilio,
    closed: null,
    last: null,
    /** So much waits to be played, and the mark behind it has come, too: a mark that comes later is not echoed by this playing. */
    holds: (ms) => twilio.queuedMs >= ms && line.last === 'mark',
  };
  socket.on('close', (code) => { line.closed = code; });
  socket.on('message', (data, isBinary) => {
    expect('text frames only', !isBinary);
    const frame = JSON.parse(data);
    const keys = Object.keys(frame).sort().join();
    expect(`documented fields only, not ${keys}`, DOCUMENTED[frame.event]?.join() === keys);
    expect('the stream it names', frame.streamSid === twilio.streamSid);
    twilio.send(data.toString());
    line.last = frame.event;
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  twilio.on('message', (data) => socket.send(data));
  twilio.connect({ accountSid: account, customParameters: { token: 'one-time' } });
  return line;
}
