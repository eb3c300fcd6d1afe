import { describe, expect, it } from '@jest/globals';
import { ALWAYS_REFUSED, HOSTILE, textAt, textPaths, withText } from '../../support/hostile.js';
import { memoryCatalogue, organisationInput } from '../../support/catalogue.js';
import { refusalOf } from '../../support/rejected.js';
import { readJson } from '../../support/schemas.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]).toString('base64');
const refused = (overrides: object) => refusalOf(memoryCatalogue().catalogue.createOrganisation(organisationInput(overrides), 'admin'));

describe('creating an organisation', () => {
  it('makes its DID from the address it is served at', async () => {
    const { catalogue, organisations, actors } = memoryCatalogue();
    const organisation = await catalogue.createOrganisation(organisationInput(), 'admin');
    expect(organisation).toMatchObject({ slug: 'adria', did: 'did:web:localhost%3A3000:o:adria', status: 'active', identifiers: [] });
    expect(organisations.get(organisation.id)).toEqual(organisation);
    expect(actors).toEqual(['admin']);
  });

  it('makes its DID from its own domain when it has one here', async () => {
    const organisation = await memoryCatalogue().catalogue.createOrganisation(organisationInput({ domain: 'credentials.adria.example' }), 'admin');
    expect(organisation.did).toBe('did:web:credentials.adria.example');
  });

  it('refuses the host of the installation, whose own DID that is', async () => {
    const { catalogue } = memoryCatalogue(new Set(), 'https://testamur.example');
    expect(await refusalOf(catalogue.createOrganisation(organisationInput({ domain: 'testamur.example' }), 'admin'))).toEqual({ code: 'input-invalid', path: '/domain' });
  });

  it('takes the example', async () => {
    const organisation = await memoryCatalogue().catalogue.createOrganisation(readJson('examples/organisation.json'), 'admin');
    expect(organisation.legalName).toEqual({ en: 'Adria Demo University', hr: 'Demo sveučilište Adria' });
    expect(organisation.identifiers).toHaveLength(6);
  });

  it.each([
    ['a slug with capitals', { slug: 'Adria' }, '/slug'],
    ['a slug of one letter', { slug: 'a' }, '/slug'],
    ['a slug that is a path', { slug: '../etc' }, '/slug'],
    ['no name', { legalName: {} }, '/legalName'],
    ['a name under no language', { legalName: { english_: 'A' } }, '/legalName'],
    ['a country that is none', { country: 'ZZ' }, '/country'],
    ['a country that is a member of every object', { country: '__' }, '/country'],
    ['a homepage that is a script', { homepage: 'javascript:alert(1)' }, '/homepage'],
    ['an e-mail address that is none', { contact: { email: 'registry' } }, '/contact/email'],
    ['a domain with a port', { domain: 'adria.example:3000' }, '/domain'],
    ['a status that is none', { status: 'deleted' }, '/status'],
    ['a logo that is not the image it says', { logo: { mediaType: 'image/jpeg', base64: PNG } }, '/logo/base64'],
    ['a logo that is not base64', { logo: { mediaType: 'image/png', base64: `${PNG}A` } }, '/logo/base64'],
    ['a logo that is a page', { logo: { mediaType: 'image/svg+xml', base64: PNG } }, '/logo/mediaType'],
    ['a logo above 200 kB', { logo: { mediaType: 'image/png', base64: Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(204_800)]).toString('base64') } }, '/logo/base64'],
    ['a colour by its name', { branding: { accent: 'teal' } }, '/branding/accent'],
    ['a colour with more behind it', { branding: { accent: '#1d4d4f;}' } }, '/branding/accent'],
    ['a colour on two lines', { branding: { accent: '#1d4d4f\n' } }, '/branding/accent'],
    ['a style sheet', { branding: { accent: '#1d4d4f', css: 'body{}' } }, '/branding/css'],
    ['its own DID', { did: 'did:web:other.example' }, '/did'],
  ])('refuses %s', async (_, overrides, path) => {
    expect(await refused(overrides)).toEqual({ code: 'input-invalid', path });
  });

  it.each([
    ['vat', 'HR12345678901'],
    ['vat', 'NL123456789B01'],
    ['vat', 'CHE123456789'],
    ['legal', '080000014'],
    ['ror', 'https://ror.org/013meh722'],
    ['ror', 'https://ror.org/00mv6sv71'],
    ['eter', 'HR0001'],
    ['schac', 'adria.example'],
    ['schac', 'urn:schac:homeOrganizationType:int:university'],
    ['deqar', 'DEQARINST0001'],
  ])('takes the %s identifier %s', async (scheme, value) => {
    const organisation = await memoryCatalogue().catalogue.createOrganisation(organisationInput({ identifiers: [{ scheme, value }] }), 'admin');
    expect(organisation.identifiers).toEqual([{ scheme, value }]);
  });

  it('writes a bare ROR id with its resolver', async () => {
    const organisation = await memoryCatalogue().catalogue.createOrganisation(organisationInput({ identifiers: [{ scheme: 'ror', value: '052gg0110' }] }), 'admin');
    expect(organisation.identifiers).toEqual([{ scheme: 'ror', value: 'https://ror.org/052gg0110' }]);
  });

  it.each([
    ['vat', 'HR1234567890'],
    ['vat', '12345678901'],
    ['legal', ' '],
    ['ror', 'https://ror.org/013meh723'],
    ['ror', 'https://ror.org/013meh7220'],
    ['ror', '013mei722'],
    ['eter', 'HR1'],
    ['schac', 'Adria University'],
    ['deqar', 'DEQARINST'],
  ])('refuses the %s identifier %s', async (scheme, value) => {
    const legal = { scheme: 'legal', value: '1' };
    expect(await refused({ identifiers: [legal, { scheme, value }] })).toEqual({ code: 'input-invalid', path: '/identifiers/1/value' });
  });
});

