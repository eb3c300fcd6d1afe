import { hmacSha256 } from '../../core/bytes.js';
import { timestamp } from '../../core/time.js';
import type { Delivery, Watch, WatchWorld } from './ports.js';

const MINUTE_MS = 60_000;
/** After each attempt that failed: a day and more in all, then it is given up. */
const AGAIN_MS = [1, 5, 30, 120, 300, 480, 600].map((minutes) => minutes * MINUTE_MS);
const AT_A_TIME = 10;

/** Tells of the changes that wait to be told. True when there may be more. */
export async function deliverDue(world: WatchWorld): Promise<boolean> {
  const due = await world.ports.dueDeliveries(AT_A_TIME);
  await Promise.all(due.map(async ({ watch, delivery }) => world.ports.keepAttempt(await attempted(watch, delivery, world))));
  return due.length === AT_A_TIME;
}

async function attempted(watch: Watch, delivery: Delivery, { ports, baseUrl, post }: WatchWorld): Promise<Delivery> {
  const now = ports.now();
  const outcome = await post(watch.subject.webhook, signed(delivery.id, messageOf(watch, delivery, baseUrl), { secret: watch.subject.secret, now }));
  const attempts = [...delivery.attempts, { at: timestamp(now), outcome }];
  const { nextAt: _nextAt, ...rest } = delivery;
  if (outcome === 'delivered') return { ...rest, attempts, state: 'delivered' };
  const wait = AGAIN_MS[attempts.length - 1];
  return wait === undefined ? { ...rest, attempts, state: 'given-up' } : { ...rest, attempts, nextAt: timestamp(new Date(now.getTime() + wait)) };
}

/** What is told: which watch, and what changed. No word of the credential: that is for whoever has the key. */
function messageOf({ id, subject }: Watch, { change: { before, after, checkedAt } }: Delivery, baseUrl: string): string {
  const { reference } = subject;
  return JSON.stringify({
    type: 'watch.changed',
    timestamp: checkedAt,
    data: { watch: id, ...(reference === undefined ? {} : { reference }), before, after, checkedAt, report: `${baseUrl}/api/v1/watches/${id}/report` },
  });
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Standard Webhooks: HMAC-SHA-256 over id, time and body. The id is the delivery's: the same each time it is tried. */
function signed(id: string, body: string, { secret, now }: { readonly secret: string; readonly now: Date }) {
  const seconds = String(Math.floor(now.getTime() / 1000));
  const key = new Uint8Array(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
  const signature = base64(hmacSha256(key, `${id}.${seconds}.${body}`));
  return { body, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` } };
}
