import { describe, expect, it } from '@jest/globals';
import { encodeList } from '../../../src/core/bitstring.js';
import type { StatusListFact } from '../../../src/core/evidence.js';
import { encodeTokenList } from '../../../src/core/token-status-list.js';
import type { StatusEntry } from '../../../src/formats/format.js';
import { checkStatus } from '../../../src/verify/checks/status.js';
import { entry, evidence, KEY_URL, list, LIST_URL, parsed, view } from './fixtures.js';

const SET = encodeList([94567]);
const judge = (entryOver: Partial<StatusEntry>, listOver: Partial<StatusListFact> = {}) => {
  const { outcome, reason } = checkStatus(parsed({ statusEntries: [entry(entryOver)] }), evidence({ statusLists: { [LIST_URL]: list(listOver) } }));
  return [outcome, reason];
};

const TWO_BITS: Partial<StatusEntry> = { size: 2, messages: { 0: 'in order', 1: 'under review', 2: 'withdrawn', 3: 'never issued' } };

describe('status', () => {
  it('skips a credential that declares none', () => {
    expect(checkStatus(parsed({ statusEntries: [] }), evidence())).toEqual({ check: 'status', outcome: 'skip', reason: 'not-declared' });
  });

  it.each<[string, Partial<StatusEntry>, Partial<StatusListFact>, string, string]>([
    ['a clear bit', {}, {}, 'pass', 'ok'],
    ['a set bit', {}, { encodedList: SET }, 'fail', 'revoked'],
    ['the bit beside', { index: 94568 }, { encodedList: SET }, 'pass', 'ok'],
    ['a set bit of suspension', { purpose: 'suspension' }, { purposes: ['suspension'], encodedList: SET }, 'fail', 'suspended'],
    ['a list of another purpose', {}, { purposes: ['suspension'] }, 'unknown', 'list-wrong-purpose'],
    ['one of several purposes', {}, { purposes: ['suspension', 'revocation'] }, 'pass', 'ok'],
    ['a list that calls itself by another address, bit clear', {}, { elsewhere: true }, 'unknown', 'list-invalid'],
    ['the same, with a message', { purpose: 'message' }, { elsewhere: true, purposes: ['message'], encodedList: encodeList([94567]) }, 'unknown', 'list-invalid'],
    ['the same, bit set', {}, { elsewhere: true, encodedList: encodeList([94567]) }, 'fail', 'revoked'],
    ['a list of another issuer', {}, { issuer: 'did:web:stranger.example' }, 'unknown', 'list-wrong-issuer'],
    ['a list past its end', {}, { validUntil: '2027-01-15T11:59:59Z' }, 'unknown', 'list-stale'],
    ['a list with an end that is no date', {}, { validUntil: 'soon' }, 'unknown', 'list-stale'],
    ['a list that has not begun', {}, { validFrom: '2027-01-16T00:00:00Z' }, 'unknown', 'list-invalid'],
    ['a short list', { index: 7 }, { encodedList: encodeList([], 131064) }, 'unknown', 'list-too-short'],
    ['a set bit in a short list', { index: 7 }, { encodedList: encodeList([7], 131064) }, 'unknown', 'list-too-short'],
    ['an index past the end', { index: 131072 }, {}, 'unknown', 'index-out-of-range'],
    ['the last index', { index: 131071 }, { encodedList: encodeList([131071]) }, 'fail', 'revoked'],
    ['an index that cannot be read', { index: undefined }, {}, 'unknown', 'index-out-of-range'],
    ['a list that is no list', {}, { encodedList: 'uAAAA' }, 'unknown', 'list-invalid'],
    ['an unknown type of entry', { type: 'CredentialStatusList2017' }, {}, 'unknown', 'status-unsupported'],
    ['a list of another kind', { type: 'StatusList2021Entry' }, {}, 'unknown', 'list-invalid'],
    ['an unknown purpose', { purpose: 'endorsement' }, { purposes: ['endorsement'] }, 'unknown', 'status-unsupported'],
    ['a message that is not given', { purpose: 'message' }, { purposes: ['message'] }, 'pass', 'ok'],
    ['a message', { purpose: 'message' }, { purposes: ['message'], encodedList: SET }, 'warn', 'status-message'],
    ['a newer one', { purpose: 'refresh' }, { purposes: ['message', 'refresh'], encodedList: SET }, 'warn', 'refresh-advised'],
    ['a purpose named like a member of every object', { purpose: 'constructor' }, { purposes: ['constructor'] }, 'unknown', 'status-unsupported'],
    ['entries of two bits without their messages', { size: 2 }, {}, 'unknown', 'status-unsupported'],
    ['entries of two bits, one of four without a message', { size: 2, messages: { 0: 'a', 1: 'b', 2: 'c' } }, {}, 'unknown', 'status-unsupported'],
    ['entries of two bits, one with a message of none', { size: 2, messages: { 0: 'a', 1: 'b', 2: 'c', 4: 'd' } }, {}, 'unknown', 'status-unsupported'],
    ['entries of no bits', { size: 0 }, {}, 'unknown', 'status-unsupported'],
    ['entries of half a bit', { size: 0.5 }, {}, 'unknown', 'status-unsupported'],
    ['entries of a size that is none', { size: Number.NaN }, {}, 'unknown', 'status-unsupported'],
    ['entries of nine bits', { size: 9, messages: Object.fromEntries(Array.from({ length: 512 }, (_, value) => [value, 'm'])) }, {}, 'unknown', 'status-unsupported'],
    ['a list that two bits each make short', { ...TWO_BITS, index: 7 }, {}, 'unknown', 'list-too-short'],
    ['the older draft’s list of 100,000', { type: 'StatusList2021Entry' }, { kind: 'StatusList2021Entry', encodedList: encodeList([94567], 100_000).slice(1) }, 'fail', 'revoked'],
    ['the oldest draft’s list of 100,000', { type: 'RevocationList2020Status', index: 94568 }, { kind: 'RevocationList2020Status', encodedList: encodeList([94567], 100_000).slice(1) }, 'pass', 'ok'],
    ['past the end of 100,000', { type: 'StatusList2021Entry', index: 100_000 }, { kind: 'StatusList2021Entry', encodedList: encodeList([], 100_000).slice(1) }, 'unknown', 'index-out-of-range'],
  ])('%s', (_name, entryOver, listOver, outcome, reason) => {
    expect(judge(entryOver, listOver)).toEqual([outcome, reason]);
  });

  it('reads no more entries than a credential can have, whatever each would take, and is not sure of the rest', () => {
    const big = list({ encodedList: encodeList([], 16 * 1024 * 1024 * 8 - 8) });
    const of = (count: number, over: Partial<StatusEntry> = {}) => checkStatus(parsed({ statusEntries: [...Array<StatusEntry>(count).fill(entry()), entry(over)] }), evidence({ statusLists: { [LIST_URL]: big } }));
    const began = performance.now();
    expect(of(10_000)).toMatchObject({ outcome: 'unknown', reason: 'status-unsupported', detail: '10001 entries' });
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(of(9)).toMatchObject({ outcome: 'pass' });
    const revoked = evidence({ statusLists: { [LIST_URL]: list({ encodedList: SET }) } });
    expect(checkStatus(parsed({ statusEntries: Array<StatusEntry>(11).fill(entry()) }), revoked)).toMatchObject({ outcome: 'fail', reason: 'revoked' });
  });

  it('reads entries of two bits, the highest first, and tells what its issuer says of the value', () => {
    // 131,072 entries of two bits; the third has the bits 4 and 5.
    const words = (indexes: readonly number[], over: Partial<StatusEntry> = {}) => {
      const encodedList = encodeList(indexes, 262_144);
      return checkStatus(parsed({ statusEntries: [entry({ ...TWO_BITS, index: 2, ...over })] }), evidence({ statusLists: { [LIST_URL]: list({ encodedList, purposes: ['revocation', 'message'] }) } }));
    };
    expect(words([])).toMatchObject({ outcome: 'pass', facts: { words: 'in order' } });
    expect(words([5])).toMatchObject({ outcome: 'fail', reason: 'revoked', facts: { words: 'under review' } });
    expect(words([4])).toMatchObject({ outcome: 'fail', reason: 'revoked', facts: { words: 'withdrawn' } });
    expect(words([4, 5], { purpose: 'message' })).toMatchObject({ outcome: 'warn', reason: 'status-message', facts: { words: 'never issued' } });
    expect(words([3, 6]).outcome).toBe('pass');
    expect(words([4], { messages: { ...TWO_BITS.messages, 2: '💥'.repeat(600) } }).facts?.words).toBe(`${'💥'.repeat(250)}…`);
  });

  const NAMING: Partial<StatusEntry> = { type: '1EdTechRevocationList', index: undefined };
  const naming = (entries: NonNullable<StatusListFact['naming']>['entries'], over: Partial<StatusListFact> = {}, origin = 'https://testamur.example'): Partial<StatusListFact> => ({ kind: '1EdTechRevocationList', encodedList: '', naming: { entries, origin }, ...over });
  it.each<[string, Partial<StatusListFact>, string, string]>([
    ['does not name it', naming([]), 'pass', 'ok'],
    ['names it', naming([{ revoked: true }]), 'fail', 'revoked'],
    ['names it as not revoked', naming([{ revoked: false }]), 'pass', 'ok'],
    ['names it twice', naming([{ revoked: false }, { revoked: true }]), 'fail', 'revoked'],
    ['does not name it, on another host', naming([], {}, 'https://lists.example'), 'unknown', 'list-unsigned'],
    ['does not name it, on another port', naming([], {}, 'https://testamur.example:8443'), 'unknown', 'list-unsigned'],
    ['names it as not revoked, on another host', naming([{ revoked: false }], {}, 'https://lists.example'), 'unknown', 'list-unsigned'],
    ['names it, on another host', naming([{ revoked: true }], {}, 'https://lists.example'), 'fail', 'revoked'],
    ['names it, and is another issuer’s', naming([{ revoked: true }], { issuer: 'did:web:stranger.example' }), 'unknown', 'list-wrong-issuer'],
    ['does not say what it names', { kind: '1EdTechRevocationList', encodedList: '' }, 'unknown', 'list-invalid'],
    ['is one of bits', {}, 'unknown', 'list-invalid'],
  ])('of an unsigned list that %s', (_name, listOver, outcome, reason) => {
    expect(judge(NAMING, listOver)).toEqual([outcome, reason]);
  });

  it.each([
    ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', 'unknown', 'list-unsigned'],
    ['did:web:testamur.example%3A8443', 'unknown', 'list-unsigned'],
    ['https://testamur.example/issuers/1', 'pass', 'ok'],
    ['http://testamur.example', 'unknown', 'list-unsigned'],
    ['urn:epass:org:1', 'unknown', 'list-unsigned'],
    ['did:web:', 'unknown', 'list-unsigned'],
  ])('believes an unsigned list that does not name it only from the host that says who %s is', (id, outcome, reason) => {
    const given = parsed({ statusEntries: [entry(NAMING)], view: view({ issuer: { id, identifiers: [] } }) });
    expect(checkStatus(given, evidence({ statusLists: { [LIST_URL]: list(naming([], { issuer: id })) } }))).toMatchObject({ outcome, reason });
  });

  it('that may be held back is not known, whatever is shown; what is shown and bad is', () => {
    const heldBack = (statusEntries: readonly StatusEntry[], encodedList = encodeList([])) => checkStatus(parsed({ statusEntries, statusHeldBack: true }), evidence({ statusLists: { [LIST_URL]: list({ encodedList }) } }));
    expect(heldBack([])).toEqual({ check: 'status', outcome: 'unknown', reason: 'held-back' });
    expect(heldBack([entry()])).toMatchObject({ outcome: 'unknown', reason: 'held-back' });
    expect(heldBack([entry()], SET)).toMatchObject({ outcome: 'fail', reason: 'revoked' });
  });

  const TOKEN: Partial<StatusEntry> = { type: 'TokenStatusList', purpose: 'status' };
  const tokens = (status: number, over: Partial<StatusListFact> = {}): Partial<StatusListFact> => ({ purposes: [], bits: 4, encodedList: encodeTokenList([[94567, status]], { bits: 4, entries: 131072 }).lst, ...over });
  it.each<[string, Partial<StatusEntry>, Partial<StatusListFact>, string, string]>([
    ['0', TOKEN, tokens(0), 'pass', 'ok'],
    ['1', TOKEN, tokens(1), 'fail', 'revoked'],
    ['2', TOKEN, tokens(2), 'fail', 'suspended'],
    ['3, an application’s own', TOKEN, tokens(3), 'unknown', 'status-unsupported'],
    ['15, an application’s own', TOKEN, tokens(15), 'unknown', 'status-unsupported'],
    ['0 of a neighbour', { ...TOKEN, index: 94568 }, tokens(1), 'pass', 'ok'],
    ['none, past the end', { ...TOKEN, index: 131072 }, tokens(0), 'unknown', 'index-out-of-range'],
    ['none, without an index', { ...TOKEN, index: undefined }, tokens(0), 'unknown', 'index-out-of-range'],
    ['none, where the list is none', TOKEN, tokens(0, { encodedList: 'AAAA' }), 'unknown', 'list-invalid'],
    ['none, in a list of the other kind', TOKEN, {}, 'unknown', 'list-invalid'],
    ['none, the entry being of the other kind', {}, tokens(0), 'unknown', 'list-invalid'],
    ['0 by somebody else', TOKEN, tokens(0, { issuer: 'did:web:stranger.example' }), 'unknown', 'list-wrong-issuer'],
    ['0 by the key that signed the credential', TOKEN, tokens(0, { issuer: KEY_URL }), 'pass', 'ok'],
    ['0 of the past', TOKEN, tokens(0, { validUntil: '2027-01-15T11:59:59Z' }), 'unknown', 'list-stale'],
    ['0 of a time to come', TOKEN, tokens(0, { validFrom: '2027-01-16T00:00:00Z' }), 'unknown', 'list-invalid'],
  ])('in a token list is %s', (_name, entryOver, listOver, outcome, reason) => {
    expect(judge(entryOver, listOver)).toEqual([outcome, reason]);
  });

  it('is unknown when the list could not be had, for the reason it could not', () => {
    const without = (reason: 'list-unreachable' | 'list-invalid') => checkStatus(parsed(), evidence({ statusLists: { [LIST_URL]: { ok: false, reason, detail: 'timeout' } } }));
    expect(without('list-unreachable')).toMatchObject({ outcome: 'unknown', reason: 'list-unreachable', detail: LIST_URL });
    expect(without('list-invalid')).toMatchObject({ outcome: 'unknown', reason: 'list-invalid' });
    expect(checkStatus(parsed(), evidence({ statusLists: {} }))).toMatchObject({ outcome: 'unknown', reason: 'list-unreachable' });
  });

  it('reads every entry: fail beats unknown beats pass, and revocation beats suspension', () => {
    const other = 'https://testamur.example/status/2';
    const gone = 'https://testamur.example/status/3';
    const statusLists = {
      [LIST_URL]: list({ encodedList: SET }),
      [other]: list({ url: other, purposes: ['suspension'], encodedList: SET }),
    };
    const clear = entry({ index: 1 });
    const missing = entry({ list: gone });
    const suspended = entry({ list: other, purpose: 'suspension' });
    const reason = (...statusEntries: StatusEntry[]) => checkStatus(parsed({ statusEntries }), evidence({ statusLists })).reason;
    expect(reason(clear, entry())).toBe('revoked');
    expect(reason(missing, entry())).toBe('revoked');
    expect(reason(clear, missing)).toBe('list-unreachable');
    expect(reason(suspended, entry())).toBe('revoked');
    expect(reason(suspended, missing)).toBe('suspended');
  });

  it.each(['revoked', 'suspended', 'superseded'] as const)('takes the word of our own store that it is %s, over any bit', (status) => {
    const own = { status, since: '2027-01-10T09:00:00Z', code: 'issued-in-error' };
    const finding = checkStatus(parsed(), evidence({ own, statusLists: { [LIST_URL]: list({ encodedList: SET }) } }));
    expect(finding).toMatchObject({ outcome: 'fail', reason: status, facts: { since: '2027-01-10T09:00:00Z', code: 'issued-in-error', source: 'own' } });
    expect(checkStatus(parsed(), evidence({ own }))).toMatchObject({ outcome: 'fail', reason: status });
  });

  it('does not let an active award in our store hide a set bit, or a list that is missing', () => {
    const own = { status: 'active' } as const;
    expect(checkStatus(parsed(), evidence({ own, statusLists: { [LIST_URL]: list({ encodedList: SET }) } })).reason).toBe('revoked');
    expect(checkStatus(parsed(), evidence({ own, statusLists: {} })).outcome).toBe('unknown');
  });
});
