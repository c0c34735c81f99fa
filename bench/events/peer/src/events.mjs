import { createHash } from 'node:crypto';

const WIDTH = 1024;
const TYPE = 'io.leadflip.match.offered.v1';
const REASON = 'Its trade fits, it answers within minutes, it is open now and its price lies within the budget. ';

/** One CloudEvent in structured mode, 1,024 bytes as JSON: the fact the delivery layer's own runner sends as well. */
export function cloudEvent(index, seed) {
  const lead = id(seed, 'lead', Math.floor(index / 4));
  const match = id(seed, 'match', index);
  const event = {
    id: id(seed, 'event', index),
    source: 'matching',
    specversion: '1.0',
    type: TYPE,
    time: new Date().toISOString(),
    subject: match,
    dataschema: 'schema/match.offered.v1.json',
    partitionkey: lead,
    sequence: 1,
    traceparent: `00-${id(seed, 'trace', index).replaceAll('-', '')}-00f067aa0ba902b7-00`,
    data: {
      leadId: lead,
      matchId: match,
      businessId: id(seed, 'business', index % 500),
      category: 'PLUMBING',
      urgency: 'EMERGENCY',
      score: { distance: 22, category: 20, rating: 14, response: 9, price: 8, urgency: 10, requirements: 6, total: 89 },
      reasons: ['Covers the place of the lead'],
      distanceMetres: 4211.5,
      wave: index,
      answerWindow: 'PT15M',
      offeredAt: new Date().toISOString(),
    },
  };
  const missing = Math.max(0, WIDTH - JSON.stringify(event).length - ',""'.length);
  event.data.reasons.push(REASON.repeat(Math.ceil(missing / REASON.length)).slice(0, missing));
  return event;
}

export function cloudEvents(count, seed, from = 0) {
  return Array.from({ length: count }, (_, index) => cloudEvent(from + index, seed));
}

function id(seed, kind, index) {
  const hex = createHash('md5').update(`${seed}:${kind}:${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
