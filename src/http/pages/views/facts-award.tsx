import type { ComponentChildren, VNode } from 'preact';
import { identifierKind } from '../../../core/identifiers.js';
import { kindCode } from '../../../core/vocabulary.js';
import { listed, row, stated, terms, type Content, type Row, type Telling } from './facts.js';
import { day, say, whole, type Message } from './message.js';
import { Ext, On, Say } from './say.js';

/** Who was awarded what, when, by whom. */
export function awardRows(telling: Telling): readonly Row[] {
  const { content, t } = telling;
  return [
    ...row('title', stated(content, content.title) && <strong>{stated(content, content.title)}</strong>, kind(telling)),
    ...row('learner', learnerName(content), ...identifiers(telling)),
    ...row('awardedOn', content.awardedOn === undefined ? undefined : <On value={content.awardedOn} t={t} />, <Say m={period(content)} t={t} />),
  ];
}

/** What it is and what it is not; a kind we do not know stands as stated. */
export function kind({ content, t }: Telling): VNode | undefined {
  const type = content.achievementType;
  if (type === undefined) return undefined;
  if (MICRO.includes(type.toLowerCase())) return <Say m="page.credential" t={t} />;
  if (type.toLowerCase() === 'attendance') return <Say m="page.attendance" t={t} />;
  const code = kindCode(type);
  return <Say m={say('facts.kind', { kind: code === undefined ? whole(type) : t.term('kind', code) })} t={t} />;
}
const MICRO: readonly string[] = ['microcredential', 'micro-credential', 'ext:microcredential'];

const learnerName = ({ learner }: Content): VNode | undefined => (learner.name === undefined ? undefined : <strong><Ext text={learner.name} /></strong>);

function wordsFor(type: string): Message {
  const name = identifierKind(type);
  return name === undefined ? say('facts.identifiers.other', { type: whole(type) }) : say(`facts.identifiers.${name}`);
}

/** What tells two people of one name apart. A hashed identifier is named and not shown: only who knows it can compare. */
function identifiers({ content, t }: Telling): readonly (VNode | undefined)[] {
  const told = content.learner.identifiers.filter((i) => i.type !== 'name');
  const open = told.filter((i) => !i.hashed);
  const hashed = told.filter((i) => i.hashed);
  return [...open.map((i) => <Say m={identifier(i)} t={t} />), hashed.length === 0 ? undefined : <HashedOnes types={hashed.map((i) => wordsFor(i.type))} t={t} />];
}

const identifier = ({ type, value }: { type: string; value: string }): Message =>
  identifierKind(type) === 'birthDate' ? say('facts.born', { date: day(value) }) : say('facts.identifier', { what: wordsFor(type), value: whole(value) });

const HashedOnes = ({ types, t }: { types: readonly Message[]; t: Telling['t'] }): VNode => (
  <>
    <Say m="facts.hashed" t={t} />{' '}
    {types.map((type, i) => [i > 0 && ', ', <Say m={type} t={t} />])}.
  </>
);

/** From when until when it is valid, as far as it says. */
function period({ validFrom, validUntil, awardedOn }: Content): Message {
  const later = validFrom !== undefined && awardedOn !== undefined && validFrom.slice(0, 10) > awardedOn.slice(0, 10);
  if (validUntil !== undefined) return later ? say('facts.validBetween', { from: day(validFrom), until: day(validUntil) }) : say('facts.validUntil', { until: day(validUntil) });
  return later ? say('facts.validFrom', { from: day(validFrom) }) : say('facts.noEnd');
}

/** Who stands behind it, and where else it is written down. */
export function bodyRows(telling: Telling): readonly Row[] {
  const { content, t } = telling;
  const { country, region } = content.issuer;
  const place = country === undefined ? undefined : t.country(country);
  return [
    ...row('awardingBodies', bodies(telling)),
    ...row('issuerPlace', country === undefined ? undefined : <Place country={place ?? country} region={region} />),
    ...row('coCertifications', terms(telling, content.coCertifications)),
    ...row('registrations', terms(telling, content.registrations)),
    ...row('description', stated(content, content.description)),
    ...row('furtherInformation', stated(content, content.furtherInformation)),
    ...row('number', content.number === undefined ? undefined : <span class="mono"><Ext text={content.number} /></span>),
  ];
}

/** Names of institutions stand in quotation marks until somebody else confirms them. */
const bodies = (telling: Telling): ComponentChildren | undefined => {
  const list = telling.content.awardingBodies;
  if (telling.unconfirmed !== true) return terms(telling, list);
  return listed(list.map(({ label }) => <Say m={say('facts.quoted', { text: whole(label) })} t={telling.t} />));
};

const Place = ({ country, region }: { country: string; region: string | undefined }): VNode => (
  <>
    {region !== undefined && [<Ext text={region} />, ', ']}
    <Ext text={country} />
  </>
);

