import type { ComponentChildren, VNode } from 'preact';
import { CATALOGUE_PARAMETERS } from '../../../catalogue/search.js';
import type { TrustStatement } from '../../../core/evidence.js';
import type { Organisation } from '../../../core/model.js';
import type { Texts } from '../texts.js';
import { Contact, Link } from './contact.js';
import { isWebAddress, listed } from './facts.js';
import { Name, nameOf, page } from './layout.js';
import { counted, day, flat, outside, say, whole, type Message } from './message.js';
import type { OrganisationModel } from './models.js';
import { OfferedList } from './offered.js';
import { PATHS } from './paths.js';
import { authorityName, registerName } from './register-words.js';
import { Ext, Say, Shown } from './say.js';

/** Who an organisation is, and who vouches for it: the two are kept apart, because the first is its own word. */
export function organisationPage(model: OrganisationModel, t: Texts): string {
  const { organisation, statements } = model;
  return page(
    { title: flat(nameOf(organisation, t)), organisation, about: 'organisation', index: true },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Name organisation={organisation} t={t} />
        </h1>
      </div>
      {organisation.status !== 'active' && (
        <p class="notice stop">
          <Say m={`organisation.status.${organisation.status}`} t={t} />
        </p>
      )}
      <Vouched statements={statements} t={t} />
      <Offers model={model} t={t} />
      <Real model={model} t={t} />
      <Itself organisation={organisation} t={t} />
      <Keys model={model} t={t} />
    </div>,
  );
}

const Sheet = ({ name, note, t, children }: { name: string; note: string | Message; t: Texts; children: ComponentChildren }): VNode => (
  <section class="sheet" aria-labelledby={name}>
    <h2 id={name}>
      <Say m={`organisation.${name}.heading`} t={t} />
    </h2>
    <p class="quiet">
      <Say m={note} t={t} />
    </p>
    {children}
  </section>
);