describe('updating an organisation', () => {
  it('replaces what is stated and keeps id and DID', async () => {
    const { catalogue } = memoryCatalogue();
    const before = await catalogue.createOrganisation(organisationInput({ region: 'HR-08' }), 'admin');
    const after = await catalogue.updateOrganisation(before.id, organisationInput({ status: 'suspended' }), 'admin');
    expect(after).toMatchObject({ id: before.id, did: before.did, status: 'suspended' });
    expect(after.region).toBeUndefined();
  });

  it.each([
    ['slug', { slug: 'other' }],
    ['domain', { domain: 'adria.example' }],
  ])('refuses another %s, which its DID is made of', async (member, change) => {
    const { catalogue } = memoryCatalogue();
    const { id } = await catalogue.createOrganisation(organisationInput(), 'admin');
    expect(await refusalOf(catalogue.updateOrganisation(id, organisationInput(change), 'admin'))).toEqual({ code: 'input-invalid', path: `/${member}` });
  });

  it('knows no organisation of another id', async () => {
    expect(await refusalOf(memoryCatalogue().catalogue.updateOrganisation('none', organisationInput(), 'admin'))).toEqual({ code: 'not-found', path: undefined });
  });
});

describe('hostile texts in an organisation', () => {
  const example = readJson('examples/organisation.json');
  it.each(Object.entries(HOSTILE))('are kept exactly or refused with their path: %s', async (name, text) => {
    for (const path of textPaths(example)) {
      const { catalogue } = memoryCatalogue();
      const outcome = await catalogue.createOrganisation(withText(example, path, text), 'admin').then(
        (organisation) => textAt(organisation, path),
        (error: unknown) => ({ refused: (error as { path?: string }).path }),
      );
      const refused = { refused: `/${path.join('/')}` };
      expect(ALWAYS_REFUSED.includes(name) ? [refused] : [text, refused]).toContainEqual(outcome);
    }
  });

  it.each(['html', 'rtl override', 'emoji', 'greek', 'arabic', 'apostrophe'])('are kept in its name: %s', async (name) => {
    const legalName = { en: HOSTILE[name] };
    const organisation = await memoryCatalogue().catalogue.createOrganisation(organisationInput({ legalName }), 'admin');
    expect(organisation.legalName).toEqual(legalName);
  });
});
