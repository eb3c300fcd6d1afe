import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import { AwardCard, StatusNotice, Steps } from './award-card.js';
import { contentOfAward } from './award-content.js';
import { BADGE_SIZE, badgeSnippet } from './badge.js';
import { awardRows, bodyRows } from './facts-award.js';
import { learningRows } from './facts-learning.js';
import { Facts } from './facts.js';
import { page, titleOf } from './layout.js';
import { outside, say } from './message.js';
import type { Download, KeepModel } from './models.js';
import { DETAILS_FIELD, DETAILS_VALUES, LANGUAGE_PARAMETER } from './paths.js';
import { At, Say } from './say.js';

/** The learner's own page: the files, the permanent link and what it shows, and all the credential says. */
export function keepPage(model: KeepModel, t: Texts): string {
  const { held } = model;
  const telling = { content: contentOfAward(held.award), t, linked: true };
  return page(
    { title: titleOf('keep.title', t), organisation: held.award.organisation },
    t,
    <div class="narrow">
      <Steps at="keep" t={t} />
      <h1>
        <Say m="keep.heading" t={t} />
      </h1>
      <StatusNotice held={held} t={t} />
      <AwardCard held={held} t={t} />
      <Files downloads={model.downloads} t={t} />
      <ShareInvitation sharesUrl={model.actions.shares} t={t} />
      <PermanentLink model={model} t={t} />
      <BadgeSheet link={model.permanentUrl} t={t} />
      <section class="sheet" aria-labelledby="says">
        <h2 id="says">
          <Say m="keep.says" t={t} />
        </h2>
        <Facts rows={[...awardRows(telling), ...learningRows(telling), ...bodyRows(telling)]} t={t} />
      </section>
      {model.claimedAt !== undefined && (
        <p class="small quiet">
          <Say m="keep.claimed" t={t} /> <At value={model.claimedAt} t={t} />.
        </p>
      )}
    </div>,
  );
}

const Files = ({ downloads, t }: { downloads: readonly Download[]; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="files">
    <h2 id="files">
      <Say m="keep.files.heading" t={t} />
    </h2>
    <p class="quiet">
      <Say m={downloads.length === 0 ? 'keep.files.none' : 'keep.files.text'} t={t} />
    </p>
    {downloads.length > 0 && (
      <div class="btns row">
        {downloads
          .filter(({ withheld }) => withheld === undefined)
          .map((download) => (
            <a class="btn plain" href={download.url} download>
              <Say m={say('page.value', { value: nameOfFile(download, t) })} t={t} />
            </a>
          ))}
      </div>
    )}
    {downloads.some(({ statesIdentifier }) => statesIdentifier) && (
      <p class="small quiet">
        <Say m="keep.files.readable" t={t} />
      </p>
    )}
    {downloads.map(
      (download) =>
        download.withheld !== undefined && (
          <p class="small quiet">
            <Say m={say('keep.files.withheld', { name: nameOfFile(download, t), script: download.withheld.script })} t={t} />
          </p>
        ),
    )}
  </section>
);

/** A format by its name in words, or whatever the label is. */
const nameOfFile = ({ label }: Download, t: Texts) => (t.has(`downloads.${label}`) ? say(`downloads.${label}`) : outside(label));

const ShareInvitation = ({ sharesUrl, t }: { sharesUrl: string; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="share">
    <h2 id="share">
      <Say m="shares.invite.heading" t={t} />
    </h2>
    <p class="quiet">
      <Say m="shares.invite.text" t={t} />
    </p>
    <div class="btns row">
      <a class="btn plain" href={sharesUrl}>
        <Say m="shares.invite.open" t={t} />
      </a>
    </div>
  </section>
);

/** An image, so that whatever the SVG holds it cannot become part of the page. */
const svgImage = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;

const PermanentLink = ({ model, t }: { model: KeepModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="link">
    <h2 id="link">
      <Say m="keep.link.heading" t={t} />
    </h2>
    <p class="quiet">
      <Say m="keep.link.text" t={t} />
    </p>
    <div class="linked">
      <div class="qr">
        <img src={svgImage(model.qrSvg)} alt={t.template('keep.link.qr')} />
      </div>
      <div class="stack">
        <div class="group">
          <label for="permanent">
            <Say m="keep.link.label" t={t} />
          </label>
          <input id="permanent" class="field mono" type="text" readOnly value={model.permanentUrl} />
        </div>
        <p>
          <a href={model.permanentUrl}>
            <Say m="keep.link.see" t={t} />
          </a>
        </p>
      </div>
    </div>
    <DetailsSwitch model={model} t={t} />
  </section>
);

/** The picture for a page of the learner's own, and the lines to copy. It leads to the permanent link, and says no more than that. */
const BadgeSheet = ({ link, t }: { link: string; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="badge">
    <h2 id="badge">
      <Say m="badge.heading" t={t} />
    </h2>
    <p class="quiet">
      <Say m="badge.text" t={t} />
    </p>
    <p>
      <img src={`${new URL(link).pathname}/badge.svg?${LANGUAGE_PARAMETER}=${t.language}`} width={BADGE_SIZE.width} height={BADGE_SIZE.height} alt={t.template('badge.alt')} />
    </p>
    <div class="group">
      <label for="snippet">
        <Say m="badge.label" t={t} />
      </label>
      <textarea id="snippet" class="field mono" readOnly rows={4}>
        {badgeSnippet(link, t)}
      </textarea>
    </div>
    <p class="small quiet">
      <Say m="badge.worth" t={t} />
    </p>
  </section>
);

/** What the link shows now, and the one button that changes it. */
const DetailsSwitch = ({ model: { detailsPublic, actions }, t }: { model: KeepModel; t: Texts }): VNode => (
  <div class="stack ruled">
    <h3>
      <Say m="keep.details.heading" t={t} />
    </h3>
    <p>
      <Say m={detailsPublic ? 'keep.details.shown' : 'keep.details.hidden'} t={t} />
    </p>
    <div class="btns row">
      <form method="post" action={actions.details}>
        <input type="hidden" name={DETAILS_FIELD} value={detailsPublic ? DETAILS_VALUES.hide : DETAILS_VALUES.show} />
        <button class="btn plain" type="submit">
          <Say m={detailsPublic ? 'keep.details.hide' : 'keep.details.show'} t={t} />
        </button>
      </form>
    </div>
  </div>
);