const Vouched = ({ statements, t }: { statements: readonly TrustStatement[]; t: Texts }): VNode => (
  <Sheet name="vouched" note={statements.length === 0 ? 'organisation.vouched.nobody' : 'organisation.vouched.note'} t={t}>
    {statements.length > 0 && (
      <dl class="facts">
        {statements.map((statement) => (
          <div>
            <dt>
              <Shown value={registerName(statement.source)} t={t} />
            </dt>
            <dd>
              <Say m={say('organisation.vouched.entity', { name: outside(statement.entityName), authority: authorityName(statement.authority) })} t={t} />
            </dd>
            <dd>
              <Say m={period(statement)} t={t} />
            </dd>
            {scopes(statement, t).map((m) => (
              <dd>
                <Say m={m} t={t} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    )}
  </Sheet>
);

function period({ validFrom, validUntil, withdrawnAt }: TrustStatement): Message {
  if (withdrawnAt !== undefined) return say('organisation.vouched.withdrawn', { from: day(validFrom), on: day(withdrawnAt) });
  return validUntil === undefined ? say('organisation.vouched.since', { from: day(validFrom) }) : say('organisation.vouched.until', { from: day(validFrom), until: day(validUntil) });
}

/** A statement without limits says so too. */
function scopes({ scope: { eqfLevels, fields, countries } }: TrustStatement, t: Texts): readonly Message[] {
  const limits = [
    eqfLevels && say('organisation.vouched.levels', { list: eqfLevels.join(', ') }),
    fields && say('organisation.vouched.fields', { list: outside(fields.map((code) => `${t.term('field', code)} (${code})`).join(', ')) }),
    countries && say('organisation.vouched.countries', { list: outside(countries.map((code) => t.country(code)).join(', ')) }),
  ].filter((m) => m !== undefined);
  return limits.length === 0 ? [say('organisation.vouched.noLimit')] : limits;
}

const Offers = ({ model: { organisation, offered, total }, t }: { model: OrganisationModel; t: Texts }): VNode => (
  <Sheet name="offers" note={total === 0 ? 'organisation.offers.none' : counted('organisation.offers.note', total, { n: total })} t={t}>
    {total > 0 && <OfferedList items={offered} issuer={false} t={t} />}
    {total > offered.length && (
      <p>
        <a href={`${PATHS.catalogue}?${CATALOGUE_PARAMETERS.organisations}=${organisation.slug}`}>
          <Say m="organisation.offers.all" t={t} />
        </a>
      </p>
    )}
  </Sheet>
);

/** A name or a logo can be copied; a key that a register lists cannot. */
const Real = ({ model: { organisation, vouchedNow, host }, t }: { model: OrganisationModel; t: Texts }): VNode => {
  const values = { issuer: outside(nameOf(organisation, t)), host: outside(host, 'strong') };
  return (
    <Sheet name="real" note={say(vouchedNow ? 'organisation.real.vouched' : 'organisation.real.unvouched', values)} t={t}>
      <p>
        <Say m={say('organisation.real.copies', values)} t={t} />
      </p>
      <div class="btns row">
        <a class="btn" href={PATHS.verify}>
          <Say m="page.check" t={t} />
        </a>
      </div>
    </Sheet>
  );
};

const Itself = ({ organisation, t }: { organisation: Organisation; t: Texts }): VNode => (
  <Sheet name="itself" note="organisation.itself.note" t={t}>
    <dl class="facts">
      <Fact label="names" t={t}>
        <dd>
          {listed(
            Object.entries(organisation.legalName).map(([language, name]) => (
              <Ext text={name} lang={language} />
            )),
          )}
        </dd>
      </Fact>
      <Fact label="country" t={t}>
        <dd>
          {organisation.region !== undefined && [<Ext text={organisation.region} />, ', ']}
          {t.country(organisation.country)}
        </dd>
      </Fact>
      {organisation.identifiers.length > 0 && (
        <Fact label="identifiers" t={t}>
          <dd>
            {listed(
              organisation.identifiers.map(({ scheme, value }) => (
                <Say m={say(`organisation.schemes.${scheme}`, { value: whole(value) })} t={t} />
              )),
            )}
          </dd>
        </Fact>
      )}
      <Web label="homepage" url={organisation.homepage} t={t} />
      <Web label="qualityPolicy" url={organisation.qualityPolicyUrl} t={t} />
    </dl>
    {organisation.contact !== undefined && <Contact organisation={{ contact: organisation.contact }} t={t} />}
  </Sheet>
);

const Fact = ({ label, t, children }: { label: string; t: Texts; children: ComponentChildren }): VNode => (
  <div>
    <dt>
      <Say m={`organisation.labels.${label}`} t={t} />
    </dt>
    {children}
  </div>
);

const Web = ({ label, url, t }: { label: string; url: string | undefined; t: Texts }): VNode | null =>
  url === undefined || !isWebAddress(url) ? null : (
    <Fact label={label} t={t}>
      <dd>
        <Link href={url} text={url} />
      </dd>
    </Fact>
  );

const Keys = ({ model, t }: { model: OrganisationModel; t: Texts }): VNode => (
  <Sheet name="keys" note="organisation.keys.note" t={t}>
    <dl class="facts">
      <Fact label="did" t={t}>
        <dd class="mono">
          <Ext text={model.organisation.did} />
        </dd>
      </Fact>
      {model.keys.map((key) => (
        <Fact label="key" t={t}>
          <dd class="mono">
            <Ext text={key.id} />
          </dd>
          <dd>
            <Say m={say(key.assertion ? 'organisation.keys.signs' : 'organisation.keys.retired', { curve: outside(key.publicJwk.crv ?? key.publicJwk.kty) })} t={t} />
          </dd>
        </Fact>
      ))}
    </dl>
    <ul class="plainlist">
      <li>
        <a href={model.didDocumentUrl}>
          <Say m="organisation.keys.document" t={t} />
        </a>
      </li>
      <li>
        <a href={model.jwksUrl}>
          <Say m="organisation.keys.jwks" t={t} />
        </a>
      </li>
    </ul>
  </Sheet>
);
