import type { ComponentChildren, VNode } from 'preact';
import type { LearnersShare } from '../../../claim/share.js';
import type { Texts } from '../texts.js';
import { nameOf, page, titleOf } from './layout.js';
import { day, outside, plain, say } from './message.js';
import { On, Say } from './say.js';
import type { OneShareModel, SharesModel } from './share-models.js';
import { openingsWords, reachWords, showsWords } from './share-words.js';

/** A learner's links: those that work first, each with what it shows, until when, and a button that ends it. */
export function sharesPage(model: SharesModel, t: Texts): string {
  const { organisation, shares, sharesUrl, keepUrl } = model;
  const ended = shares.filter((share) => share.ended);
  return page(
    { title: titleOf('shares.list.title', t), organisation },
    t,
    <div class="narrow">
      <h1>
        <Say m="shares.list.title" t={t} />
      </h1>
      <p class="lead">
        <Say m={say('shares.list.lead', { issuer: outside(nameOf(organisation, t)) })} t={t} />
      </p>
      <div class="btns row">
        <a class="btn" href={`${sharesUrl}/new`}>
          <Say m="shares.list.make" t={t} />
        </a>
        <a class="btn plain" href={keepUrl}>
          <Say m="shares.list.back" t={t} />
        </a>
      </div>
      <Listed name="live" shares={shares.filter((share) => !share.ended)} sharesUrl={sharesUrl} t={t} />
      {ended.length > 0 && <Listed name="ended" shares={ended} sharesUrl={sharesUrl} t={t} />}
    </div>,
  );
}

