import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * A relay the way public samples are written: two sockets, JSON both ways, a mark after every delta, truncation by the
 * phone's clock, and whatever the caller says before the model is there is dropped.
 */
function relay(phone) {
  const model = new WebSocket(process.env.MODEL_URL, { headers: { Authorization: 'Bearer bench' }, perMessageDeflate: false });
  let streamSid = null;
  let phoneMs = 0;
  let spokenSince = null;
  let item = null;
  let unplayed = 0;

  const toModel = (event) => model.readyState === WebSocket.OPEN && model.send(JSON.stringify(event));
  const toPhone = (message) => phone.send(JSON.stringify(message));

  const configure = () =>
    toModel({
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions: 'Answer the phone briefly and warmly.',
        output_modalities: ['audio'],
        audio: {
          input: { format: { type: 'audio/pcmu' }, turn_detection: { type: 'server_vad' } },
          output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
        },
      },
    });

  const interrupt = () => {
    if (unplayed > 0 && spokenSince !== null) {
      if (item) toModel({ type: 'conversation.item.truncate', item_id: item, content_index: 0, audio_end_ms: phoneMs - spokenSince });
      toPhone({ event: 'clear', streamSid });
      unplayed = 0;
      item = null;
      spokenSince = null;
    }
  };

  model.on('open', configure);
  model.on('error', () => phone.close());
  model.on('close', () => phone.close());
  model.on('message', (data) => {
    const event = JSON.parse(data);
    if (event.type === 'response.output_audio.delta') {
      toPhone({ event: 'media', streamSid, media: { payload: event.delta } });
      spokenSince ??= phoneMs;
      item = event.item_id;
      unplayed += 1;
      toPhone({ event: 'mark', streamSid, mark: { name: 'delta' } });
    } else if (event.type === 'input_audio_buffer.speech_started') {
      interrupt();
    }
  });

  phone.on('message', (data) => {
    const message = JSON.parse(data);
    switch (message.event) {
      case 'start':
        streamSid = message.start.streamSid;
        break;
      case 'media':
        phoneMs = Number(message.media.timestamp);
        toModel({ type: 'input_audio_buffer.append', audio: message.media.payload });
        break;
      case 'mark':
        unplayed = Math.max(0, unplayed - 1);
        if (unplayed === 0) spokenSince = null;
        break;
    }
  });
  phone.on('close', () => model.close());
}

const server = createServer((request, response) => response.end('ok'));
new WebSocketServer({ server, path: '/media', perMessageDeflate: false }).on('connection', relay);
server.listen(Number(process.env.PORT), '127.0.0.1');