const Listed = ({ name, shares, sharesUrl, t }: { name: 'live' | 'ended'; shares: readonly LearnersShare[]; sharesUrl: string; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby={name}>
    <h2 id={name}>
      <Say m={`shares.list.${name}`} t={t} />
    </h2>
    {shares.length === 0 && (
      <p>
        <Say m="shares.list.empty" t={t} />
      </p>
    )}
    {shares.map((share) => (
      <div class="stack ruled">
        <h3>
          <Say m={say('page.value', { value: outside(share.label) })} t={t} />
        </h3>
        <ShareFacts share={share} t={t} />
        {!share.ended && (
          <div class="btns row">
            <a class="btn plain" href={`${sharesUrl}/${share.id}`}>
              <Say m="shares.list.one" t={t} />
              <For label={share.label} t={t} />
            </a>
            <End share={share} sharesUrl={sharesUrl} t={t} />
          </div>
        )}
      </div>
    ))}
  </section>
);

/** For those who do not see which link a button stands under. */
const For = ({ label, t }: { label: string; t: Texts }): VNode => (
  <span class="vh">
    {' '}
    <Say m={say('shares.end.for', { label: outside(label) })} t={t} />
  </span>
);

const End = ({ share, sharesUrl, t }: { share: LearnersShare; sharesUrl: string; t: Texts }): VNode => (
  <form method="post" action={`${sharesUrl}/${share.id}/end`}>
    <button class="btn plain" type="submit">
      <Say m="shares.end.button" t={t} />
      <For label={share.label} t={t} />
    </button>
  </form>
);

const ShareFacts = ({ share, t }: { share: LearnersShare; t: Texts }): VNode => (
  <dl class="facts">
    <Fact label="shows" t={t}>
      <Say m={showsWords(share.shows)} t={t} />
    </Fact>
    <Fact label={share.ended ? 'ended' : 'until'} t={t}>
      <Ending share={share} t={t} />
    </Fact>
    <Fact label="openings" t={t}>
      <Say m={openingsWords(share)} t={t} />
    </Fact>
    {share.passphrase !== undefined && (
      <Fact label="passphrase" t={t}>
        <Say m="shares.facts.passphraseSet" t={t} />
      </Fact>
    )}
  </dl>
);

const Fact = ({ label, t, children }: { label: string; t: Texts; children: ComponentChildren }): VNode => (
  <div>
    <dt>
      <Say m={`shares.facts.${label}`} t={t} />
    </dt>
    <dd>{children}</dd>
  </div>
);

function Ending({ share: { withdrawnAt, expiresAt, ended }, t }: { share: LearnersShare; t: Texts }): VNode {
  if (withdrawnAt !== undefined) return <On value={withdrawnAt} t={t} />;
  if (expiresAt === undefined) return <Say m="shares.facts.noEnd" t={t} />;
  return ended ? <Say m={say('shares.facts.ranOut', { date: day(expiresAt) })} t={t} /> : <On value={expiresAt} t={t} />;
}

/** One link, to be copied, scanned, mailed, looked at or ended. */
export function oneSharePage(model: OneShareModel, t: Texts): string {
  const { organisation, share, sharesUrl } = model;
  return page(
    { title: titleOf(say('shares.one.title', { label: outside(share.label) }), t), organisation },
    t,
    <div class="narrow">
      <h1>
        <Say m={say('shares.one.title', { label: outside(share.label) })} t={t} />
      </h1>
      <p class="lead">
        <Say m={share.ended ? 'shares.one.endedNote' : 'shares.one.made'} t={t} />
      </p>
      <section class="sheet" aria-label={t.template('shares.view.about')}>
        {!share.ended && <Address model={model} t={t} />}
        <ShareFacts share={share} t={t} />
        {!share.ended && <WhatNow share={share} sharesUrl={sharesUrl} t={t} />}
      </section>
      {!share.ended && <Mail model={model} t={t} />}
      <p>
        <a href={sharesUrl}>
          <Say m="shares.one.all" t={t} />
        </a>
      </p>
    </div>,
  );
}

const Address = ({ model: { share, path }, t }: { model: OneShareModel; t: Texts }): VNode => (
  <div class="linked">
    <div class="qr">
      <img src={`${path}/qr.svg`} alt={t.template('shares.one.qr')} />
    </div>
    <div class="stack">
      <div class="group">
        <label for="address">
          <Say m="shares.one.address" t={t} />
        </label>
        <input id="address" class="field mono" type="text" readOnly value={share.url} />
      </div>
      <p>
        <a href={`${path}/qr.png`} download>
          <Say m="shares.one.png" t={t} />
        </a>
      </p>
    </div>
  </div>
);

const WhatNow = ({ share, sharesUrl, t }: { share: LearnersShare; sharesUrl: string; t: Texts }): VNode => (
  <>
    <p>
      <Say m={reachWords(share)} t={t} /> <Say m="shares.one.recall" t={t} />
    </p>
    <div class="btns row">
      <a class="btn plain" href={`${sharesUrl}/${share.id}/preview`}>
        <Say m="shares.one.preview" t={t} />
      </a>
      <End share={share} sharesUrl={sharesUrl} t={t} />
    </div>
  </>
);

const Mail = ({ model, t }: { model: OneShareModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="mail-heading">
    <div class="group">
      <h2 id="mail-heading">
        <label for="mail">
          <Say m="shares.one.mail" t={t} />
        </label>
      </h2>
      <textarea id="mail" class="field" rows={8} readOnly>
        {mailText(model, t)}
      </textarea>
    </div>
  </section>
);

function mailText({ organisation, title, share: { url, expiresAt, passphrase } }: OneShareModel, t: Texts): string {
  const sentences = [
    ...(expiresAt === undefined ? [] : [say('shares.one.mailUntil', { date: day(expiresAt) })]),
    ...(passphrase === undefined ? [] : [say('shares.one.mailPassphrase')]),
  ];
  const first = plain(say('shares.one.mailText', { title: outside(title), issuer: outside(nameOf(organisation, t)) }), t);
  return [first, url, ...(sentences.length === 0 ? [] : [sentences.map((m) => plain(m, t)).join(' ')])].join('\n\n');
}
